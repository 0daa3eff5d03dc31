#include <catch2/catch.hpp>

#include "builder/config/path_pattern.hpp"

using namespace cairn;

namespace {

std::optional<Facets> match(std::string_view pattern, std::string_view path) {
    auto compiled = PathPattern::compile(pattern);
    INFO(pattern);
    REQUIRE(std::holds_alternative<PathPattern>(compiled));
    return std::get<PathPattern>(compiled).match(path);
}

std::string error_of(std::string_view pattern) {
    auto compiled = PathPattern::compile(pattern);
    const auto* message = std::get_if<std::string>(&compiled);
    return message == nullptr ? "" : *message;
}

}  // namespace

TEST_CASE("a path that does not fit is told which part of it does not") {
    struct Row {
        const char* pattern;
        const char* path;
        const char* reason;
    };
    const Row rows[] = {
        {"{a}/{b}/{filename}", "x/z.nc", "the path has 1 folder, the pattern 2"},
        {".../{a}/{b}/{filename}", "z.nc", "the path has 0 folders, the pattern at least 2"},
        {"data/{v}_{m}_*.nc", "data/tas_r1.nc", "'tas_r1.nc' does not fit '{v}_{m}_*.nc'"},
        {".../mon/{filename}", "a/b/day/x.nc", "'day' does not fit 'mon'"},
        {"{v}/{v}_*.nc", "tas/pr_1.nc", "a name that stands twice in the pattern would stand for two texts"},
        {"a/.../{filename}", "b/x.nc", "its folders, or its name, are others"},
    };
    for (const Row& row : rows) {
        INFO(row.pattern);
        const auto compiled = PathPattern::compile(row.pattern);
        REQUIRE(std::holds_alternative<PathPattern>(compiled));
        CHECK(std::get<PathPattern>(compiled).why_not(row.path) == row.reason);
    }
}

TEST_CASE("a name takes one component") {
    CHECK(match("{a}/{b}/{filename}", "x/y/z.nc") == Facets{{"a", "x"}, {"b", "y"}, {"filename", "z.nc"}});
    CHECK_FALSE(match("{a}/{filename}", "x/y/z.nc"));
    CHECK_FALSE(match("{a}/{b}/{filename}", "x/z.nc"));
}

TEST_CASE("a name takes as little of a component as fits") {
    CHECK(match("{variable}_{table}_{source}_*.nc", "tas_Amon_CESM2_historical_r1.nc") ==
          Facets{{"variable", "tas"}, {"table", "Amon"}, {"source", "CESM2"}});
    CHECK_FALSE(match("{variable}_{table}_{source}_*.nc", "tas_Amon.nc"));
}

TEST_CASE("a star stays within a component") {
    CHECK(match("data/*/{name}.nc", "data/2001/a.nc") == Facets{{"name", "a"}});
    CHECK_FALSE(match("data/*/{name}.nc", "data/2001/01/a.nc"));
    CHECK(match("*.nc", ".nc") == Facets{});
}

TEST_CASE("three dots stand for any number of folders") {
    for (const char* path : {"a/z/f.nc", "a/b/z/f.nc", "a/b/c/d/z/f.nc"}) {
        CHECK(match("a/.../{last}/{filename}", path) == Facets{{"last", "z"}, {"filename", "f.nc"}});
    }
    CHECK(match(".../{filename}", "f.nc") == Facets{{"filename", "f.nc"}});
    CHECK(match("{first}/...", "a/b/c.nc") == Facets{{"first", "a"}});
    CHECK_FALSE(match("{first}/...", "c.nc"));
    CHECK_FALSE(match("a/.../z/{filename}", "a/xz/f.nc"));
    CHECK(match("v...x/{f}", "v...x/y") == Facets{{"f", "y"}});
}

TEST_CASE("a repeated name must stand for the same text") {
    CHECK(match("{v}/{v}_*.nc", "tas/tas_Amon.nc") == Facets{{"v", "tas"}});
    CHECK_FALSE(match("{v}/{v}_*.nc", "tas/pr_Amon.nc"));
}

TEST_CASE("a repeated name is found even where its shortest text would not be the same") {
    CHECK(match("{v}/{v}_{t}_*.nc", "sea_ice/sea_ice_Omon_x.nc") == Facets{{"v", "sea_ice"}, {"t", "Omon"}});
    CHECK(match("{v}_{t}/{v}_{t}_*.nc", "sea_ice_mon/sea_ice_mon_x.nc") == Facets{{"v", "sea"}, {"t", "ice_mon"}});
    CHECK_FALSE(match("{v}/{v}_{t}_*.nc", "sea_ice/land_ice_Omon_x.nc"));
}

TEST_CASE("everything else is literal, doubled braces are braces") {
    CHECK(match("a.b+(c)/{f}", "a.b+(c)/x") == Facets{{"f", "x"}});
    CHECK_FALSE(match("a.b/{f}", "aXb/x"));
    CHECK(match("{{x}}/{f}", "{x}/y") == Facets{{"f", "y"}});
}

TEST_CASE("names are listed once, in the order of the pattern") {
    const auto compiled = PathPattern::compile("{b}/{a}/{b}_{c}.nc");
    CHECK(std::get<PathPattern>(compiled).names() == std::vector<std::string>{"b", "a", "c"});
}

TEST_CASE("text beyond ASCII is taken as it is") {
    CHECK(match("{a}/{f}", "données/été.nc") == Facets{{"a", "données"}, {"f", "été.nc"}});
}

TEST_CASE("malformed patterns say why") {
    CHECK(error_of("") == "the path pattern is empty");
    CHECK(error_of("/a/{b}") == "a path pattern begins below the archive's root: remove the '/' in front");
    CHECK(error_of("{a") == "a '{' without '}' (write '{{' for a brace)");
    CHECK(error_of("a}") == "a '}' without '{' (write '}}' for a brace)");
    CHECK(error_of("{a|b}/x") == "'{a|...}': a path pattern takes no default values");
    CHECK(error_of("{}/x").find("'{}' is not a placeholder") == 0);
    CHECK(error_of(std::string(5000, 'a')) == "the path pattern has 5000 bytes, allowed: 4096");
}

TEST_CASE("an ambiguous pattern on a long path ends") {
    std::string pattern;
    for (int i = 0; i < 40; ++i) pattern += ".../{a" + std::to_string(i % 4) + "}/";
    std::string path;
    for (int i = 0; i < 200; ++i) path += "x" + std::to_string(i) + "/";
    CHECK_FALSE(match(pattern + "{f}", path + "f.nc"));
}
