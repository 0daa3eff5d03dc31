// Small texts that all parts share: amounts, letters, parts of paths.
#include <catch2/catch.hpp>

#include "base/amounts.hpp"
#include "base/letters.hpp"
#include "base/path_parts.hpp"

using namespace cairn;

TEST_CASE("counts and sizes, as people read them") {
    CHECK(counted(1, "file", "files") == "1 file");
    CHECK(counted(0, "series", "series") == "0 series");
    CHECK(counted(2, "document") == "2 documents");
    CHECK(size_text(1) == "1 byte");
    CHECK(size_text(999) == "999 bytes");
    CHECK(size_text(1'500'000) == "1.5 MB");
    CHECK(size_text(999'960) == "1.0 MB");
    CHECK(size_text(UINT64_MAX) == "18446.7 PB");
}

TEST_CASE("letters of ASCII become small, all other bytes stay") {
    CHECK(in_small_letters("AbZ-\xC3\x84") == "abz-\xC3\x84");
    CHECK(trimmed(" \ta b\t ") == "a b");
    CHECK(trimmed(" \t").empty());
    CHECK(trimmed("\"a\"", "\"") == "a");
}

TEST_CASE("parts of paths") {
    CHECK(folder_part("a/b/c") == "a/b");
    CHECK(folder_part("c").empty());
    CHECK(folder_part("/c").empty());
    CHECK(name_part("a/b/c") == "c");
    CHECK(name_part("c") == "c");
    CHECK(path_below("/a/b/c", "/a") == "b/c");
    CHECK(path_below("/a", "/") == "a");
    CHECK_FALSE(path_below("/ab/c", "/a"));
    CHECK_FALSE(path_below("/a", "/a"));
    CHECK_FALSE(path_below("/a/", "/a"));
    const std::vector<std::string> folders{"/x", "/a/b"};
    CHECK(is_in_any("/a/b", folders));
    CHECK(is_in_any("/a/b/c", folders));
    CHECK_FALSE(is_in_any("/a/bc", folders));
}
