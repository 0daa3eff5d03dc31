#include <catch2/catch.hpp>

#include "builder/group/default_ids.hpp"

using namespace cairn;

namespace {

/// "collection|item" of each path, in an archive "arc" that holds just these.
std::vector<std::string> ids_of(const std::vector<std::string>& paths) {
    Config config;
    config.archives.emplace_back();
    config.archives[0].name = "arc";
    std::vector<Source> sources;
    for (const std::string& path : paths) {
        sources.emplace_back();
        sources.back().relative = path;
    }
    const std::vector<SharedFolders> shared = shared_folders(config, sources);
    std::vector<std::string> ids;
    for (const std::string& path : paths) {
        const DefaultIds made = default_ids(path, shared.at(0), "arc");
        ids.push_back(made.collection + "|" + made.item);
    }
    return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("the folders that all paths share are found") {
    CHECK(common_folder_prefix({"a/b/c/x.nc", "a/b/d/y.nc"}) == "a/b");
    CHECK(common_folder_prefix({"a/b/x.nc", "a/b/x.nc"}) == "a/b");
    CHECK(common_folder_prefix({"a/x.nc", "y.nc"}) == "");
    CHECK(common_folder_prefix({"ab/x.nc", "ac/x.nc"}) == "");
    CHECK(common_folder_prefix({}) == "");
}

TEST_CASE("the first folder that differs is the collection, those below name the item") {
    CHECK(ids_of({"data/a/m1/tas/tas_m1_2000.nc", "data/a/m2/tas/tas_m2_2000.nc", "data/b/m1/pr/pr_m1_2000.nc",
                  "data/b/m2/tas/tas_m2_2000.nc"}) == Ids{"a|m1.tas", "a|m2.tas", "b|m1.pr", "b|m2.tas"});
}

TEST_CASE("files that lie directly in the archive are in a collection of the archive's name") {
    CHECK(ids_of({"etopo5.cdf", "etopo20.cdf", "coads_climatology.cdf"}) ==
          Ids{"arc|etopo5", "arc|etopo20", "arc|coads_climatology"});
    CHECK(ids_of({"x.nc", "sub/y.nc"}) == Ids{"arc|x", "sub|y"});
}

TEST_CASE("parts of the file name that the folders do not say are added") {
    CHECK(ids_of({"c/v1/o3_v1_185001_zm.nc", "c/v1/o3_v1_185001.nc", "c/v2/o3_v2_185001.nc", "d/x.nc"}) ==
          Ids{"c|v1.o3_zm", "c|v1.o3", "c|v2.o3", "d|x"});
}

TEST_CASE("folders that are dates separate neither collections nor items") {
    CHECK(ids_of({"t2m/1979/01/t2m_197901.nc", "t2m/1980/12/t2m_198012.nc", "pr/1979/01/pr_197901.nc"}) ==
          Ids{"t2m|t2m", "t2m|t2m", "pr|pr"});
    CHECK(ids_of({"1979/a.nc", "1980/a.nc"}) == Ids{"arc|a", "arc|a"});
}

TEST_CASE("files that are named after dates alone are one series of their folder") {
    CHECK(ids_of({"rain/20160901.nc", "rain/20160902.nc", "snow/20160901.nc"}) ==
          Ids{"rain|rain", "rain|rain", "snow|snow"});
    CHECK(ids_of({"20160901.nc", "20160902.nc"}) == Ids{"arc|arc", "arc|arc"});
}

TEST_CASE("one dataset in a deep tree is named after its files") {
    CHECK(ids_of({"30min/atmos/v1/pr/pr_x_201609020000-201609020030.nc",
                  "30min/atmos/v1/pr/pr_x_201609020100-201609020130.nc"}) == Ids{"arc|pr_x", "arc|pr_x"});
}

TEST_CASE("a path that is not of the archive's sources gets ids all the same") {
    const SharedFolders shared{"data", {{"a", "data/a"}}};
    CHECK(default_ids("other/b/x.nc", shared, "arc").collection == "other");
    CHECK(default_ids("data/new/b/x.nc", shared, "arc").item == "b.x");
    CHECK(default_ids("x.nc", {}, "arc").item == "x");
}

TEST_CASE("in a collection with an id of its own the folders below its glob name the item") {
    CHECK(default_item_id("data/CMIP6/CMIP/tas/v1/tas_2000.nc", "data/CMIP6", "arc") == "CMIP.tas.v1");
    CHECK(default_item_id("data/CMIP6/CMIP/tas/v1/tas_2000.nc", "", "arc") == "data.CMIP6.CMIP.tas.v1");
    CHECK(default_item_id("20000101.nc", "", "arc") == "arc");
}

TEST_CASE("a store is a whole: its name keeps its dates, or takes those of its folders") {
    const auto item = [](const char* relative) { return default_ids(relative, {"", {}}, "archive", Unit::store).item; };
    CHECK(item("s2/S2A_MSIL2A_20251008T100041_T32TQM.zarr") == "S2A_MSIL2A_20251008T100041_T32TQM");
    CHECK(item("s2/S2A_20251009.zarr.zip") == "S2A_20251009");
    CHECK(item("s2/2025/10/08/scene.zarr") == "scene_2025-10-08");
    CHECK(item("s2/scene.zarr") == "scene");
    CHECK(item("scene.zarr") == "scene");
}
