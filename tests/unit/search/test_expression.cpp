#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "search/expression.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

constexpr const char* k_properties =
    R"({"n": 5, "t": "mon", "b": true, "l": ["a", 2], "e": [], "z": null, "o": {}, "with space": 1, "d": "it's"})";

Truth value_of(std::string_view text) {
    const auto parsed = Expression::parse(text);
    if (const auto* wrong = std::get_if<std::string>(&parsed)) FAIL(text << ": " << *wrong);
    const auto properties = std::get<json::Value>(json::parse(k_properties));
    return std::get<Expression>(parsed).evaluate([&](const std::string& name) { return json::find(properties, name); });
}

}  // namespace

TEST_CASE("what an expression says of properties") {
    for (const char* text : {"n=5",
                             "n = 5.0",
                             "n<>4",
                             "n != 4",
                             "n<5.5",
                             "n>=5",
                             "n in (1, 5)",
                             "n between 5 and 6",
                             "t=mon",
                             "t='mon'",
                             "t in (day, mon)",
                             "t like 'm%'",
                             "t like '_on'",
                             "t not like 'x%'",
                             "b=true",
                             "b<>false",
                             "l=a",
                             "l=2",
                             "l in (x, 2)",
                             "z is null",
                             "nothing is null",
                             "n is not null",
                             "\"with space\"=1",
                             "d='it''s'",
                             "n=4 or t=mon",
                             "n=5 and t=mon",
                             "not n=4",
                             "NOT (n=4 OR t=day)",
                             "n=4 or n=5 and t=mon",
                             "t>day",
                             "n not in (1, 2)",
                             "n not between 6 and 7",
                             "( ( n = 5 ) )",
                             "t <> 5"}) {
        INFO(text);
        CHECK(value_of(text) == Truth::yes);
    }
    for (const char* text : {"n=4", "n<5", "t=Mon", "t like 'M%'", "b=false", "l=b", "n is null", "not n=5",
                             "n=5 and t=day", "n in (1, 2)", "n not in (5)", "t=''"}) {
        INFO(text);
        CHECK(value_of(text) == Truth::no);
    }
    for (const char* text : {"nothing=1", "not nothing=1", "z=1", "n=mon", "n='5'", "b='true'", "b>true", "e=1", "o=1",
                             "n like '5'", "nothing=1 and n=5", "nothing=1 or n=4"}) {
        INFO(text);
        CHECK(value_of(text) == Truth::unknown);
    }
    CHECK(value_of("nothing=1 and n=4") == Truth::no);
    CHECK(value_of("nothing=1 or n=5") == Truth::yes);
}

TEST_CASE("what is no expression is told with its place") {
    for (const char* text : {"", "n", "n=", "=5", "n=5 and", "n=5 t=6", "(n=5", "n=5)", "n in 5", "n in (5",
                             "n between 1", "n is 5", "n not 5", "'n'=5", "5=n", "n='x", "\"n=5", "n == 5"}) {
        INFO(text);
        CHECK(std::holds_alternative<std::string>(Expression::parse(text)));
    }
    CHECK(std::get<std::string>(Expression::parse("n=5 t")).find("character 5") != std::string::npos);
}

TEST_CASE("no expression is too deep for the stack, nor too long") {
    CHECK(std::holds_alternative<std::string>(Expression::parse(std::string(60'000, '('))));
    std::string negations;
    for (int i = 0; i < 10'000; ++i) negations += "not ";
    CHECK(std::holds_alternative<std::string>(Expression::parse(negations + "n=5")));
    CHECK(std::holds_alternative<std::string>(Expression::parse("n=" + std::string(70'000, 'x'))));
    std::string wide = "n=5";
    for (int i = 0; i < 5'000; ++i) wide += " and n=5";
    CHECK(value_of(wide) == Truth::yes);
}

TEST_CASE("patterns take texts apart at code points, and never for long") {
    CHECK(is_like("", ""));
    CHECK(is_like("", "%"));
    CHECK(is_like("abc", "a%c"));
    CHECK(is_like("a%c", R"(a\%c)"));
    CHECK_FALSE(is_like("abc", R"(a\%c)"));
    CHECK(is_like("caf\xC3\xA9", "caf_"));
    CHECK_FALSE(is_like("caf\xC3\xA9", "caf__"));
    CHECK_FALSE(is_like("abc", "ab"));
    CHECK_FALSE(is_like("ab", "abc"));
    const std::string text(20'000, 'a');
    CHECK_FALSE(is_like(text, "%a%a%a%a%a%a%a%a%b"));
}
