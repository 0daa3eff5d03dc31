#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/percent.hpp"
#include "base/secrets.hpp"

using namespace cairn;

namespace {

std::string whole(std::string_view url) { return without_secrets(url, UrlText::whole).value_or("unchanged"); }
std::string within(std::string_view text) { return without_secrets(text, UrlText::within).value_or("unchanged"); }

}  // namespace

TEST_CASE("credentials before a host are removed") {
    CHECK(whole("https://user:pass@h.org/a.nc") == "https://h.org/a.nc");
    CHECK(whole("https://ghp_token@h.org:8443/a.nc") == "https://h.org:8443/a.nc");
    CHECK(whole("ftp://a:b@c:d@h.org/x") == "ftp://h.org/x");
    CHECK(whole("https://user:pa/ss@h.org/x") == "https://h.org/x");
    CHECK(whole("https://user:pa#ss@h.org/x") == "https://h.org/x");
    CHECK(whole("https://user:12/34@host/x") == "https://host/x");
    CHECK(whole("https://user:12/34@h.org/a/x") == "https://h.org/a/x");
    CHECK(whole("//user:pass@h.org/x") == "//h.org/x");
    CHECK(whole("user:pass@h.org/x") == "h.org/x");
    CHECK(whole("simplecache::https://user:pass@h.org/x") == "simplecache::https://h.org/x");
    CHECK(whole("https://user%3Apass%40h.org/x") == "https://h.org/x");
    CHECK(whole("abfs://container:pass@account.dfs.core.windows.net/x") == "abfs://account.dfs.core.windows.net/x");
}

TEST_CASE("signatures and keys are removed, other parameters stay") {
    CHECK(whole("https://h/a.nc?X-Amz-Algorithm=A&X-Amz-Credential=B&X-Amz-Signature=C&version=3") ==
          "https://h/a.nc?version=3");
    CHECK(whole("https://h/a.nc?AWSAccessKeyId=A&Expires=1&Signature=B%2Fc%3D") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc?GoogleAccessId=a%40b&Expires=1&Signature=x") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc?X-Goog-Signature=x&b=1") == "https://h/a.nc?b=1");
    CHECK(whole("https://h/a.nc?sv=2020&se=1&sp=r&sr=b&skoid=x&sig=y") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc?Policy=a&Key-Pair-Id=b&Signature=c") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc?a=1&token=s&b=2#part") == "https://h/a.nc?a=1&b=2#part");
    CHECK(whole("https://h/a.nc?token=s&b=2") == "https://h/a.nc?b=2");
    CHECK(whole("https://h/a.nc?ACCESS_TOKEN=s") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc?x=1&amp;token=s") == "https://h/a.nc?x=1&amp");
    CHECK(whole("https://h/a.nc#access_token=s") == "https://h/a.nc");
    CHECK(whole("https://h/a;jsessionid=s/b.nc") == "https://h/a/b.nc");
    CHECK(whole("https://h/a.nc?api%5Fkey=s") == "https://h/a.nc");
    CHECK(whole("https://h/a.nc%3Ftoken%3Ds") == "https://h/a.nc");
    CHECK(whole("a.nc?token=s") == "a.nc");
    CHECK(whole("/data/a.nc?password=s") == "/data/a.nc");
    CHECK(whole("https://h/get?url=https%3A%2F%2Fu%3Ap%40g%2Fx").find(":p") == std::string::npos);
}

TEST_CASE("URLs without secrets stay as they are") {
    for (const char* url :
         {"", "a.nc", "https://h/a.nc", "https://h:8080/a@b.nc", "https://h/a.nc?var=tas&st=3&expires=never&pass=17",
          "abfs://container@account.dfs.core.windows.net/x", "file:///home/a@b/c.nc", "file:/a@b/c.nc",
          "s3://bucket/year=2001/key=5/a.nc", "https://h/a%40b.nc?x=%20", "https://h/a.nc?bucket=1&monkey=2#top"}) {
        INFO(url);
        CHECK(whole(url) == "unchanged");
        CHECK(within(url) == "unchanged");
    }
}

