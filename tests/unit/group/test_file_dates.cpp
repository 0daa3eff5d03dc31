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
                             "control-1950",
                             "tos_Omon_X_hist-1950_r1i1p1f1_gn",
                             "BN_RACMO2.4_FGRN11.DD",
                             "ice_0016",
                             "S5P_OFFL_L2__NO2_11487_01_010302",
                             "R5904124_001",
                             "1902345_prof",
                             "ATL06_00540612_005_01",
                             "ocean_his_0001",
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

TEST_CASE("one name alone shows the date of its model or product") {
    struct Row {
        const char* name;
        const char* series;
    };
    for (const Row& row : std::initializer_list<Row>{
             // CESM, E3SM, UFS: the case is before the history mark, with whatever digits it has
             {"b.e21.BHIST.f09_g17.CMIP6-historical.001.cam.h0.1850-01.nc",
              "b.e21.BHIST.f09_g17.CMIP6-historical.001.cam.h0"},
             {"ctl.cam.h0.1900-01-02-00000.nc", "ctl.cam.h0"},
             {"ctl.cam.h1.0001-01-01-43200.nc", "ctl.cam.h1"},
             {"ctl.cam.h0.0001.nc", "ctl.cam.h0"},
             {"ctl.cam.h0.TREFHT.185001-185912.nc", "ctl.cam.h0.TREFHT"},
             {"20180129.DECKv1b_piControl.ne30_oEC.edison.cam.h0.0001-01.nc",
              "20180129.DECKv1b_piControl.ne30_oEC.edison.cam.h0"},
             {"v2.LR.historical_0101.eam.h1.1850-01-01-00000.nc", "v2.LR.historical_0101.eam.h1"},
             {"ctl.pop.h.nday1.1850-01-01.nc", "ctl.pop.h.nday1"},
             {"ufs.cpld.cpl.hi.2021-03-22-21600.nc", "ufs.cpld.cpl.hi"},
             {"mpaso.hist.am.timeSeriesStatsMonthly.0001-01-01.nc", "mpaso.hist.am.timeSeriesStatsMonthly"},
             {"mpaso.rst.0001-01-01_00000.nc", "mpaso.rst"},
             // Unified Model, ACCESS
             {"aiihca.pa-1981feb.nc", "aiihca.pa"},
             {"aiihca.pa-198102-dai.nc", "aiihca.pa-dai"},
             {"HI-05.pe-198102_dai.nc", "HI-05.pe_dai"},
             {"bc179a.pm1850jan.nc", "bc179a.pm"},
             {"bc179a.p51850jan.nc", "bc179a.p5"},
             {"bc179a.pa19810201.nc", "bc179a.pa"},
             {"akuxwa.pmh1dec.nc", "akuxwa.pm"},
             {"iceh.0101-01.nc", "iceh"},
             {"ocean_month.nc-00010131", "ocean_month.nc"},
             // COSIMA, MOM6, FMS, HYCOM, NEMO, COSMO
             {"ocean-3d-u-1-monthly-mean-ym_0101_01.nc", "ocean-3d-u-1-monthly-mean"},
             {"ym_0101_01.nc", ""},
             {"prog__0001_006.nc", "prog"},
             {"00010101.atmos_month.tile1.nc", "atmos_month.tile1"},
             {"archv.2020_001_00.nc", "archv"},
             {"ORCA2_1m_00010101_00011231_grid_T.nc", "ORCA2_1m_grid_T"},
             {"lffd1979010100.nc", "lffd"},
             {"lffd1979010100c.nc", "lffdc"},
             {"icon_atm_2d_19790101T000000Z.nc", "icon_atm_2d"},
             {"wrfout_d01_2000-01-24_12_00_00.nc", "wrfout_d01"},
             {"history.2010-10-23_00.00.00.nc", "history"},
             {"a-A-2000-01-24-120000-g1.h5", "a-A-g1"},
             {"rcp_200601.01_echam.nc", "rcp_echam"},
             {"tas_197901_02.nc", "tas_02"},
             {"ens.2020010100.001.nc", "ens.001"},
             // satellites and products of observations
             {"S5P_OFFL_L2__NO2____20200101T002233_20200101T020403_11487_01_010302_20200107T172233.nc",
              "S5P_OFFL_L2__NO2____11487_01_010302"},
             {"MOD09GA.A2020001.h10v05.006.2020003034221.hdf", "MOD09GA.h10v05.006"},
             {"MOD021KM.A2020001.0005.061.2020001131553.hdf", "MOD021KM.061"},
             {"GLDAS_NOAH025_3H.A20200101.0300.021.nc4", "GLDAS_NOAH025_3H.021"},
             {"A2005009164000.L2_LAC_OC.nc", "A.L2_LAC_OC"},
             {"A20050092005016.L3m_8D_CHL.nc", "A.L3m_8D_CHL"},
             {"AQUA_MODIS.20050109T164000.L2.OC.nc", "AQUA_MODIS.L2.OC"},
             {"KTLX20200101_000004_V06.nc", "KTLX_V06"},
             {"cfrad.20200101_000004.012_to_20200101_000559.345_KTLX_SUR.nc", "cfrad_KTLX_SUR"},
             {"20200101120000-ESACCI-L4_GHRSST-SSTdepth-OSTIA-GLOB_CDR2.1-v02.0-fv01.0.nc",
              "ESACCI-L4_GHRSST-SSTdepth-OSTIA-GLOB_CDR2.1-v02.0-fv01.0"},
             {"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20200101000000-fv04.7.nc",
              "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-fv04.7"},
             {"ESACCI-LC-L4-LCCS-Map-300m-P1Y-2015-v2.0.7.nc", "ESACCI-LC-L4-LCCS-Map-300m-P1Y-v2.0.7"},
             {"mercatorglorys12v1_gl12_mean_20200101_R20200108.nc", "mercatorglorys12v1_gl12_mean"},
             {"20200101_d-CMCC--TEMP-MFSe3r1-MED-b20210101_re-sv01.00.nc", "d-CMCC--TEMP-MFSe3r1-MED_re-sv01.00"},
             {"OMI-Aura_L2-OMNO2_2020m0101t0005-o82197_v003-2020m0102t000500.he5", "OMI-Aura_L2-OMNO2_o82197_v003"},
             {"MLS-Aura_L2GP-O3_v04-23-c01_2020d001.he5", "MLS-Aura_L2GP-O3_v04-23-c01"},
             {"SVM01_npp_d20200101_t0000000_e0001242_b12345_c20200101061234567890_noaa_ops.h5",
              "SVM01_npp_b12345_noaa_ops"},
             {"patmosx_v05r03_NOAA-19_asc_d20200101_c20200305.nc", "patmosx_v05r03_NOAA-19_asc"},
             {"JRR-AOD_v2r3_npp_s202001010000000_e202001010001242_c202001010051234.nc", "JRR-AOD_v2r3_npp"},
             {"cyg.ddmi.s20200101-000000-e20200101-235959.l3.grid-wind.a21.d21.nc", "cyg.ddmi.l3.grid-wind.a21.d21"},
             {"GSM-2_2020001-2020031_GRFO_UTCSR.nc", "GSM-2_GRFO_UTCSR"},
             {"era5_t2m_201901.nc", "era5_t2m"},
             {"gfs_4_20200101_0000_006.nc", "gfs_4_006"},
             {"prods_op_mogreps-uk_20130101_03_00_003.nc", "prods_op_mogreps-uk_00_003"},
             {"macav2metdata_tasmax_r1i1p1_historical_1950_1954_CONUS.nc",
              "macav2metdata_tasmax_r1i1p1_historical_CONUS"},
             {"tos_Omon_X_control-1950_r1i1p1f1_gn_195001-195012.nc", "tos_Omon_X_control-1950_r1i1p1f1_gn"},
         }) {
        INFO(row.name);
        CHECK(series_stem(row.name) == row.series);
    }
}

