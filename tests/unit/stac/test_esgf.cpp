// Items as ESGF's transaction API has them.
#include <catch2/catch.hpp>

#include "builder/stac/extensions/esgf.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Cube cube_of_tas() {
    Cube cube;
    cube.variables.emplace_back();
    cube.variables.back().name = "tas";
    cube.variables.back().standard_name = "air_temperature";
    cube.variables.back().description = "Near-Surface Air Temperature";
    cube.variables.back().unit = "K";
    return cube;
}

constexpr const char* k_complete =
    R"({"id":"CMIP6.CMIP.CMCC.m.historical.r1i1p1f1.day.tas.gn.v20200101","collection":"CMIP6",)"
    R"("stac_extensions":[],"links":[{"rel":"cite-as","href":"https://example.org"}],"properties":{)"
    R"("start_datetime":"2001-01-01T00:00:00Z","end_datetime":"2001-01-02T00:00:00Z","created":"2020-01-01T00:00:00Z",)"
    R"("updated":"2020-01-01T00:00:00Z","latest":"true","retracted":"false","activity_id":"CMIP DCPP",)"
    R"("data_specs_version":"01.00.31","experiment_id":"historical","frequency":"day","grid_label":"gn",)"
    R"("institution_id":"CMCC","member_id":"r1i1p1f1","nominal_resolution":"100 km","pid":"hdl:1","product":"p",)"
    R"("realm":"atmos","source_id":"m","source_type":"AOGCM","sub_experiment_id":"none","table_id":"day",)"
    R"("variable_id":"tas","variant_label":"r1i1p1f1","other":"x"},)"
    R"("assets":{"a.nc":{"href":"https://host/a.nc","tracking_id":"hdl:2"}}})";

}  // namespace

TEST_CASE("facets get the prefix and the types of the extension; the files say the rest") {
    json::Value item = parsed(k_complete);
    extensions::add_esgf(item, Esgf::cmip6, {cube_of_tas(), 42});
    CHECK(at(item, "/properties/cmip6:activity_id") == R"(["CMIP","DCPP"])");
    CHECK(at(item, "/properties/cmip6:experiment_id") == R"("historical")");
    CHECK(at(item, "/properties/experiment_id") == "absent");
    CHECK(at(item, "/properties/other") == R"("x")");
    CHECK(at(item, "/properties/latest") == "true");
    CHECK(at(item, "/properties/retracted") == "false");
    CHECK(at(item, "/properties/size") == "42");
    CHECK(at(item, "/properties/cmip6:variable_cf_standard_name") == R"("air_temperature")");
    CHECK(at(item, "/properties/cmip6:variable_long_name") == R"("Near-Surface Air Temperature")");
    CHECK(at(item, "/properties/cmip6:variable_units") == R"("K")");
    CHECK(at(item, "/assets/a.nc/cmip6:tracking_id") == R"("hdl:2")");
    CHECK(at(item, "/assets/a.nc/protocol") == R"("https")");
    CHECK(at(item, "/assets/a.nc/created") == R"("2020-01-01T00:00:00Z")");
    CHECK(at(item, "/properties/cairn:notes") == "absent");
    CHECK(at(item, "/stac_extensions/2") ==
          R"("https://esgf.github.io/stac-transaction-api/cmip6/v3.0.4/schema.json")");
}

TEST_CASE("an Item that lacks what the extension requires does not list it, and says what is missing") {
    json::Value item = parsed(k_complete);
    json::remove(*json::find(item, "properties"), "pid");
    json::set(item, "links", json::array());
    json::set(*json::find(item, "properties"), "created", "01-28-22TJan:00:1643389235Z");
    extensions::add_esgf(item, Esgf::cmip6, {Cube(), 42});
    CHECK(at(item, "/stac_extensions") == "[]");
    const std::string note = at(item, "/properties/cairn:notes/0");
    for (const char* missing : {"cmip6:pid", "cmip6:variable_units", "cite-as", "created"})
        CHECK(note.find(missing) != std::string::npos);
    CHECK(note.find("cmip6:realm") == std::string::npos);
    CHECK(at(item, "/properties/created") == "absent");
}

TEST_CASE("what is known of an Item stands where nothing else says it") {
    json::Value item = parsed(R"({"stac_extensions":[],"properties":{"created":"2020-01-01T00:00:00Z"}})");
    const UtcInstant second{1'577'923'200'000'000};
    extensions::add_esgf(item, Esgf::cmip6, {Cube(), 7, false, second, second});
    CHECK(at(item, "/properties/created") == R"("2020-01-01T00:00:00Z")");
    CHECK(at(item, "/properties/updated") == R"("2020-01-02T00:00:00Z")");
    CHECK(at(item, "/properties/latest") == "false");
    CHECK(at(item, "/properties/retracted") == "false");
}

TEST_CASE("CMIP7 wants checksums of files that are netCDF") {
    const auto note_of = [](Esgf project, const char* asset) {
        json::Value item = parsed(std::string(R"({"stac_extensions":[],"properties":{},"assets":{"a":)") + asset + "}}");
        extensions::add_esgf(item, project, {Cube(), 1});
        return at(item, "/properties/cairn:notes/0");
    };
    const char* bare = R"({"href":"https://host/a.nc","type":"application/netcdf"})";
    const char* whole =
        R"({"href":"https://host/a.nc","type":"application/netcdf","file:size":1,"file:checksum":"1220","file:local_path":"a.nc"})";
    CHECK(note_of(Esgf::cmip7, bare).find("file:checksum") != std::string::npos);
    CHECK(note_of(Esgf::cmip7, whole).find("file:checksum") == std::string::npos);
    CHECK(note_of(Esgf::cmip6, bare).find("file:checksum") == std::string::npos);
}

TEST_CASE("CMIP7 has numbers, and another prefix") {
    json::Value item = parsed(
        R"({"stac_extensions":[],"properties":{"branch_time_in_child":"36500.5","activity_id":"CMIP","realm":"ocean seaIce"}})");
    extensions::add_esgf(item, Esgf::cmip7, {Cube(), 1});
    CHECK(at(item, "/properties/cmip7:branch_time_in_child") == "36500.5");
    CHECK(at(item, "/properties/cmip7:activity_id") == R"("CMIP")");
    CHECK(at(item, "/properties/cmip7:realm") == R"(["ocean","seaIce"])");
}