TEST_CASE("names and parts of paths are looked at one by one") {
    const auto path = [](std::string_view text) { return without_secrets_in_path(text).value_or("unchanged"); };
    CHECK(path("/data/a.nc?X-Amz-Signature=s") == "/data/a.nc");
    CHECK(path("/data/user:pass@h.org/a.nc") == "/data/h.org/a.nc");
    CHECK(path("/data/token=s/a.nc") == "/data//a.nc");
    CHECK(path("a&token=s") == "a");
    CHECK(path("tas;api_key=s") == "tas");
    for (const char* text : {"", "/", "/data/year=2001/key=5/session=2/a@5.nc", "a@b", "/a//b/", "x=1&y=2", "100%", "T2m; K"}) {
        INFO(text);
        CHECK(path(text) == "unchanged");
    }
}

TEST_CASE("URLs are found in texts") {
    CHECK(within("see https://u:p@h/x?a=1 and <s3://b/k?X-Amz-Signature=z>.") == "see https://h/x?a=1 and <s3://b/k>.");
    CHECK(within(R"({"url":"https://h/x?token=s","n":1})") == R"({"url":"https://h/x","n":1})");
    CHECK(within("write to a:b@example.org; or 12:/30") == "unchanged");
    CHECK(within("/cwd/https:/u:p@h/x") == "/cwd/https:/h/x");
    CHECK(discreet("no secret") == "no secret");
}

TEST_CASE("whatever else a URL holds, no secret stays in it") {
    std::mt19937 random(20261128);
    const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    const std::vector<std::string> names{"token",
                                         "X-Amz-Signature",
                                         "AWSAccessKeyId",
                                         "sig",
                                         "api_key",
                                         "apikey",
                                         "password",
                                         "auth",
                                         "jwt",
                                         "Key-Pair-Id",
                                         "X-Goog-Signature",
                                         "access_token",
                                         "Signature",
                                         "client.secret",
                                         "KEY",
                                         "x-amz-security-token",
                                         "session",
                                         "hdnts",
                                         "Authorization",
                                         "passwd"};
    const std::vector<std::string> harmless{"var=tas", "a", "v=1.5", "x=%20", "q=a/b", "time=2001-01-01T00:00"};
    const auto pick = [&](const std::vector<std::string>& of) { return of[below(of.size())]; };
    for (int round = 0; round < 20'000; ++round) {
        const std::string secret = "S3cr3t" + std::to_string(round);
        std::string url = pick({"https://", "s3://", "HTTP://", "ftp://", "simplecache::https://", "//", ""});
        const bool in_user = !url.empty() && below(3) == 0;
        if (in_user) url += pick({"user:" + secret + "@", secret + "@", secret + ":x@", "u:a@" + secret + "@"});
        url += pick({"h.org", "h.org:8080", "[::1]:80"}) + "/a/b.nc";
        const bool in_path = below(4) == 0;
        if (in_path) url.insert(url.rfind("/b"), ";" + pick(names) + "=" + secret);
        std::string query;
        for (std::size_t i = below(4); i > 0; --i) query += (query.empty() ? "" : "&") + pick(harmless);
        if ((!in_user && !in_path) || below(2) == 0)
            query += (query.empty() ? "" : pick({"&", ";", "&amp;"})) + pick(names) + "=" + secret;
        for (std::size_t i = below(3); i > 0; --i) query += (query.empty() ? "" : "&") + pick(harmless);
        if (!query.empty()) url += pick({"?", "?", "#"}) + query;
        if (below(5) == 0) url = percent_encoded(url);
        INFO(url);
        const auto clean = without_secrets(url, UrlText::whole);
        REQUIRE(clean);
        CHECK(clean->find("S3cr3t") == std::string::npos);
        CHECK(clean->find("b.nc") != std::string::npos);
        CHECK_FALSE(without_secrets(*clean, UrlText::whole));
        if (url.find(":/") == std::string::npos) continue;
        const std::string text = discreet("the file '" + url + "' and more");
        CHECK(text.find("S3cr3t") == std::string::npos);
        CHECK(text.ends_with("' and more"));
    }
}
