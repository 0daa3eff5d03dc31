#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "builder/config/path_pattern.hpp"
#include "builder/init/shape.hpp"

using namespace cairn;

namespace {

std::vector<Source> sources_of(const std::vector<std::string>& paths) {
    std::vector<Source> sources;
    for (const std::string& path : paths) sources.push_back({"/archive/" + path, path, 0, Format::cdf1, {}});
    return sources;
}

std::vector<Shape> shapes(const std::vector<Source>& sources, const std::vector<Content>& contents = {}) {
    std::vector<const Source*> pointers;
    for (const Source& source : sources) pointers.push_back(&source);
    return shapes_of(pointers, contents);
}

/// Headers that all have the same variables.
std::vector<Content> headers(const std::vector<Source>& sources, const std::vector<std::string>& variables) {
    std::vector<Content> contents;
    for (const Source& source : sources) contents.push_back({&source, {}, variables, {}});
    return contents;
}

}  // namespace

TEST_CASE("Parts that vary are facets, dates are passed over, what stays the same stands as it is") {
    const auto sources =
        sources_of({"runs/exp1/atm/mon/1850/tas_mon_exp1_185001.nc", "runs/exp1/ocn/mon/1850/tos_mon_exp1_185001.nc",
                    "runs/exp2/atm/day/1851/pr_day_exp2_185101.nc", "runs/exp2/atm/day/1852/pr_day_exp2_185201.nc"});
    const auto found = shapes(sources, headers(sources, {"tas", "tos", "pr"}));
    REQUIRE(found.size() == 1);
    CHECK(found.front().pattern == "runs/{folder_2}/{realm}/{frequency}/*/{variable}_*_*_*.nc");
    CHECK(found.front().glob == "runs/?*/?*/?*/?*/?*_?*_?*_?*.nc");
    CHECK(found.front().item == "{folder_2}.{realm}.{frequency}.{variable}");
    CHECK(found.front().collection == "{archive}");
}

TEST_CASE("A folder that the attributes name gets their name, and makes the Collections where it is the first") {
    const auto sources = sources_of({"UKESM/tas_r1i1p1f1.nc", "HadGEM/tas_r2i1p1f1.nc"});
    std::vector<Content> contents;
    contents.push_back({&sources[0], StatedAttributes({{"model_id", "UKESM"}, {"source", "UKESM"}}), {"tas"}, {}});
    contents.push_back({&sources[1], StatedAttributes({{"model_id", "HadGEM"}, {"source", "HadGEM"}}), {"tas"}, {}});
    const auto found = shapes(sources, contents);
    REQUIRE(found.size() == 1);
    CHECK(found.front().pattern == "{model_id}/{variable}_{member}.nc");
    CHECK(found.front().collection == "{model_id}");
}

TEST_CASE("Names without parts that recur give no pattern") {
    CHECK(shapes(sources_of({"a.nc", "b_c.nc", "etopo20.nc", "x1_y2_z3.nc"})).empty());
}

TEST_CASE("Forms with more parts come first: a glob of few parts takes names of more") {
    const auto sources = sources_of({"m/tas_mon.nc", "m/tas_mon_r1i1p1f1.nc", "m/pr_mon.nc", "m/pr_mon_r1i1p1f1.nc"});
    const auto found = shapes(sources, headers(sources, {"tas", "pr"}));
    REQUIRE(found.size() == 2);
    CHECK(found[0].pattern == "m/{variable}_{frequency}_{member}.nc");
    CHECK(found[1].pattern == "m/{variable}_{frequency}.nc");
}

TEST_CASE("A form whose glob takes many files of other forms is left out, since its pattern is wrong for them") {
    const std::vector<std::string> paths{"coads_climatology.nc", "levitus_climatology.nc"};
    std::vector<std::string> with_others = paths;
    for (const char* other : {"esku_heat_budget.nc", "monthly_navy_winds.nc"}) with_others.emplace_back(other);
    CHECK(shapes(sources_of(paths)).size() == 1);
    CHECK(shapes(sources_of(with_others)).empty());
}

TEST_CASE("Every path fits the pattern that was made of it, whatever stands in it") {
    const std::vector<std::vector<std::string>> archives{
        {"a{b}/x*y/tas_1.nc", "a{b}/x?z/tas_2.nc"},
        {"v20200101/day/pr_day_2001.nc", "v20210101/mon/pr_mon_2001.nc"},
        {"1979/01/t2m_an.nc", "1979/02/u10_an.nc"},
        {"st\xC3\xA4tion/q.r.2001.nc", "b/q.s.2002.nc"},
        {"one/two/three/file.nc", "one/two/four/file.nc"},
    };
    for (const auto& paths : archives) {
        const auto sources = sources_of(paths);
        for (const Shape& shape : shapes(sources, headers(sources, {"tas", "pr", "t2m", "u10"}))) {
            const auto pattern = PathPattern::compile(shape.pattern);
            REQUIRE(std::holds_alternative<PathPattern>(pattern));
            for (const std::string& path : paths) {
                INFO(path << " by " << shape.pattern);
                CHECK(std::get<PathPattern>(pattern).match(path).has_value());
            }
        }
    }
}

TEST_CASE("A folder that repeats one above it is passed over") {
    const auto sources = sources_of({"day/atmos/day/r1i1p1/pr_200001.nc", "mon/ocean/mon/r2i1p1/pr_200002.nc",
                                     "day/atmos/day/r2i1p1/pr_200003.nc"});
    const auto found = shapes(sources, headers(sources, {"pr"}));
    REQUIRE(found.size() == 1);
    CHECK(found.front().pattern == "{frequency}/{realm}/*/{member}/{variable}_*.nc");
}
