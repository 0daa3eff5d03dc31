#include <catch2/catch.hpp>

#include "reference_objects.hpp"
#include "validator/formats.hpp"
#include "validator/instants.hpp"
#include "validator/patterns.hpp"
#include "validator/ranges.hpp"

using namespace cairn::validate;

TEST_CASE("date-time") {
    const auto ok = [](const char* text) { return has_format(text, "date-time"); };
    CHECK(ok("2020-02-29T00:00:00Z"));
    CHECK(ok("2020-02-29t00:00:00.123456789z"));
    CHECK(ok("2020-02-29 00:00:00+01:30"));
    CHECK(ok("2016-12-31T23:59:60Z"));
    CHECK_FALSE(ok("2019-02-29T00:00:00Z"));
    CHECK_FALSE(ok("2020-02-30T00:00:00Z"));
    CHECK_FALSE(ok("2020-01-01T24:00:00Z"));
    CHECK_FALSE(ok("2020-01-01T12:00:60Z"));
    CHECK_FALSE(ok("2020-01-01T00:00:00"));
    CHECK_FALSE(ok("2020-01-01"));
    CHECK_FALSE(ok("2020-01-01T00:00:00.Z"));
    CHECK_FALSE(ok("2020-01-01T00:00:00Z\n"));
    CHECK_FALSE(ok(""));
}

TEST_CASE("instants are microseconds of UTC") {
    CHECK(parse_instant("1970-01-01T00:00:00Z") == 0);
    CHECK(parse_instant("1970-01-01T01:00:00.5+01:00") == 500'000);
    CHECK(parse_instant("1969-12-31T23:59:59.999999Z") == -1);
    CHECK(parse_instant("0001-01-01T00:00:00Z") < parse_instant("9999-12-31T23:59:59Z"));
}

TEST_CASE("URIs and IRIs") {
    CHECK(has_format("https://example.org/a?b=c#d", "uri"));
    CHECK(has_format("urn:isbn:1", "uri"));
    CHECK_FALSE(has_format("./a", "uri"));
    CHECK_FALSE(has_format("https://example.org/a b", "uri"));
    CHECK_FALSE(has_format("https://example.org/%zz", "uri"));
    CHECK(has_format("./a/b", "uri-reference"));
    CHECK_FALSE(has_format("a b", "uri-reference"));
    CHECK(has_format("https://example.org/{x}", "iri"));
    CHECK_FALSE(has_format("foo/bar", "iri"));
    CHECK(has_format("a b", "iri-reference"));
    CHECK_FALSE(has_format("#/assets/x", "iri-reference"));
    CHECK_FALSE(has_format("a\nb", "iri-reference"));
}

TEST_CASE("other formats, and one that is not known") {
    CHECK(has_format("a@example.org", "email"));
    CHECK_FALSE(has_format("a@", "email"));
    CHECK(has_format("https://example.org/{z}/{x}{?q}", "uri-template"));
    CHECK_FALSE(has_format("https://example.org/{z", "uri-template"));
    CHECK(has_format("^a+$", "regex"));
    CHECK_FALSE(has_format("^(a", "regex"));
    CHECK(has_format("anything", "no-such-format"));
}

TEST_CASE("patterns") {
    CHECK(Pattern("^(?!eo:|proj:)[a-z]+").matches("title"));
    CHECK_FALSE(Pattern("^(?!eo:|proj:)[a-z]+").matches("proj:x"));
    CHECK(Pattern("^(?=a)\\w+$").matches("ab"));
    CHECK(Pattern("^(?!a)(b|c)$").matches("c"));
    CHECK(Pattern("^(?!a[)]|\\))[|b]").matches("|"));
    CHECK(Pattern("\\u0041").matches("A"));
    CHECK(Pattern("^\\p{Letter}+$").matches("\xC3\xA9"));
    CHECK(Pattern("(?<year>\\d{4})").matches("2020"));
    CHECK(Pattern("^[\\w\\-\\.\\+]+$").matches("CC-BY-4.0"));
    for (const char* const prefix : {"^(?!cube:)", "^(?!cube:).*"}) {
        CHECK_FALSE(Pattern(prefix).matches("cube:dimensions"));
        CHECK(Pattern(prefix).matches("x cube:"));
        CHECK(Pattern(prefix).matches(""));
    }
    CHECK(Pattern("^(?!a$)").matches("ab"));
    CHECK_FALSE(Pattern("^(?!a$)").matches("a"));
    CHECK(Pattern("^cube:").matches("cube:x"));
    CHECK_FALSE(Pattern("^cube:").matches("a cube:x"));
    CHECK(Pattern("cube:").matches("a cube:x"));
    CHECK_FALSE(Pattern("cube:").matches("cube"));
    CHECK(Pattern("nc$").matches("a.nc"));
    CHECK_FALSE(Pattern("nc$").matches("a.nc\n"));
    CHECK(Pattern("^$").matches(""));
    CHECK_FALSE(Pattern("^$").matches("a"));
    CHECK(Pattern(".*").matches("\n"));
    CHECK_FALSE(Pattern("^.*$").matches("\n"));
    CHECK_FALSE(Pattern("^a\\$").matches("a"));
    CHECK_THROWS_AS(Pattern("^(?!a)b|c"), UnusableSchema);
}

TEST_CASE("boxes") {
    CHECK(covers(Box{-180, -90, 180, 90}, Box{170, 0, -170, 1}));
    CHECK(covers(Box{160, -90, -160, 90}, Box{170, 0, -170, 1}));
    CHECK(covers(Box{160, -90, -160, 90}, Box{165, 0, 170, 1}));
    CHECK_FALSE(covers(Box{160, -90, -160, 90}, Box{0, 0, 10, 1}));
    CHECK_FALSE(covers(Box{0, 0, 10, 10}, Box{170, 0, -170, 1}));
    CHECK(covers(Box{0, 0, 10, 10}, Box{0, 0, 10.0000000001, 10}));
    CHECK(box_of(cairn::test::parsed("[0, 1, -5, 2, 3, 99]"))->north == 3);
    CHECK_FALSE(box_of(cairn::test::parsed("[0, 1, 2]")));
}
