#include <catch2/catch.hpp>

#include "builder/virtual/names.hpp"
#include "builder/virtual/series.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

/// The made file, whose variable "t" has another name.
FileManifest with_name(const std::string& name) {
    FileManifest manifest = test::manifest_of({});
    manifest.dataset.groups[0].variables[2].name = name;
    return manifest;
}

std::vector<Refusal> refusals_of(const FileManifest& manifest, const std::vector<std::string>& without = {}) {
    std::vector<Refusal> refusals;
    const bool is_made = store_of_file("a", "a", manifest, without, refusals).has_value();
    CHECK(is_made == refusals.empty());
    return refusals;
}

}  // namespace

TEST_CASE("A name that cannot be a part of a path is refused with the reason", "[virtual]") {
    for (const std::string& name :
         {std::string(), std::string("."), std::string(".."), std::string("../t"), std::string("a/b"),
          std::string("a\nb"), std::string(256, 'n'), std::string(".zarray"), std::string(".zmetadata")}) {
        INFO(name);
        CHECK_FALSE(fault_of_name(name).empty());
        const auto refusals = refusals_of(with_name(name));
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].cause.find(fault_of_name(name)) != std::string::npos);
        Series series({});
        CHECK(series.add("a", "a", with_name(name)).size() == 1);
    }
    CHECK(refusals_of(with_name(".."), {".."}).empty());
}

TEST_CASE("Any other name stands", "[virtual]") {
    for (const std::string& name : {std::string("T"), std::string("..."), std::string(".hidden"), std::string("a b"),
                                    std::string("température"), std::string("\xe9"), std::string(255, 'n')}) {
        INFO(name);
        CHECK(refusals_of(with_name(name)).empty());
    }
}

TEST_CASE("Names that differ in nothing but the case of letters are two", "[virtual]") {
    FileManifest manifest = test::manifest_of({});
    manifest.dataset.groups[0].variables.push_back(manifest.dataset.groups[0].variables[2]);
    manifest.dataset.groups[0].variables.back().name = "T";
    manifest.arrays[0].push_back(manifest.arrays[0][2]);
    CHECK(refusals_of(manifest).empty());
    manifest.dataset.groups[0].variables.back().name = "t";
    CHECK(refusals_of(manifest).size() == 1);
}

TEST_CASE("Names of groups are parts of paths, too", "[virtual]") {
    FileManifest manifest = test::manifest_of({});
    Group& group = manifest.dataset.groups.emplace_back();
    group.path = "/..";
    manifest.arrays.emplace_back();
    REQUIRE(refusals_of(manifest).size() == 1);
    CHECK(refusals_of(manifest)[0].variable == "..");
    std::string path;
    for (int i = 0; i < 6; ++i) path += '/' + std::string(200, 'g');
    manifest.dataset.groups[1].path = path;
    CHECK(refusals_of(manifest).size() == 1);
}
