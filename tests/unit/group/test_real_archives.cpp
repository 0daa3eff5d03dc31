#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "builder/group/default_ids.hpp"
#include "tests/support/source_folder.hpp"

using namespace cairn;

namespace {

/// Number of files of each "collection|item" of an archive; empty when the folder is not there.
std::map<std::string, int> items_of(const std::string& root, const std::string& name) {
    std::map<std::string, int> items;
    if (!boost::filesystem::is_directory(root)) return items;
    for (const auto& entry : boost::filesystem::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".nc" && extension != ".cdf") continue;
        const std::string relative = entry.path().lexically_relative(root).generic_string();
        const DefaultIds ids = default_ids({relative, name, Unit::series, Numbering::none});
        ++items[ids.collection + "|" + ids.item];
    }
    return items;
}

std::string shared_data(const std::string& folder) {
    return test::source_folder() + "/../shared/data/" + folder;
}

std::set<std::string> collections_of(const std::map<std::string, int>& items) {
    std::set<std::string> result;
    for (const auto& [id, count] : items) result.insert(id.substr(0, id.find('|')));
    return result;
}

}  // namespace

TEST_CASE("CMIP datasets get the ids of their reference syntax") {
    const auto items = items_of(shared_data("esgf-mini"), "esgf-mini");
    if (items.empty()) {
        WARN("skipped: shared data is not there");
        return;
    }
    CHECK(collections_of(items) == std::set<std::string>{"CMIP6", "cmip5"});
    CHECK(items.at("CMIP6|DCPP.CMCC.CMCC-CM2-SR5.dcppA-hindcast.s1960-r10i1p1f1.Amon.pr.gn.v20210719") == 1);
    CHECK(items.at("CMIP6|CMIP.INM.INM-CM5-0.historical.r1i1p1f1.Amon.rlds.gr1.v20190610") == 2);
    CHECK(items.at("CMIP6|CMIP.MPI-M.MPI-ESM1-2-LR.historical.r1i1p1f1.AERmon.o3.gn.v20190710") == 1);
    CHECK(items.at("CMIP6|CMIP.MPI-M.MPI-ESM1-2-LR.historical.r1i1p1f1.AERmon.o3.gn.v20190710.zm") == 1);
    CHECK(items.at("cmip5|output1.MOHC.HadGEM2-ES.rcp45.day.land.day.r1i1p1.latest.mrsos") == 11);
    CHECK(items.at("cmip5|output1.INM.inmcm4.historical.mon.atmos.Amon.r1i1p1.latest.tas") == 1);
}

TEST_CASE("a half-hourly series is one item") {
    const auto items = items_of(shared_data("cmorph"), "cmorph");
    if (items.empty()) {
        WARN("skipped: shared data is not there");
        return;
    }
    CHECK(items == std::map<std::string, int>{{"30min|atmos.30min.r1i1p1.v20210618.pr.CPC_cmorph", 24}});
}

TEST_CASE("the files of libncarg-data are a series and many single grids") {
    const auto items = items_of("/usr/share/ncarg/data", "ncarg");
    if (items.empty()) {
        WARN("skipped: the Debian package libncarg-data is not installed");
        return;
    }
    CHECK(collections_of(items) == std::set<std::string>{"cdf", "nug"});
    for (const auto& [id, count] : items) {
        INFO(id);
        CHECK(count == (id == "cdf|sao" ? 25 : 1));
    }
}

TEST_CASE("the files of ferret-datasets are single grids") {
    const auto items = items_of("/usr/share/ferret-vis/data", "ferret");
    if (items.empty()) {
        WARN("skipped: the Debian package ferret-datasets is not installed");
        return;
    }
    for (const auto& [id, count] : items) CHECK(count == 1);
    CHECK(items.count("ferret|etopo5") == 1);
    CHECK(items.count("ferret|etopo20") == 1);
}
