#include "tests/support/store_conformance.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "builder/cf/coordinates.hpp"
#include "builder/interpret/interpret.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/kerchunk_writer.hpp"
#include "tests/support/store_files.hpp"
#include "tests/support/unsigned_integers.hpp"
#include "tests/support/zarr_writer.hpp"

namespace cairn::test {

namespace {

constexpr std::string_view k_climate = R"(netcdf climate {
dimensions:
    time = UNLIMITED ; lat = 3 ; lon = 4 ; bnds = 2 ; height = 2 ; label = 2 ;
variables:
    double time(time) ;
        time:units = "days since 2000-01-01" ; time:bounds = "time_bnds" ; time:calendar = "360_day" ;
    double time_bnds(time, bnds) ;
    float lat(lat) ;
        lat:units = "degrees_north" ; lat:bounds = "lat_bnds" ; lat:standard_name = "latitude" ;
    double lat_bnds(lat, bnds) ;
    short lon(lon) ;
        lon:units = "degrees_east" ; lon:scale_factor = 0.5 ; lon:add_offset = 10. ;
    float height(height) ;
        height:units = "m" ; height:axis = "Z" ; height:positive = "up" ;
    string label(label) ;
    float tas(time, height, lat, lon) ;
        tas:standard_name = "air_temperature" ; tas:units = "K" ; tas:cell_methods = "time: mean" ;
        tas:_FillValue = 1e20f ; tas:flags = 1, 2, 3 ;
    ushort count(label, lat) ;
        count:coordinates = "area" ;
    uint64 area(lat) ;
        area:long_name = "cell area" ;
// global attributes:
    :title = "caf\303\251" ;
    :history = "" ;
    :version = 2.5 ;
data:
    time = 15, 45 ;
    time_bnds = 0, 30, 30, 60 ;
    lat = -45, 0, 45 ;
    lat_bnds = -60, -30, -30, 30, 30, 60 ;
    lon = 0, 20, 40, 60 ;
    height = 2, 10.5 ;
    label = "left", "zw\303\266lf" ;
    area = 1, 2, 18446744073709551615 ;
}
)";

constexpr std::string_view k_tree = R"(netcdf tree {
dimensions:
    time = 2 ;
variables:
    int time(time) ; time:units = "hours since 2021-03-04 12:00" ;
data:
    time = 0, 6 ;
group: coarse {
    dimensions: y = 2 ; x = 3 ;
    variables:
        double y(y) ; y:units = "degrees_north" ;
        double x(x) ; x:units = "degrees_east" ;
        short t(time, y, x) ; t:units = "K" ;
    data: y = 10, 20 ; x = 170, 180, 190 ;
    group: quality {
        variables: byte flag(y, x) ; flag:flag_values = 0b, 1b ; flag:flag_meanings = "good bad" ;
    }
}
group: fine {
    dimensions: y = 3 ; x = 3 ;
    variables:
        double y(y) ; y:units = "degrees_north" ;
        double x(x) ; x:units = "degrees_east" ;
        short t(time, y, x) ; t:units = "K" ;
    data: y = 10, 15, 20 ; x = 170, 180, 190 ;
}
}
)";

Dataset read(Reader& reader, const Source& source) {
    auto outcome = reader.read(source);
    INFO((outcome ? std::string() : outcome.problem().message));
    REQUIRE(outcome);
    for (const Problem& problem : outcome->problems) UNSCOPED_INFO(problem.path + ": " + problem.message);
    CHECK(outcome->problems.empty());
    return *std::move(outcome);
}

/// Zarr has no order of arrays.
Dataset in_order_of_names(Dataset dataset) {
    for (Group& group : dataset.groups) {
        std::sort(group.variables.begin(), group.variables.end(),
                  [](const Variable& a, const Variable& b) { return a.name < b.name; });
    }
    return dataset;
}

template <class Named>
std::map<std::string, Named> by_name(const std::vector<Named>& all) {
    std::map<std::string, Named> named;
    for (const Named& one : all) named.emplace(one.name, one);
    return named;
}

std::map<std::string, std::optional<UtcInterval>> intervals_of(const Granule& granule) {
    std::map<std::string, std::optional<UtcInterval>> intervals;
    for (const TemporalExtent& extent : granule.temporal)
        intervals.emplace(granule.cube->dimensions[extent.dimension].name, extent.interval);
    return intervals;
}

/// The fill value of Zarr v2 stands beside the attributes.
std::map<std::string, CubeVariable> without_nodata(std::map<std::string, CubeVariable> variables) {
    for (auto& [name, variable] : variables) variable.nodata.reset();
    return variables;
}

