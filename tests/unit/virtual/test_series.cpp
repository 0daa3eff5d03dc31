#include <catch2/catch.hpp>

#include <functional>

#include "builder/virtual/element_numbers.hpp"
#include "builder/virtual/series.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

test::MadeFile next_days() {
    test::MadeFile file;
    file.times = {2, 3};
    return file;
}

/// The causes that the second file is refused for.
std::vector<std::string> causes(const test::MadeFile& second, SeriesOptions options = {}) {
    Series series(std::move(options));
    REQUIRE(series.add("a", "a", test::manifest_of({})).empty());
    std::vector<Refusal> refusals = series.add("b", "b", test::manifest_of(second));
    if (refusals.empty()) series.finish(refusals);
    std::vector<std::string> result;
    for (const Refusal& refusal : refusals) {
        CHECK_FALSE(refusal.remedy.empty());
        result.push_back(refusal.cause);
    }
    return result;
}

std::vector<std::string> causes_of(const std::function<void(test::MadeFile&)>& change, SeriesOptions options = {}) {
    test::MadeFile file = next_days();
    change(file);
    return causes(file, std::move(options));
}

using Causes = std::vector<std::string>;

const VirtualArray& array_of(const VirtualStore& store, const std::string& path) {
    for (const VirtualArray& array : store.arrays)
        if (array.path == path) return array;
    FAIL("no array " << path);
    return store.arrays.front();
}

}  // namespace

TEST_CASE("What an array has once has to be the same in all files", "[virtual]") {
    CHECK(causes(next_days()).empty());
    CHECK(causes_of([](auto& file) { file.chunk = {1, 3}; }) == Causes{"the chunk shape differs"});
    CHECK(causes_of([](auto& file) { file.compressor = R"({"id":"zlib","level":1})"; }) ==
          Causes{"the compressor differs"});
    CHECK(causes_of([](auto& file) { file.scale = 0.1; }) == Causes{"scale_factor differs"});
    CHECK(causes_of([](auto& file) { file.has_fill = false; }) == Causes{"_FillValue differs"});
    CHECK(causes_of([](auto& file) { file.calendar = "noleap"; }) == Causes{"calendar differs"});
    CHECK(causes_of([](auto& file) { file.x[1] += 1e-3; }) == Causes{"coordinates differ"});
    CHECK(causes_of([](auto& file) { file.x.push_back(4); }).size() == 2);  // x and t have other shapes
}

TEST_CASE("Coordinates may differ in the last places, or by what is allowed", "[virtual]") {
    CHECK(causes_of([](auto& file) { file.x[1] += 1e-13; }).empty());
    CHECK(causes_of([](auto& file) { file.x[1] += 1e-8; }) == Causes{"coordinates differ"});
    SeriesOptions options;
    options.tolerance = 0.01;
    CHECK(causes_of([](auto& file) { file.x[1] += 1e-3; }, options).empty());
    options.tolerance = 0;
    CHECK(causes_of([](auto& file) { file.x[1] += 1e-13; }, options) == Causes{"coordinates differ"});
}

TEST_CASE("Files are in the order of their times, in the unit of the first", "[virtual]") {
    Series series({});
    test::MadeFile late;
    late.units = "hours since 2000-01-02";
    late.times = {24, 48};
    REQUIRE(series.add("a-late", "late", test::manifest_of(late)).empty());
    REQUIRE(series.add("b-early", "early", test::manifest_of({})).empty());
    std::vector<Refusal> refusals;
    const auto store = series.finish(refusals);
    REQUIRE(store);
    CHECK(store->urls == std::vector<std::string>{"early", "late"});
    const VirtualArray& time = array_of(*store, "time");
    CHECK(element_numbers(time.inlined, time.dtype) == std::vector<double>{0, 1, 2, 3});
    CHECK(text_attribute(time.attributes, "units") == "days since 2000-01-01");
    const VirtualArray& t = array_of(*store, "t");
    CHECK(t.shape == std::vector<std::uint64_t>{4, 3});
    REQUIRE(t.pieces.size() == 2);
    CHECK(t.pieces[0].source == 0);
}

TEST_CASE("Files with the same times are doubles, others may not overlap", "[virtual]") {
    CHECK(causes({}) == Causes{"files with the same times"});
    CHECK(causes_of([](auto& file) { file.times = {1, 2}; }) == Causes{"files that overlap"});
    SeriesOptions options;
    options.duplicates = Duplicates::last;
    Series series(options);
    REQUIRE(series.add("v1", "v1", test::manifest_of({})).empty());
    REQUIRE(series.add("v2", "v2", test::manifest_of({})).empty());
    std::vector<Refusal> refusals;
    const auto store = series.finish(refusals);
    REQUIRE(store);
    CHECK(store->urls == std::vector<std::string>{"v2"});
    CHECK(store->notes.size() == 1);
}

TEST_CASE("A last chunk that is not full may be at the end alone", "[virtual]") {
    const auto of_three = [](std::vector<double> times) {
        test::MadeFile file;
        file.times = std::move(times);
        file.chunk = {2, 3};
        return test::manifest_of(file);
    };
    Series whole({});
    whole.add("a", "a", of_three({0, 1}));
    whole.add("b", "b", of_three({2, 3, 4}));
    std::vector<Refusal> refusals;
    CHECK(whole.finish(refusals));
    Series ragged({});
    ragged.add("a", "a", of_three({0, 1, 2}));
    ragged.add("b", "b", of_three({3, 4}));
    CHECK_FALSE(ragged.finish(refusals));
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].path == "a");
}

TEST_CASE("Gaps are told of", "[virtual]") {
    Series series({});
    series.add("a", "a", test::manifest_of({}));
    test::MadeFile file = next_days();
    file.times = {40, 41};
    series.add("b", "b", test::manifest_of(file));
    std::vector<Refusal> refusals;
    const auto store = series.finish(refusals);
    REQUIRE(store);
    REQUIRE(store->notes.size() == 1);
    CHECK(store->notes[0] == "gap along time: nothing between 2000-01-02T00:00:00Z and 2000-02-10T00:00:00Z");
}

TEST_CASE("A variable that no reference leads to is refused by name, unless it is left out", "[virtual]") {
    FileManifest manifest = test::manifest_of({});
    manifest.arrays[0][2].kind = ArrayManifest::Kind::refused;
    manifest.arrays[0][2].refusal = "filter 6 (scaleoffset)";
    std::vector<Refusal> refusals;
    CHECK_FALSE(store_of_file("a", "a", manifest, {}, refusals));
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].variable == "t");
    refusals.clear();
    CHECK(store_of_file("a", "a", manifest, {"t"}, refusals));
}
