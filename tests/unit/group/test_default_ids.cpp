#include <catch2/catch.hpp>

#include "builder/group/default_ids.hpp"

using namespace cairn;

namespace {

/// "collection|item|asset" of a path in an archive "arc".
std::string ids_of(const char* path, Unit unit = Unit::series) {
    const DefaultIds made = default_ids({path, "arc", unit, Numbering::none});
    return made.collection + '|' + made.item + '|' + made.asset;
}

std::string item_below(const char* path, const std::string& prefix) {
    const NamedFile file{path, "arc", Unit::series, Numbering::none};
    return default_ids(file, read_path(file, &prefix)).item;
}

}  // namespace

TEST_CASE("the first folder is the collection, those below name the item") {
    CHECK(ids_of("a/m1/tas/tas_m1_2000.nc") == "a|m1.tas|tas_m1_2000.nc");
    CHECK(ids_of("b/m1/pr/pr_m1_2000.nc") == "b|m1.pr|pr_m1_2000.nc");
}

TEST_CASE("the folder of a project of ESGF is the collection, wherever it is") {
    CHECK(ids_of("badc/cmip6/data/CMIP6/CMIP/INM/v1/tas_INM_185001.nc") == "CMIP6|CMIP.INM.v1.tas|tas_INM_185001.nc");
    CHECK(ids_of("CMIP6/CMIP/INM/v1/tas_INM_185001.nc") == "CMIP6|CMIP.INM.v1.tas|tas_INM_185001.nc");
    CHECK(ids_of("data/CORDEX/tas.nc") == "CORDEX|tas|tas.nc");
}

TEST_CASE("files that lie directly in the archive are in a collection of the archive's name") {
    CHECK(ids_of("etopo5.cdf") == "arc|etopo5|etopo5.cdf");
    CHECK(ids_of("arc/etopo5.cdf") == "arc|arc.etopo5|etopo5.cdf");
}

TEST_CASE("parts of the file name that the folders do not say are added") {
    CHECK(ids_of("c/v1/o3_v1_185001_zm.nc") == "c|v1.o3_zm|o3_v1_185001_zm.nc");
    CHECK(ids_of("c/v1/o3_v1_185001.nc") == "c|v1.o3|o3_v1_185001.nc");
    CHECK(ids_of("d/x.nc") == "d|x|x.nc");
}

TEST_CASE("folders that are dates separate neither collections nor items") {
    CHECK(ids_of("t2m/1979/01/t2m_197901.nc") == "t2m|t2m|t2m_197901.nc");
    CHECK(ids_of("1979/a.nc") == "arc|a|1979_a.nc");
    CHECK(ids_of("era5/1979/01/t2m.nc") == "era5|t2m|1979-01_t2m.nc");
}

TEST_CASE("dates of folders stand before the name of an asset that does not say them") {
    CHECK(ids_of("x/2016/x_20160902.nc") == "x|x|x_20160902.nc");
    CHECK(ids_of("x/2016/246/x_20160902.nc") == "x|x|x_20160902.nc");
    CHECK(ids_of("x/2016/247/x_20160902.nc") == "x|x|2016-247_x_20160902.nc");
    CHECK(ids_of("x/2020/001/MOD09GA.A2020001.h10v05.nc") == "x|MOD09GA.h10v05|MOD09GA.A2020001.h10v05.nc");
    CHECK(ids_of("x/1850-1949/tas_185001-194912.nc") == "x|tas|tas_185001-194912.nc");
    CHECK(ids_of("x/1950-1999/tas_185001-194912.nc") == "x|tas|1950-1999_tas_185001-194912.nc");
    CHECK(ids_of("x/201609/x_20161002.nc") == "x|x|201609_x_20161002.nc");
}

TEST_CASE("the runs of payu are one series") {
    CHECK(ids_of("output000/ocean/ocean_month.nc") == "ocean|ocean_month|output000_ocean_month.nc");
    CHECK(ids_of("output001/ocean/ocean_month.nc") == "ocean|ocean_month|output001_ocean_month.nc");
}

TEST_CASE("files that are named after dates alone are one series of their folder") {
    CHECK(ids_of("rain/20160901.nc") == "rain|rain|20160901.nc");
    CHECK(ids_of("20160901.nc") == "arc|arc|20160901.nc");
}

TEST_CASE("in a collection with an id of its own the folders below its glob name the item") {
    CHECK(item_below("data/x/CMIP/tas/v1/tas_2000.nc", "data/x") == "CMIP.tas.v1");
    CHECK(item_below("data/x/CMIP/tas/v1/tas_2000.nc", "") == "data.x.CMIP.tas.v1");
    CHECK(item_below("data/CMIP6/CMIP/tas/v1/tas_2000.nc", "") == "CMIP.tas.v1");
    CHECK(item_below("20000101.nc", "") == "arc");
}

TEST_CASE("a store is a whole: its name keeps its dates, or takes those of its folders") {
    const auto item = [](const char* relative) {
        return default_ids({relative, "arc", Unit::store, Numbering::none}).item;
    };
    CHECK(item("s2/S2A_MSIL2A_20251008T100041_T32TQM.zarr") == "S2A_MSIL2A_20251008T100041_T32TQM");
    CHECK(item("s2/S2A_20251009.zarr.zip") == "S2A_20251009");
    CHECK(item("s2/2025/10/S2A_20251009.zarr.zip") == "S2A_20251009");
    CHECK(item("s2/2025/10/08/scene.zarr") == "scene_2025-10-08");
    CHECK(item("s2/scene.zarr") == "scene");
    CHECK(item("scene.zarr") == "scene");
}

TEST_CASE("what was decided is told with its reasons") {
    const NamedFile file{"data/CMIP6/output001/tas_185001.nc", "arc", Unit::series, Numbering::none};
    const auto reasons = reasons_of(read_path(file));
    CHECK(reasons.size() == 4);
    CHECK(reasons.at(0).find("'CMIP6'") != std::string::npos);
    CHECK(reasons.at(1).find("'output001'") != std::string::npos);
    CHECK(reasons.at(2).find("'185001'") != std::string::npos);
}
