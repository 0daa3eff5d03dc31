#include <catch2/catch.hpp>

#include "base/storage/http/redirect.hpp"

using namespace cairn;

TEST_CASE("addresses of this machine and its network are private, however they are spelled") {
    for (const char* host : {"127.0.0.1",
                             "127.1",
                             "0x7f000001",
                             "2130706433",
                             "0",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.0.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "localhost",
                             "LOCALHOST",
                             "localhost.",
                             "a.localhost",
                             "[::1]",
                             "[::]",
                             "[fe80::1]",
                             "[fd00::1]",
                             "[::ffff:127.0.0.1]",
                             "[::ffff:10.0.0.1]",
                             "[64:ff9b::7f00:1]",
                             "224.0.0.1",
                             "255.255.255.255"}) {
        INFO(host);
        CHECK(is_private_host(host));
    }
    for (const char* host : {"example.org", "8.8.8.8", "172.32.0.1", "100.128.0.1", "[2001:4860:4860::8888]",
                             "[::ffff:8.8.8.8]", "localhost.example.org"}) {
        INFO(host);
        CHECK_FALSE(is_private_host(host));
    }
}

TEST_CASE("redirects go from https to https, and into a network only from there") {
    const RedirectStart secure{"https://data.example.org/stac/", false};
    const RedirectStart plain{"http://data.example.org/stac/", false};
    const RedirectStart home{"http://127.0.0.1:8000/", true};
    CHECK(redirect_refusal(secure, "https://cdn.example.net/x").empty());
    CHECK(redirect_refusal(plain, "https://data.example.org/x").empty());
    CHECK(redirect_refusal(plain, "http://other.example.org/x").empty());
    CHECK(redirect_refusal(home, "http://localhost:9000/x").empty());
    CHECK(redirect_refusal(home, "http://example.org/x").empty());
    CHECK_FALSE(redirect_refusal(secure, "http://data.example.org/x").empty());
    CHECK_FALSE(redirect_refusal(secure, "https://169.254.169.254/latest/meta-data").empty());
    CHECK_FALSE(redirect_refusal(plain, "http://localhost/x").empty());
    for (const RedirectStart& start : {secure, plain, home}) {
        CHECK_FALSE(redirect_refusal(start, "file:///etc/passwd").empty());
        CHECK_FALSE(redirect_refusal(start, "gopher://example.org/").empty());
        CHECK_FALSE(redirect_refusal(start, "https:///x").empty());
    }
}

TEST_CASE("an origin is scheme, host and port") {
    CHECK(is_same_origin("https://a.org/x", "https://A.org:443/y"));
    CHECK_FALSE(is_same_origin("https://a.org/x", "http://a.org/x"));
    CHECK_FALSE(is_same_origin("https://a.org/x", "https://a.org:8443/x"));
    CHECK_FALSE(is_same_origin("https://a.org/x", "https://b.org/x"));
}