TEST_CASE("a date has a digit in its first part or in the one behind it") {
    for (const char* name : {"announced_ym_jan.nc", "archv.one_two.nc", "ocean__first_day.nc", "to_and_fro.nc"}) {
        CAPTURE(name);
        CHECK(read_name(name).dates.empty());
    }
    CHECK(read_name("ocean-ym_0101_01.nc").dates.size() == 1);
    CHECK(read_name("archv.2020_001_00.nc").dates.size() == 1);
    CHECK(read_name("prog__0001_006.nc").dates.size() == 1);
    CHECK(read_name("flux_20200101_to_20200131.nc").series == "flux");
}

TEST_CASE("a number is a part of a series where the attributes name a model that numbers its files") {
    const auto written_by = [](const char* attribute, const char* value) {
        const StatedAttributes stated(std::vector<std::pair<std::string, std::string>>{{attribute, value}});
        return numbering_of(&stated);
    };
    const Numbering roms = written_by("type", "ROMS/TOMS history file");
    CHECK(series_stem("ocean_his_0001.nc", roms) == "ocean_his");
    CHECK(series_stem("ocean_his_1979.nc", roms) == "ocean_his");
    CHECK(series_stem("roms_20200101.nc", roms) == "roms");
    CHECK(series_stem("0001.nc", roms) == "0001");
    CHECK(series_stem("schout_12.nc", written_by("source", "SCHISM model output version v10")) == "schout");
    CHECK(series_stem("state.0000000072.t001.nc", written_by("MITgcm_version", "checkpoint67")) == "state.t001");
    CHECK(series_stem("NWP_LAM_DOM01_0001.nc", written_by("title", "ICON simulation")) == "NWP_LAM_DOM01");
    CHECK(written_by("title", "no ICON simulation") == Numbering::none);
    CHECK(numbering_of(nullptr) == Numbering::none);
}

