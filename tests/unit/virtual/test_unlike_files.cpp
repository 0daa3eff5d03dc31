// What differs between the files of a series, and may or may not: layouts, values that were never written, variables.
#include <catch2/catch.hpp>

#include <functional>

#include "builder/probe/array_bytes.hpp"
#include "builder/virtual/element_numbers.hpp"
#include "builder/virtual/fill.hpp"
#include "builder/virtual/series.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

FileManifest day(double first, bool has_fill = true) {
    test::MadeFile file;
    file.times = {first, first + 1};
    file.has_fill = has_fill;
    return test::manifest_of(file);
}

struct Made {
    std::optional<VirtualStore> store;
    std::vector<Refusal> refusals;

    const VirtualArray& array(const std::string& path) const {
        REQUIRE(store);
        for (const VirtualArray& one : store->arrays)
            if (one.path == path) return one;
        FAIL("no array " << path);
        return store->arrays.front();
    }
};

Made made_of(const std::vector<FileManifest>& files, SeriesOptions options = {}) {
    Made made;
    Series series(std::move(options));
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string path(1, static_cast<char>('a' + i));
        for (Refusal& refusal : series.add(path, path, files[i])) made.refusals.push_back(std::move(refusal));
    }
    if (made.refusals.empty()) made.store = series.finish(made.refusals);
    return made;
}

/// "step", one number a time in chunks of `chunk`; `is_small`: its bytes are there to be inlined.
FileManifest with_step(double first, std::uint64_t chunk, bool is_small) {
    FileManifest manifest = day(first);
    Variable& variable = manifest.dataset.groups[0].variables.emplace_back();
    variable.name = "step";
    variable.type = Type::int16;
    variable.dimensions = {{0, 0}};
    ArrayManifest& array = manifest.arrays[0].emplace_back(manifest.arrays[0][2]);
    array.shape = {2};
    array.chunk = {chunk};
    array.chunks.assign(2 / chunk, {700, 10});
    if (is_small) array.bytes = bytes_of(std::vector<std::int64_t>{1, 2}, "<i2");
    return manifest;
}

FileManifest with_missing_chunk(double first, bool has_fill, const std::string& fill, const std::string& zeros) {
    FileManifest manifest = day(first, has_fill);
    manifest.arrays[0][2].chunks[0] = {};
    manifest.arrays[0][2].fill = fill;
    manifest.arrays[0][2].zeros = zeros;
    return manifest;
}

const std::string k_netcdf_fill("\x01\x80", 2);  // -32767

}  // namespace

TEST_CASE("Values that may be inlined lie as they like, until one file has too many of them", "[virtual]") {
    CHECK(made_of({with_step(0, 1, true), with_step(2, 2, true)}).array("step").is_inlined);
    const Made made = made_of({with_step(0, 1, true), with_step(2, 2, true), with_step(4, 1, false)});
    REQUIRE(made.refusals.size() == 1);
    CHECK(made.refusals[0].path == "b");
    CHECK(made.refusals[0].cause == "the chunk shape differs");
    CHECK(made_of({with_step(0, 1, true), with_step(2, 1, true), with_step(4, 1, false)}).array("step").pieces.size() ==
          3);
}

TEST_CASE("One thing stands for what was never written in any of the files", "[virtual]") {
    CHECK(made_of({day(0, false), with_missing_chunk(2, false, k_netcdf_fill, "")}).array("t").fill_value == "-32767");
    CHECK(made_of({with_missing_chunk(0, false, k_netcdf_fill, ""), day(2, false)}).array("t").fill_value == "-32767");
    const Made zeros = made_of({day(0, false), with_missing_chunk(2, false, "", "packed")});
    CHECK(zeros.array("t").fill_value == "null");
    CHECK(zeros.array("t").missing == "packed");
    const auto refused = [](const FileManifest& first, const FileManifest& next) {
        const Made made = made_of({first, next});
        return made.refusals.size() == 1 &&
               made.refusals[0].cause == "what stands for chunks that were never written differs";
    };
    CHECK(refused(with_missing_chunk(0, false, k_netcdf_fill, ""),
                  with_missing_chunk(2, false, std::string("\x02\x80", 2), "")));
    CHECK(refused(with_missing_chunk(0, false, k_netcdf_fill, ""), with_missing_chunk(2, false, "", "packed")));
    CHECK(refused(with_missing_chunk(0, true, std::string("\xff\xff", 2), ""),
                  with_missing_chunk(2, true, "", "packed")));
}

TEST_CASE("A variable may begin in any file where its _FillValue stands for it in the others", "[virtual]") {
    FileManifest both = day(2);
    both.dataset.groups[0].variables.push_back(both.dataset.groups[0].variables[2]);
    both.dataset.groups[0].variables.back().name = "u";
    both.arrays[0].push_back(both.arrays[0][2]);
    SeriesOptions options;
    options.missing_variables = MissingVariables::fill;
    const Made made = made_of({day(0), both, day(4)}, options);
    const VirtualArray& u = made.array("u");
    CHECK(u.shape == std::vector<std::uint64_t>{6, 3});
    REQUIRE(u.pieces.size() == 3);
    CHECK(u.pieces[0].is_absent);
    CHECK_FALSE(u.pieces[1].is_absent);
    CHECK(u.pieces[2].is_absent);
    CHECK(made.array("t").pieces.size() == 3);
    auto& attributes = both.dataset.groups[0].variables.back().attributes;
    std::erase_if(attributes, [](const Attribute& attribute) { return attribute.name == "_FillValue"; });
    const Made without = made_of({day(0), both}, options);
    REQUIRE(without.refusals.size() == 1);
    CHECK(without.refusals[0].variable == "u");
    CHECK(without.refusals[0].remedy.find("_FillValue") != std::string::npos);
    CHECK(made_of({day(0), both}).refusals.size() == 1);
}

TEST_CASE("Bounds without units are in those of their coordinate, which the first file has to have, too", "[virtual]") {
    const auto with_bounds = [](double first, const std::string& units, bool has_bounds) {
        test::MadeFile file;
        file.times = {first, first + 1};
        file.units = units;
        FileManifest manifest = test::manifest_of(file);
        manifest.dataset.groups[0].variables[0].attributes.push_back(test::text("bounds", "b"));
        if (!has_bounds) return manifest;
        Variable& bounds = manifest.dataset.groups[0].variables.emplace_back();
        bounds.name = "b";
        bounds.type = Type::float64;
        bounds.dimensions = {{0, 0}};
        bounds.attributes = {{"_FillValue", Type::float64, std::vector<double>{-1}}};
        bounds.values = file.times;
        manifest.arrays[0].push_back(manifest.arrays[0][0]);
        return manifest;
    };
    SeriesOptions options;
    options.missing_variables = MissingVariables::fill;
    const Made late = made_of(
        {with_bounds(0, "days since 2000-01-01", false), with_bounds(0, "days since 2001-01-01", true)}, options);
    REQUIRE(late.refusals.size() == 1);
    CHECK(late.refusals[0].variable == "b");
    CHECK(made_of({with_bounds(0, "days since 2000-01-01", true), with_bounds(2, "days since 2000-01-01", false)},
                  options)
              .store);
}
