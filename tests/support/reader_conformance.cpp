#include "tests/support/reader_conformance.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/unsigned_integers.hpp"

namespace cairn::test {

namespace {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

constexpr std::string_view k_climate = R"(netcdf climate {
dimensions:
    time = UNLIMITED ; lat = 3 ; lon = 4 ; bnds = 2 ; station = 2 ; name_length = 8 ; crs = 1 ;
variables:
    double time(time) ;
        time:units = "days since 2000-01-01" ; time:bounds = "time_bnds" ; time:calendar = "360_day" ;
    double time_bnds(time, bnds) ;
    float lat(lat) ;
        lat:units = "degrees_north" ; lat:bounds = "lat_bnds" ;
    double lat_bnds(lat, bnds) ;
    short lon(lon) ;
        lon:units = "degrees_east" ; lon:scale_factor = 0.5 ; lon:add_offset = 10. ; lon:_FillValue = -1s ;
    float height ;
        height:units = "m" ; height:axis = "Z" ;
    char station_name(station, name_length) ;
        station_name:long_name = "station name" ;
    int tas(time, lat, lon) ;
        tas:coordinates = "height station_name missing_one" ; tas:_FillValue = -99 ;
    int crs ;
        crs:grid_mapping_name = "latitude_longitude" ;
// global attributes:
    :title = "caf\351" ;
    :empty = "" ;
    :padded = "text\000\000" ;
    :bytes = -1b, 127b ;
    :shorts = -32768s, 32767s ;
    :ints = -2147483648, 2147483647 ;
    :floats = 0.1f, -2.5f ;
    :doubles = 0.1, 1e300 ;
data:
    time = 15, 45 ;
    time_bnds = 0, 30, 30, 60 ;
    lat = -45, 0, 45 ;
    lat_bnds = -60, -30, -30, 30, 30, 60 ;
    lon = 0, 20, 40, -1 ;
    height = 2 ;
    station_name = "Kiel", "Oslo   " ;
    crs = 7 ;
}
)";

constexpr std::string_view k_groups = R"(netcdf groups {
types:
    compound pair { int a ; int b ; } ;
dimensions:
    y = 2 ; x = 2 ; label = 2 ;
variables:
    double y(y) ;
    string label(label) ;
        string label:names = "one", "zw\303\266lf", "" ;
    uint64 big ; big:axis = "T" ;
    pair odd(x) ; odd:axis = "X" ;
    :ubytes = 255ub ;
    :ushorts = 65535us ;
    :uints = 4294967295u ;
    :longs = -9223372036854775808ll ;
    :ulongs = 18446744073709551615ull ;
    pair :both = {1, 2} ;
data:
    y = 1, 2 ;
    label = "left", "right" ;
    big = 18446744073709551615 ;
    odd = {1, 2}, {3, 4} ;
group: outer {
    dimensions: x = 3 ; time = UNLIMITED ;
    variables:
        int x(x) ;
        float field(y, x) ; field:coordinates = "area" ;
        float area(y) ;
    data:
        x = 10, 20, 30 ;
        area = 5, 6 ;
    group: inner {
        variables:
            int sample(time, y, x) ; sample:coordinates = "area /label" ;
            short y(x) ;
    }
  }
}
)";

const Attribute& attribute(const std::vector<Attribute>& attributes, std::string_view name) {
    INFO("attribute " << name);
    const Attribute* found = find_attribute(attributes, name);
    REQUIRE(found != nullptr);
    return *found;
}

const Variable& variable(const Dataset& dataset, std::string_view path) {
    INFO("variable " << path);
    const auto id = find_variable(dataset, 0, path);
    REQUIRE(id);
    return dataset.groups[id->group].variables[id->index];
}

template <class T>
void check_values(const Dataset& dataset, std::string_view path, const std::vector<T>& expected) {
    const Variable& found = variable(dataset, path);
    INFO(path << " " << found.values_missing_because);
    CHECK(found.values_missing_because.empty());
    REQUIRE(std::holds_alternative<std::vector<T>>(found.values));
    CHECK(std::get<std::vector<T>>(found.values) == expected);
}

template <class T>
void check_attribute(const std::vector<Attribute>& attributes, std::string_view name, Type type,
                     const std::vector<T>& expected) {
    const Attribute& found = attribute(attributes, name);
    INFO("attribute " << name);
    CHECK(found.type == type);
    REQUIRE(std::holds_alternative<std::vector<T>>(found.values));
    CHECK(std::get<std::vector<T>>(found.values) == expected);
}

