#include "builder/browse/sitemap.hpp"

#include <catch2/catch.hpp>

namespace cairn::browse {

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a sitemap lists whole addresses") {
    const auto files = sitemap("https://a.example.org/x&y", {"index.html", "collections/c/index.html"});
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == "sitemap.xml");
    CHECK(files[0].text.find("<url><loc>https://a.example.org/x&amp;y/collections/c/index.html</loc></url>") !=
          std::string::npos);
}

TEST_CASE("more addresses than a sitemap may have are divided") {
    const std::vector<std::string> paths(k_most_addresses + 1, "p");
    const auto files = sitemap("https://a.example.org", paths);
    REQUIRE(files.size() == 3);
    CHECK(files[0].path == "sitemap.xml");
    CHECK(count_of(files[0].text, "<sitemap><loc>https://a.example.org/sitemap-") == 2);
    CHECK(count_of(files[1].text, "<url>") == k_most_addresses);
    CHECK(count_of(files[2].text, "<url>") == 1);
}

}  // namespace cairn::browse
