#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "builder/write/relative_href.hpp"

using cairn::relative_href;

namespace {

/// What a client does with a relative reference that has no query: RFC 3986, section 5.2, for paths.
std::string resolve(const std::string& from_document, std::string href) {
    std::vector<std::string> parts;
    std::string text = from_document.substr(0, from_document.rfind('/') + 1) + href;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('/', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        if (part == "..") {
            REQUIRE_FALSE(parts.empty());
            parts.pop_back();
        } else if (part != ".") {
            parts.push_back(part);
        }
        begin = end + 1;
    }
    std::string result;
    for (const std::string& part : parts) result += (result.empty() ? "" : "/") + part;
    return result;
}

}  // namespace

TEST_CASE("relative hrefs") {
    CHECK(relative_href("a/b/c.json", "a/d.json") == "../d.json");
    CHECK(relative_href("x.json", "y.json") == "./y.json");
    CHECK(relative_href("x.json", "a/b/y.json") == "./a/b/y.json");
    CHECK(relative_href("a/b/c/x.json", "catalog.json") == "../../../catalog.json");
    CHECK(relative_href("a/b/x.json", "a/c/y.json") == "../c/y.json");
    CHECK(relative_href("a/x.json", "a/x.json") == "./x.json");
    CHECK(relative_href("ab/x.json", "a/x.json") == "../a/x.json");
    CHECK(relative_href("a", "a/b.json") == "./a/b.json");
    CHECK(relative_href("x.json", "a:b.json") == "./a:b.json");
    CHECK(relative_href("x.json", "a b%.json") == "./a%20b%25.json");
}

TEST_CASE("relative hrefs lead to their document, from anywhere to anywhere") {
    std::mt19937 random(7);
    const auto path = [&random] {
        const char* names[] = {"a", "b", "ab", "c.d"};
        std::string text;
        for (auto depth = random() % 5; depth > 0; --depth) text += std::string(names[random() % 4]) + '/';
        return text + names[random() % 4];
    };
    for (int i = 0; i < 2000; ++i) {
        const std::string from = path();
        const std::string to = path();
        CAPTURE(from, to);
        CHECK(resolve(from, relative_href(from, to)) == to);
    }
}
