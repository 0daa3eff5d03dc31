#include <catch2/catch.hpp>

#include "search/box.hpp"
#include "search/query.hpp"
#include "search/time.hpp"
#include "search/token.hpp"

using namespace cairn::search;

namespace {

TimeSpan span(std::string_view text) {
    const auto parsed = parse_datetime(text);
    if (const auto* wrong = std::get_if<std::string>(&parsed)) FAIL(*wrong);
    return std::get<TimeSpan>(parsed);
}

Box box(std::vector<double> numbers) { return box_of(numbers).value(); }

constexpr std::int64_t k_day = 86'400'000'000;

}  // namespace

TEST_CASE("times are RFC 3339, to the microsecond") {
    CHECK(parse_time("1970-01-01T00:00:00Z") == 0);
    CHECK(parse_time("1970-01-02T01:00:00.5+01:00") == k_day + 500'000);
    CHECK(parse_time("1969-12-31t23:59:59.9999999z") == -1);
    CHECK(parse_time("1970-01-01T23:59:60Z") == k_day - 1);
    CHECK(parse_time("0000-02-29T00:00:00Z").has_value());
    for (const char* text :
         {"", "1970-01-01", "1970-01-01T00:00:00", "1970-02-30T00:00:00Z", "1970-01-01T24:00:00Z",
          "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00Zz", "1970-01-01T00:00:61Z", "70-01-01T00:00:00Z"}) {
        INFO(text);
        CHECK_FALSE(parse_time(text).has_value());
    }
}

TEST_CASE("a day, month or year is all of it, and ends may be open") {
    CHECK(span("1970-01-01") == TimeSpan{0, k_day - 1});
    CHECK(span("1970-01") == TimeSpan{0, 31 * k_day - 1});
    CHECK(span("1970") == TimeSpan{0, 365 * k_day - 1});
    CHECK(span("1970-12/1971-01") == TimeSpan{334 * k_day, 396 * k_day - 1});
    CHECK(span("1970-01-01T00:00:00Z") == TimeSpan{0, 0});
    CHECK(span("1970/..") == TimeSpan{0, TimeSpan::k_open_end});
    CHECK(span("1970/") == span("1970/.."));
    CHECK(span("../1970-01-01").start == TimeSpan::k_open_start);
    CHECK(span("/1970-01-01") == span("../1970-01-01"));
    for (const char* text : {"", "../..", "/", "1971/1970", "1970-13", "yesterday", "1970/1971/1972"}) {
        INFO(text);
        CHECK(std::holds_alternative<std::string>(parse_datetime(text)));
    }
}

TEST_CASE("boxes cross the antimeridian, wrap and touch") {
    CHECK(meet(box({170, -10, -170, 10}), box({175, 0, 176, 1})));
    CHECK(meet(box({170, -10, -170, 10}), box({-176, 0, -175, 1})));
    CHECK_FALSE(meet(box({170, -10, -170, 10}), box({0, 0, 10, 1})));
    CHECK(meet(box({170, -10, 190, 10}), box({-176, 0, -175, 1})));
    CHECK(meet(box({0, -90, 360, 90}), box({-100, 0, -99, 1})));
    CHECK(meet(box({0, 0, 10, 10}), box({10, 10, 20, 20})));
    CHECK_FALSE(meet(box({0, 0, 10, 10}), box({10.5, 10, 20, 20})));
    CHECK(meet(box({170, -10, -170, 10}), box({-180, -90, -175, 90})));
}

TEST_CASE("heights count where both boxes have them") {
    CHECK_FALSE(meet(box({0, 0, 0, 10, 10, 100}), box({0, 0, 200, 10, 10, 300})));
    CHECK(meet(box({0, 0, 0, 10, 10, 100}), box({0, 0, 100, 10, 10, 300})));
    CHECK(meet(box({0, 0, 0, 10, 10, 100}), box({0, 0, 10, 10})));
}

TEST_CASE("what is no box is none") {
    CHECK_FALSE(box_of(std::vector<double>{0, 0, 1}).has_value());
    CHECK_FALSE(box_of(std::vector<double>{0, 2, 1, 1}).has_value());
    CHECK_FALSE(box_of(std::vector<double>{0, 0, 1, 1.0 / 0.0}).has_value());
}

TEST_CASE("lists of ids have commas, and ids may") {
    QueryTexts texts;
    texts.collections = {"a,b", R"(c\,d)", ""};
    const auto query = std::get<Query>(query_of(texts));
    CHECK(query.collections == std::set<std::string>{"a", "b", "c,d"});
}

TEST_CASE("what is asked wrongly is said with its option") {
    const auto complaint = [](auto change) {
        QueryTexts texts;
        change(texts);
        const auto query = query_of(texts);
        REQUIRE(std::holds_alternative<std::string>(query));
        return std::get<std::string>(query);
    };
    CHECK(complaint([](QueryTexts& texts) { texts.bbox = "1,2,3"; }).starts_with("--bbox"));
    CHECK(complaint([](QueryTexts& texts) { texts.bbox = "1,2,3,x"; }).starts_with("--bbox"));
    CHECK(complaint([](QueryTexts& texts) { texts.datetime = "soon"; }).starts_with("--datetime"));
    CHECK(complaint([](QueryTexts& texts) { texts.where = "a ="; }).starts_with("--where"));
    CHECK(complaint([](QueryTexts& texts) { texts.intersects = "{}"; }).starts_with("--intersects"));
    CHECK(complaint([](QueryTexts& texts) { texts.page_token = "x"; }).starts_with("--page-token"));
    CHECK(complaint([](QueryTexts& texts) {
              texts.type = "items";
              texts.roles = {"data"};
          }).starts_with("--roles"));
}

TEST_CASE("tokens name a place in one query") {
    const Position position{"a.b", "caf\xC3\xA9/x", true, true, -5, INT64_MAX, "50%.nc"};
    const std::string token = token_of(position, "0123456789abcdef");
    const auto read = read_token(token);
    REQUIRE(read.has_value());
    CHECK(read->position == position);
    CHECK(read->query_digest == "0123456789abcdef");
    CHECK(token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%") ==
          std::string::npos);
    QueryTexts texts;
    texts.page_token = token;
    CHECK(std::holds_alternative<std::string>(query_of(texts)));  // of another query
    const std::string own = std::get<Query>(query_of({})).digest;
    texts.page_token = token_of(position, own);
    CHECK(std::get<Query>(query_of(texts)).after == position);
}
