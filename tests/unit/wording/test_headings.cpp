#include <catch2/catch.hpp>

#include "builder/wording/headings.hpp"

using namespace cairn;

TEST_CASE("headings are readable") {
    CHECK(heading("air_temperature") == "Air temperature");
    CHECK(heading("Total_cloud_cover @ entire atmosphere") == "Total cloud cover @ entire atmosphere");
    CHECK(heading("MONTHLY MEAN OF SALINITY.") == "Monthly Mean of Salinity");
    CHECK(heading("the mean of of the the wind") == "The mean of the wind");
    CHECK(heading("Baden Baden station") == "Baden Baden station");
    CHECK(heading("MPI-ESM1-2-LR output prepared for CMIP6") == "MPI-ESM1-2-LR output prepared for CMIP6");
    CHECK(heading("<b>Ice</b> thickness") == "Ice thickness");
    CHECK(heading(std::string(400, 'x')).size() <= 150);
}

TEST_CASE("names of files are no headings") {
    for (const char* text : {"out.nc", "/data/x/y", "prod_1979.dat", "C:\\data\\a", "none", ""})
        CHECK(heading(text).empty());
    CHECK(heading("v2.0") == "v2.0");
    CHECK(heading("Version 2.0 of it") == "Version 2.0 of it");
}

TEST_CASE("a title is not told what it says") {
    CHECK(parts_unsaid("CMIP.MPI-M.historical.day.tas", "MPI-ESM output for CMIP6", {"tas"}) ==
          std::vector<std::string>{"MPI-M", "historical", "day"});
    CHECK(parts_unsaid("FR-LAND_regional_model_0.44deg", "Land fraction", {"FR-LAND"}) ==
          std::vector<std::string>{"regional model 0.44deg"});
    CHECK(parts_unsaid("cf_no_sphere", "Cloud of the atmosphere", {}) == std::vector<std::string>{"cf no sphere"});
    CHECK(parts_unsaid("day.land.day", "", {}) == std::vector<std::string>{"day", "land"});
    CHECK(parts_unsaid("coads_climatology", "COADS Climatology", {}).empty());
    CHECK(says("Sea Surface Temperature", "surface temperature"));
    CHECK_FALSE(says("Atmosphere", "sphere"));
}