void check_same(const Granule& expected, const Granule& found, int version) {
    CHECK(found.time.interval == expected.time.interval);
    CHECK(found.time.reason == expected.time.reason);
    CHECK(found.footprint.box == expected.footprint.box);
    CHECK(found.footprint.reason == expected.footprint.reason);
    CHECK(found.notes == expected.notes);
    CHECK(intervals_of(found) == intervals_of(expected));
    CHECK(by_name(found.cube->dimensions) == by_name(expected.cube->dimensions));
    const auto expected_variables = by_name(expected.cube->variables);
    const auto found_variables = by_name(found.cube->variables);
    if (version == 3) CHECK(found_variables == expected_variables);
    CHECK(without_nodata(found_variables) == without_nodata(expected_variables));
}

void check_same_values(const Dataset& expected, const Dataset& found) {
    REQUIRE(found.groups.size() == expected.groups.size());
    for (const VariableId id : coordinates_to_read(expected)) {
        const Variable& variable = expected.groups[id.group].variables[id.index];
        INFO(variable.name);
        const auto in_store = find_variable(found, 0, expected.groups[id.group].path + '/' + variable.name);
        REQUIRE(in_store);
        CHECK(found.groups[in_store->group].variables[in_store->index].values == variable.values);
    }
}

bool is_unsigned(const Dataset& dataset) {
    const auto lat = find_variable(dataset, 0, "lat");
    return lat && find_attribute(dataset.groups[0].variables[lat->index].attributes, "_Unsigned") != nullptr;
}

Source store_in(const TempFolder& folder, const StoreFiles& files, int version, bool zipped) {
    Source source;
    source.format = version == 2 ? Format::zarr2 : Format::zarr3;
    source.path = folder / (zipped ? "store.zarr.zip" : "store.zarr");
    if (zipped) {
        folder.add_file("store.zarr.zip", zip_of(files, "store.zarr/", true));
    } else {
        write_files(folder, "store.zarr", files);
    }
    return source;
}

void check_store(Reader& reader, const Dataset& expected, ZarrStyle style, bool zipped) {
    const TempFolder folder;
    const Dataset found = read(reader, store_in(folder, zarr_of(expected, style), style.version, zipped));
    CHECK(found.reader == "native-zarr");
    CHECK(found.store == StoreTraits{style.version, style.consolidated, false, zipped ? "store.zarr" : ""});
    check_same_values(expected, found);
    check_same(interpret(expected).granule, interpret(found).granule, style.version);
    if (is_unsigned(expected)) check_unsigned_integers(found);
}

/// The same store as references: chunks inline, and in one file beside them.
void check_references(Reader& reader, const Dataset& expected, int version, bool is_inline) {
    const TempFolder folder;
    const StoreFiles files = zarr_of(expected, {version, false});
    std::string chunks;
    const std::string references = is_inline ? references_inline(files) : references_into(files, "chunks.bin", chunks);
    folder.add_file("references.json", references);
    if (!is_inline) folder.add_file("chunks.bin", chunks);
    Source source;
    source.format = Format::kerchunk_json;
    source.path = folder / "references.json";
    const Dataset found = read(reader, source);
    CHECK(found.reader == "native-references");
    CHECK(found.store == StoreTraits{version, false, false});
    CHECK(found.is_virtual);
    CHECK(found.sources.size() == (is_inline ? 0U : 1U));
    check_same_values(expected, found);
    check_same(interpret(expected).granule, interpret(found).granule, version);
    if (is_unsigned(expected)) check_unsigned_integers(found);
}

}  // namespace

void stores_conform(const ReaderFactory& make_reader) {
    const TempFolder folder;
    const auto reader = make_reader({});
    const auto netcdf4 = std::find_if(netcdf_kinds().begin(), netcdf_kinds().end(),
                                      [](const NetcdfKind& kind) { return kind.has_netcdf4_model; });
    for (const std::string_view cdl : {k_climate, k_tree, k_unsigned_integers}) {
        const Dataset expected = in_order_of_names(read(*reader, make_netcdf(folder.path(), "file", cdl, *netcdf4)));
        for (const int version : {2, 3}) {
            for (const bool is_inline : {false, true}) {
                INFO(cdl.substr(0, cdl.find('{')) << "as references of Zarr v" << version);
                check_references(*reader, expected, version, is_inline);
            }
            for (const bool consolidated : {false, true}) {
                for (const bool zipped : {false, true}) {
                    INFO(cdl.substr(0, cdl.find('{'))
                         << "as Zarr v" << version << (consolidated ? ", consolidated" : "")
                         << (zipped ? ", zipped" : ""));
                    check_store(*reader, expected, {version, consolidated}, zipped);
                }
            }
        }
    }
}

}  // namespace cairn::test
