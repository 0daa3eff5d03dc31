#include <catch2/catch.hpp>
#include <string>

#include "base/glob.hpp"

using cairn::Glob;
using cairn::glob_matches;

TEST_CASE("a star stays within a component") {
    CHECK(glob_matches("a/*.nc", "a/b.nc"));
    CHECK(glob_matches("a/*.nc", "a/.nc"));
    CHECK_FALSE(glob_matches("a/*.nc", "a/b/c.nc"));
    CHECK_FALSE(glob_matches("a/*.nc", "x/a/b.nc"));
    CHECK_FALSE(glob_matches("a/*.nc", "a/b.nc4"));
    CHECK(glob_matches("a/*b*c*", "a/xxbxxcxx"));
    CHECK_FALSE(glob_matches("a/*b*c*", "a/xxcxxbxx"));
}

TEST_CASE("two stars cross components, and may stand for none") {
    CHECK(glob_matches("**/*.nc", "b.nc"));
    CHECK(glob_matches("**/*.nc", "a/b/c.nc"));
    CHECK(glob_matches("a/**/z.nc", "a/z.nc"));
    CHECK(glob_matches("a/**/z.nc", "a/b/c/z.nc"));
    CHECK_FALSE(glob_matches("a/**/z.nc", "a/bz.nc"));
    CHECK(glob_matches("a/**", "a/b/c"));
    CHECK_FALSE(glob_matches("a/**", "a"));
    CHECK_FALSE(glob_matches("a/**", "ab/c"));
    CHECK(glob_matches("**/files/**", "x/files/d1/a.nc"));
    CHECK(glob_matches("**/files/**", "files/a.nc"));
    CHECK_FALSE(glob_matches("**/files/**", "x/profiles/a.nc"));
    CHECK(glob_matches("a/b**c", "a/bx/yc"));
    CHECK(glob_matches("**", "any/thing"));
}

TEST_CASE("a pattern without a slash matches the last component") {
    CHECK(glob_matches("*.nc", "deep/er/x.nc"));
    CHECK_FALSE(glob_matches("*.nc", "x.nc/readme"));
    CHECK_FALSE(glob_matches("/*.nc", "deep/x.nc"));
    CHECK(glob_matches("/*.nc", "x.nc"));
}

TEST_CASE("a pattern that ends in a slash stands for everything below") {
    CHECK(glob_matches("scratch/", "scratch/a/b.nc"));
    CHECK_FALSE(glob_matches("scratch/", "x/scratch/b.nc"));
    CHECK(Glob("scratch/").takes_folder("scratch"));
}

TEST_CASE("a question mark is one code point") {
    CHECK(glob_matches("?.nc", "a.nc"));
    CHECK(glob_matches("?.nc", "\xC3\xA9.nc"));          // é
    CHECK(glob_matches("?.nc", "\xF0\x9F\x8C\x8D.nc"));  // a globe
    CHECK_FALSE(glob_matches("??.nc", "\xC3\xA9.nc"));
    CHECK_FALSE(glob_matches("a?b/x", "a/b/x"));
    CHECK(glob_matches("?.nc", "\xFF.nc"));
    CHECK_FALSE(glob_matches("\xC3\xBF.nc", "\xFF.nc"));
}

TEST_CASE("classes") {
    CHECK(glob_matches("r[0-9]i1", "r4i1"));
    CHECK_FALSE(glob_matches("r[0-9]i1", "rxi1"));
    CHECK(glob_matches("[!a-c]x", "dx"));
    CHECK_FALSE(glob_matches("[!a-c]x", "bx"));
    CHECK_FALSE(glob_matches("[^a-c]x", "bx"));
    CHECK(glob_matches("[]x]", "]"));
    CHECK(glob_matches("[a-]", "-"));
    CHECK(glob_matches("[\xC3\xA0-\xC3\xBF]", "\xC3\xA9"));
    CHECK_FALSE(glob_matches("a/x[!b]y", "a/x/y"));
    CHECK(glob_matches("[a", "[a"));
    CHECK(glob_matches("[\\]]", "]"));
}

TEST_CASE("alternatives") {
    CHECK(glob_matches("*.{nc,nc4}", "x.nc4"));
    CHECK(glob_matches("*.{nc,nc4}", "x.nc"));
    CHECK_FALSE(glob_matches("*.{nc,nc4}", "x.nc5"));
    CHECK(glob_matches("{a,b{c,d}}/x", "bd/x"));
    CHECK(glob_matches("{a,b{c,d}}/x", "a/x"));
    CHECK_FALSE(glob_matches("{a,b{c,d}}/x", "b/x"));
    CHECK(glob_matches("a{,b}c", "ac"));
    CHECK(glob_matches("{CMIP5,CMIP6}/**/{tas,pr}_*.nc", "CMIP6/a/b/pr_1.nc"));
    CHECK(glob_matches("{**/,}x.nc", "x.nc"));
    CHECK(glob_matches("{a/**/b,c}", "a/b"));
}

TEST_CASE("what is not closed, and what is escaped, stands for itself") {
    CHECK(glob_matches("{a,b", "{a,b"));
    CHECK(glob_matches("a}b", "a}b"));
    CHECK(glob_matches("a,b", "a,b"));
    CHECK(glob_matches("\\*.nc", "*.nc"));
    CHECK_FALSE(glob_matches("\\*.nc", "a.nc"));
    CHECK(glob_matches("\\{a,b\\}", "{a,b}"));
    CHECK(glob_matches("a\\", "a\\"));
    CHECK(glob_matches("", ""));
    CHECK_FALSE(glob_matches("", "a"));
}

// Backtracking matchers take 2^n steps on these; here each costs at most pattern times text.
TEST_CASE("hostile patterns end") {
    std::string stars;
    std::string braces;
    for (int i = 0; i < 500; ++i) {
        stars += "*a";
        braces += "{a,a}";
    }
    CHECK_FALSE(glob_matches(stars + "b", std::string(2000, 'a')));
    CHECK_FALSE(glob_matches(braces + "b", std::string(500, 'a')));
    CHECK(glob_matches(braces, std::string(500, 'a')));
    CHECK_FALSE(glob_matches("**/**/**/**/**/**/**/**/x", std::string(3000, '/')));
    CHECK(glob_matches(std::string(100'000, '{'), std::string(100'000, '{')));
    CHECK(glob_matches(std::string(100'000, '['), std::string(100'000, '[')));
    CHECK(glob_matches(std::string(50'000, '{') + std::string(50'000, '}'), ""));
}

TEST_CASE("folders: taken as a whole, or with something below") {
    CHECK(Glob("**/files/**").takes_folder("a/files"));
    CHECK(Glob("**/files/**").takes_folder("a/files/d1"));
    CHECK_FALSE(Glob("**/files/**").takes_folder("a"));
    CHECK(Glob("scratch").takes_folder("a/scratch"));
    CHECK_FALSE(Glob("a/*.nc").takes_folder("a"));
    CHECK(Glob("a/**").takes_folder("a"));
    CHECK_FALSE(Glob("a/**").takes_folder("x/a"));

    CHECK(Glob("a/b/*.nc").can_match_below("a"));
    CHECK(Glob("a/b/*.nc").can_match_below("a/b"));
    CHECK_FALSE(Glob("a/b/*.nc").can_match_below("a/c"));
    CHECK_FALSE(Glob("a/b/*.nc").can_match_below("a/b/c"));
    CHECK(Glob("**/latest/*.nc").can_match_below("any/where"));
    CHECK(Glob("*.nc").can_match_below("any/where"));
}