TEST_CASE("what was left out of a name is told") {
    CHECK(read_name("S5P_20200101T002233_20200101T020403_11487.nc").dates ==
          std::vector<std::string>{"20200101T002233", "20200101T020403"});
    CHECK(read_name("x_2016_09_02_03_00_00.nc").dates == std::vector<std::string>{"2016", "09", "02", "03_00_00"});
    CHECK(read_name("ocean_his_0001.nc", Numbering::last_long).dates == std::vector<std::string>{"0001"});
}

TEST_CASE("folders that are dates are left out") {
    using Folders = std::vector<std::string_view>;
    const auto kept_of = [](const Folders& folders) { return read_folders(folders).kept; };
    CHECK(kept_of({"archive", "output000", "ocean"}) == Folders{"archive", "ocean"});
    CHECK(kept_of({"output1", "output", "restart000", "control-1950"}) ==
          Folders{"output1", "output", "restart000", "control-1950"});
    CHECK(kept_of({"2016_09", "2016.09.02", "x"}) == Folders{"x"});
    CHECK(read_folders({"era5", "1979", "01", "t2m"}).left_out == Folders{"1979", "01"});
    CHECK(kept_of({"era5", "1979", "01", "31", "t2m"}) == Folders{"era5", "t2m"});
    CHECK(kept_of({"197901", "x"}) == Folders{"x"});
    CHECK(kept_of({"a", "2016-09-02"}) == Folders{"a"});
    CHECK(kept_of({"1850-1949", "a"}) == Folders{"a"});
    CHECK(kept_of({"2016", "246", "a"}) == Folders{"a"});
    CHECK(kept_of({"a", "01", "v20210719", "r1"}) == Folders{"a", "01", "v20210719", "r1"});
    CHECK(kept_of({"CMIP6", "s1960-r10i1p1f1", "files", "d20190807"}) ==
          Folders{"CMIP6", "s1960-r10i1p1f1", "files", "d20190807"});
}
