// What all files of a series have once: compared in meaning, and taken of the first file.
#include <catch2/catch.hpp>

#include "builder/probe/array_bytes.hpp"
#include "builder/virtual/series.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

/// The made file with one more variable, without dimensions.
FileManifest with_scalar(const test::MadeFile& file, double value, std::vector<Attribute> attributes, bool is_read) {
    FileManifest manifest = test::manifest_of(file);
    Variable& variable = manifest.dataset.groups[0].variables.emplace_back();
    variable.name = "reference";
    variable.type = Type::float64;
    variable.attributes = std::move(attributes);
    if (is_read) variable.values = std::vector<double>{value};
    ArrayManifest& array = manifest.arrays[0].emplace_back();
    array.kind = ArrayManifest::Kind::inlined;
    array.dtype = "<f8";
    array.item_bytes = 8;
    array.bytes = bytes_of(std::vector<double>{value}, "<f8");
    return manifest;
}

std::vector<Refusal> refusals_of(double first, const std::string& first_units, double next,
                                 const std::string& next_units, bool is_read,
                                 std::optional<double> tolerance = std::nullopt) {
    SeriesOptions options;
    options.tolerance = tolerance;
    Series series(options);
    REQUIRE(series.add("a", "a", with_scalar({}, first, {test::text("units", first_units)}, is_read)).empty());
    test::MadeFile later;
    later.times = {2, 3};
    return series.add("b", "b", with_scalar(later, next, {test::text("units", next_units)}, is_read));
}

}  // namespace

TEST_CASE("Times without the dimension of the files are compared as instants", "[virtual]") {
    for (const bool is_read : {true, false}) {
        INFO(is_read);
        CHECK(refusals_of(366, "days since 2000-01-01", 0, "days since 2001-01-01", is_read).empty());
        CHECK(refusals_of(1, "days since 2000-01-01", 24, "hours since 2000-01-01", is_read).empty());
        const auto refusals = refusals_of(5, "days since 2000-01-01", 5, "days since 2001-01-01", is_read);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].cause == "times that all files share differ");
        CHECK_FALSE(refusals_of(5, "days since 2000-01-01", 5.5, "days since 2000-01-01", is_read, 1.0).empty());
        CHECK_FALSE(refusals_of(5, "days since 2000-01-01", 5, "months since 2000-01-01", is_read).empty());
    }
}

TEST_CASE("References to what all files share lead to the file that has it, in the series or not", "[virtual]") {
    const auto with_mask = [] {
        FileManifest manifest = test::manifest_of({});
        Variable& variable = manifest.dataset.groups[0].variables.emplace_back();
        variable.name = "mask";
        variable.type = Type::int16;
        variable.dimensions = {{0, 1}};
        ArrayManifest& array = manifest.arrays[0].emplace_back(manifest.arrays[0][2]);
        array.shape = {3};
        array.chunk = {3};
        array.chunks = {{500, 6}};
        array.digest = "same";
        return manifest;
    };
    SeriesOptions options;
    options.duplicates = Duplicates::last;
    Series series(options);
    REQUIRE(series.add("v1", "v1", with_mask()).empty());
    REQUIRE(series.add("v2", "v2", with_mask()).empty());
    std::vector<Refusal> refusals;
    const auto store = series.finish(refusals);
    REQUIRE(store);
    for (const VirtualArray& array : store->arrays) {
        if (array.path == "mask") CHECK(store->urls[array.pieces.at(0).source] == "v1");
        if (array.path == "t") CHECK(store->urls[array.pieces.at(0).source] == "v2");
    }
}
