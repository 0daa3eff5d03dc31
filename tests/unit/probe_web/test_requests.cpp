#include <catch2/catch.hpp>
#include <string>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/served_folder.hpp"
#include "tests/support/store_files.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// A reader of what a server has, and the requests that it made.
class Served {
  public:
    Served() : m_server(serving_disk(Ranges::served)) {
        m_root = m_server.url();
        m_root.pop_back();
        m_web.add(m_root, std::make_unique<HttpStorage>(m_server.url()));
        references::Reachable reachable;
        reachable.web = &m_web;
        m_reader = make_native_reader({}, ReaderChoice::native, {}, reachable);
    }

    Outcome<Dataset> read(Source source) {
        source.path = m_root + source.path;
        return m_reader->read(source);
    }
    std::size_t requests() const { return m_server.requests().size(); }

  private:
    LoopbackServer m_server;
    std::string m_root;
    WebStorages m_web;
    std::unique_ptr<Reader> m_reader;
};

constexpr std::string_view k_small = R"(netcdf small {
dimensions: time = 2 ; lat = 2 ;
variables:
    double time(time) ; time:units = "days since 2000-01-01" ;
    double lat(lat) ; lat:units = "degrees_north" ;
    float t(time, lat) ;
data: time = 1, 2 ; lat = 10, 20 ;
})";

constexpr const char* k_array =
    R"({"zarr_format":2,"shape":[2],"chunks":[2],"dtype":"<i4","compressor":null,"filters":null,"order":"C","fill_value":null})";

}  // namespace

TEST_CASE("a small netCDF file is one request") {
    const TempFolder folder;
    Served served;
    for (const NetcdfKind& kind : netcdf_kinds()) {
        INFO(kind.name);
        const Source source = make_netcdf(folder.path(), std::string(kind.name), k_small, kind);
        const std::size_t before = served.requests();
        REQUIRE(served.read(source));
        CHECK(served.requests() - before == 1);
    }
}

TEST_CASE("a consolidated store is two requests and one a coordinate") {
    const TempFolder folder;
    const std::string consolidated = std::string(R"({"zarr_consolidated_format":1,"metadata":{".zgroup":{"zarr_format":2},)") +
                                     R"("time/.zarray":)" + k_array +
                                     R"(,"time/.zattrs":{"_ARRAY_DIMENSIONS":["time"],"units":"days since 2000-01-01"}}})";
    Source source;
    source.path = write_files(folder, "a.zarr",
                              {{".zgroup", R"({"zarr_format":2})"},
                               {".zmetadata", consolidated},
                               {"time/.zarray", k_array},
                               {"time/.zattrs", R"({"_ARRAY_DIMENSIONS":["time"],"units":"days since 2000-01-01"})"},
                               {"time/0", std::string("\x01\0\0\0\x02\0\0\0", 8)}});
    source.format = Format::zarr2;
    Served served;
    const auto dataset = served.read(source);
    REQUIRE(dataset);
    CHECK(dataset->problems.empty());
    CHECK(dataset->store->consolidated);
    CHECK(size_of(dataset->groups[0].variables.at(0).values) == 2);
    CHECK(served.requests() == 3);
}

TEST_CASE("nothing is fetched from where nothing may be") {
    Served served;
    const auto reader = make_native_reader({}, ReaderChoice::native, {});
    Source source;
    source.path = "https://example.org/a.nc";
    for (const Format format : {Format::cdf1, Format::hdf5, Format::zarr2, Format::kerchunk_json,
                                Format::kerchunk_parquet, Format::icechunk}) {
        source.format = format;
        const auto dataset = reader->read(source);
        REQUIRE_FALSE(dataset);
        CHECK(dataset.problem().code == "probe/unreadable");
        CHECK(dataset.problem().path == source.path);
    }
}
