#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "base/url.hpp"

using namespace cairn;

TEST_CASE("references are resolved as RFC 3986 says") {
    const std::string base = "http://a/b/c/d;p?q";
    const auto resolved = [&](const char* reference) { return resolve_url(base, reference); };
    CHECK(resolved("g:h") == "g:h");
    CHECK(resolved("g") == "http://a/b/c/g");
    CHECK(resolved("./g") == "http://a/b/c/g");
    CHECK(resolved("g/") == "http://a/b/c/g/");
    CHECK(resolved("/g") == "http://a/g");
    CHECK(resolved("//g") == "http://g");
    CHECK(resolved("?y") == "http://a/b/c/d;p?y");
    CHECK(resolved("#s") == "http://a/b/c/d;p?q#s");
    CHECK(resolved("") == "http://a/b/c/d;p?q");
    CHECK(resolved(".") == "http://a/b/c/");
    CHECK(resolved("..") == "http://a/b/");
    CHECK(resolved("../../../g") == "http://a/g");
    CHECK(resolved("g;x=1/../y") == "http://a/b/c/y");
}

TEST_CASE("a URL has five parts, absent or empty") {
    const Url url = split_url("HTTPS://user:p@h:8080/a/b?x=1?#f#g");
    CHECK(url.scheme == "HTTPS");
    CHECK(url.authority == "user:p@h:8080");
    CHECK(url.path == "/a/b");
    CHECK(url.query == "x=1?");
    CHECK(url.fragment == "f#g");
    CHECK(split_url("//h").authority == "h");
    CHECK(split_url("a?").query == "");
    CHECK_FALSE(split_url("a").query);
    CHECK_FALSE(split_url("a/b:c").scheme);
    CHECK(split_url("file:///x").authority == "");
}

TEST_CASE("schemes are compared in lower case, and a drive is none") {
    CHECK(scheme_of("S3://b") == "s3");
    CHECK(scheme_of("1a://b") == "");
    CHECK(scheme_of("a/b:c") == "");
    CHECK(scheme_of("a?b:c") == "");
    CHECK(has_scheme("gs://b"));
    CHECK_FALSE(has_scheme("a/b:c"));
    CHECK_FALSE(has_scheme("c:/x"));
    CHECK(is_scheme("svn+ssh"));
    CHECK_FALSE(is_scheme("+a"));
    CHECK_FALSE(is_scheme(""));
}

TEST_CASE("an authority has a user, a host and a port") {
    const Authority all = split_authority("u:p@w@h:80");
    CHECK(all.user == "u:p@w");
    CHECK(all.host == "h");
    CHECK(all.port == "80");
    CHECK(split_authority("[::1]").host == "[::1]");
    CHECK_FALSE(split_authority("[::1]").port);
    CHECK(split_authority("[::1]:8").port == "8");
    CHECK_FALSE(split_authority("h").user);
    CHECK(split_authority("@h").user == "");
}

TEST_CASE("taking apart and joining give the same text, whatever it is") {
    constexpr std::string_view k_letters = "ab:/?#@.%[]+ \xC3";
    std::mt19937 random(3986);
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 16, ' ');
        for (char& c : text) c = k_letters[random() % k_letters.size()];
        CAPTURE(text);
        REQUIRE(join_url(split_url(text)) == text);
        REQUIRE(resolve_url("", text) == text);
    }
}

TEST_CASE("URLs that are the same have one normal spelling") {
    CHECK(normal_url("HTTPS://H.Example:443/a/./b/../%7Euser/%c3%a4") == "https://h.example/a/~user/%C3%A4");
    CHECK(normal_url("http://h.example:80") == "http://h.example/");
    CHECK(normal_url("http://h.example:8080/a%2Fb?X=%41#F") == "http://h.example:8080/a%2Fb?X=%41#F");
    CHECK(normal_url("http://User@H/%zz") == "http://User@h/%zz");
    CHECK(normal_url("./A/../b") == "./A/../b");
}
