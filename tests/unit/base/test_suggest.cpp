#include <catch2/catch.hpp>

#include "base/suggest.hpp"

using namespace cairn;

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps") {
    CHECK(edit_distance("collections", "collections") == 0);
    CHECK(edit_distance("colections", "collections") == 1);
    CHECK(edit_distance("collectoins", "collections") == 1);
    CHECK(edit_distance("Archive", "archive") == 0);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("words of any length are compared") {
    const std::string long_word(100'000, 'a');
    CHECK(edit_distance(long_word, long_word) == 0);
    CHECK(edit_distance(long_word, "") == 64);
}

TEST_CASE("the nearest candidate is suggested, a far one is not") {
    const std::vector<std::string> keys{"archives", "collections", "publish"};
    CHECK(nearest("colections", keys) == "collections");
    CHECK(nearest("archive", keys) == "archives");
    CHECK(nearest("publsih", keys) == "publish");
    CHECK_FALSE(nearest("zzz", keys));
    CHECK_FALSE(nearest("", keys));
    CHECK_FALSE(nearest("x", {}));
}

TEST_CASE("of equally near candidates the first is suggested") { CHECK(nearest("bat", {"cat", "rat"}) == "cat"); }
