#include <catch2/catch.hpp>

#include "builder/group/file_dates.hpp"

using namespace cairn;

TEST_CASE("a stem is a file name without its extension") {
    CHECK(stem_of("tas.nc") == "tas");
    CHECK(stem_of("geos.native.nc4") == "geos.native");
    CHECK(stem_of("a.hdf5") == "a");
    CHECK(stem_of("store.zarr") == "store");
    CHECK(stem_of("air.2m.gauss.1979") == "air.2m.gauss.1979");
    CHECK(stem_of("no_extension") == "no_extension");
    CHECK(stem_of(".hidden") == ".hidden");
    CHECK(stem_of("") == "");
}

TEST_CASE("dates at the end of a name are no part of the series") {
    CHECK(series_stem("pr_30min_CPC_cmorph_r1i1p1_201609020000-201609020030.nc") == "pr_30min_CPC_cmorph_r1i1p1");
    CHECK(series_stem("tas_Amon_inmcm4_historical_r1i1p1_185001-200512.nc") == "tas_Amon_inmcm4_historical_r1i1p1");
    CHECK(series_stem("tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc") ==
          "tas_day_CESM2-WACCM_historical_r1i1p1f1_gn");
    CHECK(series_stem("zg_decades_0001-0100.nc") == "zg_decades");
    CHECK(series_stem("tas_Amon_1850-2005.nc") == "tas_Amon");
    CHECK(series_stem("atm_phy_mag0004_1985.nc") == "atm_phy_mag0004");
    CHECK(series_stem("sst_20200101T1200Z.nc") == "sst");
    CHECK(series_stem("precip-2016-09.nc") == "precip");
    CHECK(series_stem("precip_2016-09-02.nc") == "precip");
    CHECK(series_stem("precip_2016_09_02.nc") == "precip");
    CHECK(series_stem("air.2m.gauss.1979.nc") == "air.2m.gauss");
}

TEST_CASE("dates at the beginning and in the middle are no part of the series") {
    CHECK(series_stem("95031800_sao.cdf") == "sao");
    CHECK(series_stem("950318_sao.cdf") == "sao");
    CHECK(series_stem("20160902-precip.nc") == "precip");
    CHECK(series_stem("o3_AERmon_MPI-ESM1-2-LR_historical_r1i1p1f1_gn_185001_zm.nc") ==
          "o3_AERmon_MPI-ESM1-2-LR_historical_r1i1p1f1_gn_zm");
    CHECK(series_stem("tas_Amon_185001-200512-clim.nc") == "tas_Amon_clim");
    CHECK(series_stem("evap.fesom.2020_restricted.nc") == "evap.fesom_restricted");
    CHECK(series_stem("x_2000__y.nc") == "x__y");
}

TEST_CASE("a time after a date goes with it") {
    CHECK(series_stem("wrfout_d01_2000-01-24_12:00:00") == "wrfout_d01");
    CHECK(series_stem("radar_20160902_0030.nc") == "radar");
    CHECK(series_stem("radar_20160902_003000_rain.nc") == "radar_rain");
    CHECK(series_stem("3B-HHR.MS.MRG.3IMERG.20200101-S000000-E002959.0000.V06B.HDF5") == "3B-HHR.MS.MRG.3IMERG.V06B");
    CHECK(series_stem("OR_ABI-L2-CMIPF-M6C13_G16_s20200010000215_e20200010009535_c20200010010012.nc") ==
          "OR_ABI-L2-CMIPF-M6C13_G16");
    CHECK(series_stem("e5.oper.an.sfc.128_167_2t.ll025sc.1979010100_1979013123.nc") ==
          "e5.oper.an.sfc.128_167_2t.ll025sc");
}

TEST_CASE("digits that are no plausible date are part of the name") {
    for (const char* name : {"etopo5",
                             "etopo20",
                             "etopo120",
                             "coads_climatology",
                             "uv300",
                             "mpas_QU_480_data",
                             "ice5g_21k_1deg",
                             "hswm_d000000p000.g2",
                             "ced1.lf00.t00z.eta",
                             "file_123456",
                             "x_20161341",
                             "x_201613",
                             "x_20160230T99",
                             "t_1000",
                             "t_0850",
                             "cve-2018-14460",
                             "ta_v20210719",
                             "ta_d20190807",
                             "level_5000",
                             "x_12345678901",
                             "x_200512-185001",
                             "x_1850-200512",
                             "CMIP-6",
                             "P1D_0",
                             "A_-_b",
                             "a__b",
                             "_a_"}) {
        CHECK(series_stem(std::string(name) + ".nc") == name);
    }
}

TEST_CASE("a name that is nothing but a date has an empty series stem") {
    CHECK(series_stem("20160902.nc") == "");
    CHECK(series_stem("1979_01.nc") == "");
    CHECK(series_stem("2016-09-02T00-30-00Z.nc") == "");
    CHECK(series_stem("") == "");
}

TEST_CASE("folders that are dates are left out") {
    using Folders = std::vector<std::string_view>;
    CHECK(without_date_folders({"era5", "1979", "01", "31", "t2m"}) == Folders{"era5", "t2m"});
    CHECK(without_date_folders({"197901", "x"}) == Folders{"x"});
    CHECK(without_date_folders({"a", "2016-09-02"}) == Folders{"a"});
    CHECK(without_date_folders({"1850-1949", "a"}) == Folders{"a"});
    CHECK(without_date_folders({"2016", "246", "a"}) == Folders{"a"});
    CHECK(without_date_folders({"a", "01", "v20210719", "r1"}) == Folders{"a", "01", "v20210719", "r1"});
    CHECK(without_date_folders({"CMIP6", "s1960-r10i1p1f1", "files", "d20190807"}) ==
          Folders{"CMIP6", "s1960-r10i1p1f1", "files", "d20190807"});
}
