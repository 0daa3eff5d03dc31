#include "builder/probe/references/templates.hpp"

#include <catch2/catch.hpp>

using namespace cairn::references;

namespace {

Templates templates() {
    Templates made;
    made.set("u", "s3://bucket");
    made.set("name with space", "x");
    made.set("f", "https://{{host}}/{{year + 1}}.nc");
    return made;
}

std::string expanded(std::string_view text, const Names& names = {}) {
    const Templates made = templates();
    const Expansion expansion = made.expand(text, made.with(names));
    return expansion.why_not.empty() ? expansion.text : "WHY " + expansion.why_not;
}

/// The value of an expression with i = 7.
std::string value(const std::string& expression) {
    return expanded("{{" + expression + "}}", {{"i", std::int64_t{7}}, {"word", std::string("w")}});
}

}  // namespace

TEST_CASE("texts and functions are expanded") {
    CHECK(expanded("") == "");
    CHECK(expanded("plain }} {") == "plain }} {");
    CHECK(expanded("{{u}}/a.nc") == "s3://bucket/a.nc");
    CHECK(expanded("{{ u }}{{u}}") == "s3://buckets3://bucket");
    CHECK(expanded("{{f(host='a', year=1999)}}") == "https://a/2000.nc");
    CHECK(expanded("{{ f( host = \"b\" , year = 3 * 4 ) }}?") == "https://b/13.nc?");
    CHECK(expanded("{{f(host=u, year=1)}}") == "https://s3://bucket/2.nc");
}

TEST_CASE("arithmetic is Python's") {
    CHECK(value("i") == "7");
    CHECK(value("(i + 1) * 1000") == "8000");
    CHECK(value("i - 10") == "-3");
    CHECK(value("2 + 3 * 4 - 5") == "9");
    CHECK(value("i // 2") == "3");
    CHECK(value("-i // 2") == "-4");
    CHECK(value("i % 3") == "1");
    CHECK(value("-i % 3") == "2");
    CHECK(value("i % -3") == "-2");
    CHECK(value("14 / i") == "2");
    CHECK(value("-(-i)") == "7");
    CHECK(value("word") == "w");
}

TEST_CASE("what is not understood is said, and nothing is executed") {
    CHECK(value("j") == "WHY '{{j}}': there is no template 'j'");
    CHECK(value("") == "WHY '{{}}': a value is missing at its end");
    CHECK(value("i +") == "WHY '{{i +}}': a value is missing at its end");
    CHECK(value("i i") == "WHY '{{i i}}': 'i' is not understood");
    CHECK(value("(i") == "WHY '{{(i}}': a ')' is missing");
    CHECK(value("i ** 2") == "WHY '{{i ** 2}}': '* 2' is not understood");
    CHECK(value("i | upper") == "WHY '{{i | upper}}': '| upper' is not understood");
    CHECK(value("''.__class__") == "WHY '{{''.__class__}}': '.__class__' is not understood");
    CHECK(value("word + 1") == "WHY '{{word + 1}}': arithmetic is of integers only");
    CHECK(value("7 / 2") == "WHY '{{7 / 2}}': 7 / 2 is no integer; // rounds");
    CHECK(value("i / 0") == "WHY '{{i / 0}}': division by zero");
    CHECK(value("i % 0") == "WHY '{{i % 0}}': division by zero");
    CHECK(value("99999999999999999999") == "WHY '{{99999999999999999999}}': a number does not fit into 64 bits");
    CHECK(value("9223372036854775807 + 1").find("the result does not fit into 64 bits") != std::string::npos);
    CHECK(value("(-9223372036854775807 - 1) // -1").find("the result does not fit into 64 bits") != std::string::npos);
    CHECK(value("'a") == "WHY '{{'a}}': a closing quote is missing");
    CHECK(value("g(c='x')") == "WHY '{{g(c='x')}}': there is no template 'g' to be called");
    CHECK(value("u()") == "WHY '{{u()}}': there is no template 'u' to be called");
    CHECK(value("f") == "WHY '{{f}}': there is no template 'f'");
    CHECK(value("f('x')") == "WHY '{{f('x')}}': arguments have the form name='value'");
    CHECK(value("f(host='x'").find("a ',' or ')' is missing") != std::string::npos);
    CHECK(value("f(host='x')").find("there is no template 'year'") != std::string::npos);
    CHECK(value(std::string(1000, '(')).find("nested deeper than 32 levels") != std::string::npos);
    CHECK(value(std::string(1000, '-') + "1").find("nested deeper than 32 levels") != std::string::npos);
    CHECK(expanded("{{u") == "WHY a closing '}}' is missing");
    CHECK(expanded("{% for i in x %}{{u}}") == "WHY statements ({% %} and {# #}) are not understood");
}

TEST_CASE("a template does not grow without bounds") {
    Templates made;
    made.set("a", std::string(60'000, 'x'));
    CHECK(made.expand("{{a}}{{a}}").why_not == "gives more than 65536 characters");
    made.set("f", "{{f(x=1)}}");
    CHECK(made.expand("{{f(x=1)}}").why_not.find("there is no template 'f' to be called") != std::string::npos);
}