void check_is_data(const Dataset& dataset, std::string_view path) {
    INFO(path);
    CHECK(std::holds_alternative<std::monostate>(variable(dataset, path).values));
    CHECK(variable(dataset, path).values_missing_because.empty());
}

Dataset read(Reader& reader, const Source& source) {
    auto outcome = reader.read(source);
    INFO((outcome ? std::string() : outcome.problem().message));
    REQUIRE(outcome);
    CHECK(outcome->reader.starts_with(reader.name()));
    return *std::move(outcome);
}

void check_dimensions(const Dataset& dataset) {
    const std::vector<Dimension>& dimensions = dataset.groups[0].dimensions;
    REQUIRE(dimensions.size() == 7);
    CHECK(dimensions[0].name == "time");
    CHECK(dimensions[0].size == 2);
    CHECK(dimensions[0].unlimited);
    CHECK(dimensions[2].name == "lon");
    CHECK(dimensions[2].size == 4);
    CHECK_FALSE(dimensions[2].unlimited);
}

void check_variables(const Dataset& dataset) {
    CHECK(dataset.groups[0].variables.size() == 9);
    CHECK(variable(dataset, "tas").type == Type::int32);
    CHECK(variable(dataset, "lat").type == Type::float32);
    CHECK(variable(dataset, "station_name").type == Type::character);
    CHECK(variable(dataset, "height").dimensions.empty());
    const std::vector<DimensionId> expected{{0, 0}, {0, 1}, {0, 2}};
    CHECK(variable(dataset, "tas").dimensions == expected);
    check_attribute(variable(dataset, "tas").attributes, "_FillValue", Type::int32, Integers{-99});
    check_attribute(variable(dataset, "time").attributes, "calendar", Type::character, Texts{"360_day"});
}

void check_attributes(const Dataset& dataset) {
    const std::vector<Attribute>& global = dataset.groups[0].attributes;
    check_attribute(global, "title", Type::character, Texts{"caf\xE9"});  // the bytes of the file, which are not UTF-8
    check_attribute(global, "empty", Type::character, Texts{""});
    check_attribute(global, "padded", Type::character, Texts{"text"});
    check_attribute(global, "bytes", Type::int8, Integers{-1, 127});
    check_attribute(global, "shorts", Type::int16, Integers{-32768, 32767});
    check_attribute(global, "ints", Type::int32, Integers{-2147483648LL, 2147483647});
    check_attribute(global, "floats", Type::float32, Doubles{static_cast<double>(0.1F), -2.5});
    check_attribute(global, "doubles", Type::float64, Doubles{0.1, 1e300});
}

void check_coordinates(const Dataset& dataset) {
    check_values(dataset, "time", Doubles{15, 45});
    check_values(dataset, "time_bnds", Doubles{0, 30, 30, 60});
    check_values(dataset, "lat", Doubles{-45, 0, 45});
    check_values(dataset, "lat_bnds", Doubles{-60, -30, -30, 30, 30, 60});
    check_values(dataset, "lon", Integers{0, 20, 40, -1});  // as stored: neither unpacked nor masked
    check_values(dataset, "height", Doubles{2});
    check_values(dataset, "station_name", Texts{"Kiel", "Oslo"});
    check_is_data(dataset, "tas");
    check_is_data(dataset, "crs");  // has the name of a dimension, but not of one of its own
}

void check_climate(Reader& reader, const std::string& folder, const NetcdfKind& kind) {
    const Dataset dataset = read(reader, make_netcdf(folder, "climate", k_climate, kind));
    CHECK(dataset.format == kind.name);
    REQUIRE(dataset.groups.size() == 1);
    CHECK(dataset.groups[0].path == "/");
    CHECK(dataset.groups[0].parent == 0);
    check_dimensions(dataset);
    check_variables(dataset);
    check_attributes(dataset);
    check_coordinates(dataset);
}

void check_netcdf4_attributes(const Dataset& dataset) {
    const std::vector<Attribute>& global = dataset.groups[0].attributes;
    check_attribute(global, "ubytes", Type::uint8, Integers{255});
    check_attribute(global, "ushorts", Type::uint16, Integers{65535});
    check_attribute(global, "uints", Type::uint32, Integers{4294967295LL});
    check_attribute(global, "longs", Type::int64, Integers{INT64_MIN});
    check_attribute(global, "ulongs", Type::uint64, std::vector<std::uint64_t>{UINT64_MAX});
    check_attribute(variable(dataset, "label").attributes, "names", Type::string, Texts{"one", "zw\xC3\xB6lf", ""});
    CHECK(attribute(global, "both").type == Type::other);
    CHECK(std::holds_alternative<std::monostate>(attribute(global, "both").values));
}

