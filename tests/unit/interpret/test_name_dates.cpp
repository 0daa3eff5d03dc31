#include "builder/cf/name_dates.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::string dates(const char* name) {
    const auto period = cairn::dates_in_name(name);
    if (!period) return "none";
    return to_rfc3339(period->interval.start).substr(0, 16) + " " + to_rfc3339(period->interval.end).substr(0, 16);
}

}  // namespace

TEST_CASE("the date of a name is the one that there is") {
    CHECK(dates("pr_30min_201609020000-201609020030.nc") == "2016-09-02T00:00 2016-09-02T00:30");
    CHECK(dates("tas_Amon_185001-185912.nc") == "1850-01-01T00:00 1860-01-01T00:00");
    CHECK(dates("air.2m.gauss.1979.nc") == "1979-01-01T00:00 1980-01-01T00:00");
    CHECK(dates("obs_2015_03_25.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("obs_2015-03-25T22-20-38Z.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("obs_2015_03_25_1230.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("obs_20150325_222038.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("precip-2016-09.nc") == "2016-09-01T00:00 2016-10-01T00:00");
    CHECK(dates("20150325.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("20150325-obs.zarr") == "2015-03-25T00:00 2015-03-26T00:00");
}

TEST_CASE("names of satellites") {
    CHECK(dates("A2015084.L2_LAC.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("MOD04_L2.A2015084.2220.006.2016246034500.hdf") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("JRR-AOD_v2r3_j01_s20150841818000_e20150841819200.nc") == "2015-03-25T00:00 2015-03-26T00:00");
    CHECK(dates("OR_ABI-L2-CMIPF-M6C02_G16_s20200010000215_e20200010009523_c20200010009599.nc") ==
          "2020-01-01T00:00 2020-01-02T00:00");
    CHECK(dates("3B-HHR.MS.MRG.3IMERG.20200101-S000000-E002959.0000.V06B.HDF5") == "2020-01-01T00:00 2020-01-02T00:00");
}

TEST_CASE("a range may stand in two parts, right behind each other") {
    CHECK(dates("ozone_20150325_20150331_v1.nc") == "2015-03-25T00:00 2015-04-01T00:00");
    CHECK(dates("ozone_201501_201503.nc") == "2015-01-01T00:00 2015-04-01T00:00");
}

TEST_CASE("where it is not clear which date is meant, there is none") {
    CHECK(dates("MOD04_L2.A2015084.2220.006.2016246.hdf") == "none");
    CHECK(dates("20150331_20150325.nc") == "none");
    CHECK(dates("20150325_x_20160101.nc") == "none");
    CHECK(dates("2015_03_01_2015_03_31.nc") == "none");
}

TEST_CASE("versions, levels and years of two digits are no dates") {
    CHECK(dates("tas_v20210618.nc") == "none");
    CHECK(dates("etopo20.nc") == "none");
    CHECK(dates("z_0500.nc") == "none");
    CHECK(dates("95031800_sao.cdf") == "none");
    CHECK(dates("x_20151350.nc") == "none");
    CHECK(dates("") == "none");
    CHECK(dates("._-") == "none");
}