void check_groups(Reader& reader, const std::string& folder, const NetcdfKind& kind) {
    const Dataset dataset = read(reader, make_netcdf(folder, "groups", k_groups, kind));
    REQUIRE(dataset.groups.size() == 3);
    CHECK(dataset.groups[1].path == "/outer");
    CHECK(dataset.groups[2].path == "/outer/inner");
    CHECK(dataset.groups[2].parent == 1);
    check_netcdf4_attributes(dataset);
    check_values(dataset, "label", Texts{"left", "right"});
    check_values(dataset, "big", std::vector<std::uint64_t>{UINT64_MAX});
    CHECK(variable(dataset, "odd").type == Type::other);
    CHECK_FALSE(variable(dataset, "odd").values_missing_because.empty());

    const std::vector<DimensionId> inherited{{1, 1}, {0, 0}, {1, 0}};  // the nearest x, the root's y
    CHECK(variable(dataset, "outer/inner/sample").dimensions == inherited);
    CHECK(dataset.groups[1].dimensions[1].unlimited);
    check_values(dataset, "/outer/x", Integers{10, 20, 30});
    check_values(dataset, "/outer/area", Doubles{5, 6});
    check_is_data(dataset, "/outer/field");
    check_is_data(dataset, "/outer/inner/sample");
    check_is_data(dataset, "/outer/inner/y");  // named like a dimension in sight, over another one
}

void check_limit(const ReaderFactory& make_reader, const std::string& folder, const NetcdfKind& kind) {
    ReadLimits limits;
    limits.coordinate_bytes = 12;
    const auto reader = make_reader(limits);
    const Dataset dataset = read(*reader, make_netcdf(folder, "limit", k_climate, kind));
    check_values(dataset, "lat", Doubles{-45, 0, 45});  // 12 bytes
    const Variable& time = variable(dataset, "time");
    CHECK(std::holds_alternative<std::monostate>(time.values));
    INFO(time.values_missing_because);
    CHECK(time.values_missing_because.find("12 bytes") != std::string::npos);
    CHECK(time.ends == Values(Doubles{15, 45}));
    CHECK(variable(dataset, "time_bnds").ends == Values(Doubles{0, 30, 30, 60}));
    CHECK(variable(dataset, "lat_bnds").ends == Values(Doubles{-60, -30, 30, 60}));
    CHECK(variable(dataset, "station_name").ends == Values());  // text has none
    CHECK(variable(dataset, "lat").ends == Values());
}

void check_bad_files(Reader& reader, const std::string& folder, const NetcdfKind& kind) {
    Source source = make_netcdf(folder, "cut", k_climate, kind);
    std::ifstream whole(source.path, std::ios::binary);
    std::string bytes(source.stamp.size_bytes, '\0');
    whole.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    for (const std::size_t length : {bytes.size() / 2, bytes.size() - 64, std::size_t{64}, std::size_t{9}}) {
        INFO("cut to " << length << " bytes");
        std::ofstream(source.path, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(length));
        const auto outcome = reader.read(source);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.problem().stage == Stage::probe);
        CHECK(outcome.problem().path == source.path);
        CHECK_FALSE(outcome.problem().message.empty());
    }
    source.path = folder + "/absent.nc";
    CHECK_FALSE(reader.read(source));
}

}  // namespace

void reader_conforms(const ReaderFactory& make_reader) {
    const TempFolder folder;
    const auto reader = make_reader({});
    CHECK_FALSE(reader->name().empty());
    for (const NetcdfKind& kind : netcdf_kinds()) {
        if (!reader->can_read(kind.format)) continue;
        DYNAMIC_SECTION(kind.name) {
            check_climate(*reader, folder.path(), kind);
            if (kind.has_netcdf4_model) check_groups(*reader, folder.path(), kind);
            check_limit(make_reader, folder.path(), kind);
            check_unsigned_integers(read(*reader, make_netcdf(folder.path(), "unsigned", k_unsigned_integers, kind)));
            check_bad_files(*reader, folder.path(), kind);
            check_climate(*reader, folder.path(), kind);  // bad files leave nothing behind
        }
    }
}

}  // namespace cairn::test
