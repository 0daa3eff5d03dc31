// Whatever a reader may give: every type, every kind of attribute, broken reference systems, numbers beyond all bounds,
// units and calendars of nobody. Nothing escapes, and the documents are JSON that the project's own schemas take.
#include <algorithm>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "base/json/parse.hpp"
#include "builder/facts/codec.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/attach_sources.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/interpret/stated_attributes.hpp"
#include "builder/tree.hpp"
#include "tests/support/temp_folder.hpp"
#include "validator/validate.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::size_t k_datasets = 3000;
constexpr std::size_t k_of_one_tree = 50;

using Texts = std::vector<std::string>;
using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t end) { return static_cast<std::size_t>(random() % end); }
bool one_in(Random& random, std::size_t count) { return below(random, count) == 0; }
const std::string& any_of(Random& random, const Texts& texts) { return texts[below(random, texts.size())]; }

double any_number(Random& random) {
    static const std::vector<double> k_numbers{
        0,      -0.0,   1,      -1,   0.5,          12,       45,         -90,
        90,     180,    -180,   360,  359.9,        1e20,     9.96921e36, 1e308,
        -1e308, 5e-324, 719162, 2e15, std::nan(""), HUGE_VAL, -HUGE_VAL,  9.2233720368547758e18,
        3.14159};
    return one_in(random, 3) ? static_cast<double>(below(random, 4000)) / 10 - 200
                             : k_numbers[below(random, k_numbers.size())];
}

std::int64_t any_integer(Random& random) {
    using Limits = std::numeric_limits<std::int64_t>;
    static const std::vector<std::int64_t> k_numbers{
        0, 1, -1, 10, 90, 180, 360, 32632, Limits::min(), Limits::max(), 1LL << 53};
    return one_in(random, 2) ? static_cast<std::int64_t>(below(random, 400)) - 200
                             : k_numbers[below(random, k_numbers.size())];
}

const Texts k_texts{
    "",
    " ",
    "\xff\xfe",
    std::string("a\0b", 3),
    "time",
    "lat",
    "lon",
    "x y",
    "lat lon",
    "time: mean (interval: 1 hour",
    "crs",
    "crs: x y",
    "degrees_north",
    "degrees_east",
    "degree",
    "m",
    "K",
    "1",
    "days since 2000-01-01",
    "hours since 0000-00-00",
    "months since 99999-13-41",
    "days since -5-1-1",
    "seconds since 1970-01-01T00:00:00+99:99",
    "fortnights since yesterday",
    "days since 1e308-01-01",
    "days",
    "since",
    "gregorian",
    "360_day",
    "none",
    "noleap",
    "julian",
    "tai",
    "utc",
    "lunar",
    "latitude",
    "longitude",
    "projection_x_coordinate",
    "projection_y_coordinate",
    "time_bnds",
    "X",
    "Y",
    "Z",
    "T",
    "up",
    "latitude_longitude",
    "lambert_conformal_conic",
    "rotated_latitude_longitude",
    "geostationary",
    "polar_stereographic",
    "EPSG:32632",
    "EPSG:",
    "EPSG:99999999999999999999",
    "epsg:LOCAL",
    "urn:ogc:def:crs:EPSG::0",
    "PROJCRS[",
    "+proj=nothing",
    R"(GEOGCRS["x",DATUM["d",ELLIPSOID["e",0,0]],CS[ellipsoidal,2],AXIS["a",north],AXIS["b",east],ID["EPSG","LOCAL"]])",
    R"wkt(PROJCRS["l",BASEGEOGCRS["s",DATUM["s",ELLIPSOID["s",6371229,0]]],CONVERSION["l",METHOD["Mercator (variant A)"]],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1],ID["EPSG","LOCAL"]])wkt",
    R"({"type": "ProjectedCRS", "name": 7})",
    R"({"stac_discovery": {"bbox": [1, 2, 3], "geometry": null}})",
    "[[[[",
    "{}",
    "null",
    "2000-01-01",
    "2000-02-30T99:00:00Z",
    "9999-12-31T23:59:60Z",
    "-0001-01-01",
    "P1M",
    "P1e308Y",
    "PT",
    "POLYGON ((0 0, 1 1))",
    "POLYGON ((",
    "area: mean time: point",
    "Conventions",
    "CF-1.8",
    std::string(3000, 'a'),
    "\n\t\x01",
    "é",
    "\xf0\x9f\x8c\x8d"};

const Texts k_attributes{"units",
                         "calendar",
                         "axis",
                         "standard_name",
                         "long_name",
                         "bounds",
                         "coordinates",
                         "grid_mapping",
                         "grid_mapping_name",
                         "crs_wkt",
                         "spatial_ref",
                         "epsg",
                         "proj:code",
                         "proj:epsg",
                         "proj:projjson",
                         "proj:transform",
                         "spatial:bbox",
                         "spatial:transform",
                         "spatial:shape",
                         "GeoTransform",
                         "_FillValue",
                         "missing_value",
                         "valid_range",
                         "valid_min",
                         "scale_factor",
                         "add_offset",
                         "_Unsigned",
                         "positive",
                         "formula_terms",
                         "cell_methods",
                         "climatology",
                         "modulo",
                         "month_lengths",
                         "leap_year",
                         "time_coverage_start",
                         "time_coverage_end",
                         "time_coverage_duration",
                         "geospatial_lat_min",
                         "geospatial_lat_max",
                         "geospatial_lon_min",
                         "geospatial_lon_max",
                         "geospatial_bounds",
                         "geospatial_bounds_crs",
                         "title",
                         "history",
                         "Conventions",
                         "stac_discovery",
                         "multiscales",
                         "zarr_conventions",
                         "standard_parallel",
                         "longitude_of_central_meridian",
                         "semi_major_axis",
                         "inverse_flattening",
                         "perspective_point_height",
                         "straight_vertical_longitude_from_pole",
                         "grid_north_pole_latitude",
                         "north_pole_grid_longitude",
                         "towgs84",
                         "mesh",
                         "topology_dimension",
                         "node_coordinates",
                         "face_node_connectivity",
                         "cf_role",
                         "featureType",
                         "geometry",
                         "node_count",
                         "flag_values",
                         "flag_meanings",
                         "dggs",
                         "healpix_nside",
                         "grid_type",
                         "_CRS",
                         "crs",
                         "ome"};

const Texts k_names{"time",
                    "lat",
                    "lon",
                    "latitude",
                    "longitude",
                    "x",
                    "y",
                    "z",
                    "lev",
                    "height",
                    "crs",
                    "spatial_ref",
                    "time_bnds",
                    "lat_bnds",
                    "lon_bnds",
                    "forecast_reference_time",
                    "step",
                    "valid_time",
                    "xtime",
                    "Times",
                    "tas",
                    "v",
                    "cell",
                    "mesh",
                    "b02",
                    "a b",
                    "\xff",
                    "rlat",
                    "rlon",
                    "XLAT",
                    "XLONG",
                    "band",
                    "nv",
                    "time_whole",
                    "reference_time"};

Values any_values(Random& random, Type type, std::size_t count) {
    if (type == Type::other || type == Type::complex64 || type == Type::complex128) return {};
    const auto filled = [count](auto make) {
        std::vector<decltype(make())> values(count);
        std::generate(values.begin(), values.end(), make);
        return Values(std::move(values));
    };
    switch (type) {
        case Type::character:
        case Type::string:
        case Type::json:
            return filled([&] { return any_of(random, k_texts); });
        case Type::float16:
        case Type::float32:
        case Type::float64:
            return filled([&] { return any_number(random); });
        case Type::uint64:
            return filled([&] { return static_cast<std::uint64_t>(any_integer(random)); });
        default:
            return filled([&] { return any_integer(random); });
    }
}

Type any_type(Random& random) { return static_cast<Type>(below(random, static_cast<std::size_t>(Type::other) + 1)); }

std::vector<Attribute> any_attributes(Random& random) {
    std::vector<Attribute> attributes(below(random, 7));
    for (Attribute& attribute : attributes) {
        attribute.name = any_of(random, k_attributes);
        attribute.type = one_in(random, 2) ? Type::character : any_type(random);
        const bool is_one = attribute.type == Type::character || attribute.type == Type::json;
        attribute.values = any_values(random, attribute.type, is_one ? 1 : below(random, 7));
    }
    return attributes;
}

/// The dimensions that a group can use: its own and those around it.
std::vector<DimensionId> dimensions_in(const Dataset& dataset, std::uint32_t group) {
    std::vector<DimensionId> ids;
    for (;;) {
        for (std::uint32_t i = 0; i < dataset.groups[group].dimensions.size(); ++i) ids.push_back({group, i});
        if (group == 0) return ids;
        group = dataset.groups[group].parent;
    }
}

Variable any_variable(Random& random, const Dataset& dataset, std::uint32_t group) {
    Variable variable;
    variable.name = any_of(random, k_names);
    variable.type = one_in(random, 2) ? Type::float64 : any_type(random);
    variable.attributes = any_attributes(random);
    const std::vector<DimensionId> ids = dimensions_in(dataset, group);
    for (const DimensionId id : ids) {
        if (dimension(dataset, id).name == variable.name) variable.dimensions = {id};
    }
    for (std::size_t i = ids.empty() || !variable.dimensions.empty() ? 0 : below(random, 4); i > 0; --i)
        variable.dimensions.push_back(ids[below(random, ids.size())]);
    std::uint64_t count = element_count(dataset, variable);
    if (variable.type == Type::character && !variable.dimensions.empty()) {
        const std::uint64_t length = dimension(dataset, variable.dimensions.back()).size;
        count = length == 0 ? 0 : count / length;
    }
    if (one_in(random, 4) || count > 10'000) {
        variable.values_missing_because = one_in(random, 2) ? any_of(random, k_texts) : "too large";
    } else if (!one_in(random, 5)) {
        variable.values = any_values(random, variable.type, count);
    }
    if (one_in(random, 5)) variable.fill_value = any_values(random, variable.type, 1);
    return variable;
}

Dataset any_dataset(Random& random) {
    Dataset dataset;
    dataset.reader = "native-zarr";
    dataset.format = "Zarr v3";
    const std::size_t groups = one_in(random, 30) ? 40 : 1 + below(random, 4);
    for (std::uint32_t i = 0; i < groups; ++i) {
        Group& group = dataset.groups.emplace_back();
        group.parent = i == 0 ? 0 : one_in(random, 3) ? static_cast<std::uint32_t>(below(random, i)) : i - 1;
        const std::string& around = dataset.groups[group.parent].path;
        group.path = i == 0 ? "/" : (around == "/" ? "/" : around + "/") + any_of(random, k_names) + std::to_string(i);
        group.attributes = any_attributes(random);
        for (std::size_t d = below(random, 5); d > 0; --d) {
            const std::uint64_t size = one_in(random, 20) ? UINT64_MAX >> below(random, 40) : below(random, 5);
            group.dimensions.push_back({any_of(random, k_names), size, one_in(random, 3)});
        }
        for (std::size_t v = below(random, 9); v > 0; --v) {
            Variable variable = any_variable(random, dataset, i);
            dataset.groups[i].variables.push_back(std::move(variable));
        }
    }
    if (one_in(random, 2))
        dataset.store = StoreTraits{.zarr_version = one_in(random, 2) ? 2 : 3, .consolidated = one_in(random, 2)};
    return dataset;
}

Entry entry_of(const Dataset& dataset, std::size_t number) {
    Entry entry;
    entry.source.relative = "f/" + std::to_string(number) + (dataset.store ? ".zarr" : ".nc");
    entry.source.path = "/archive/" + entry.source.relative;
    entry.source.format = dataset.store ? Format::zarr3 : Format::hdf5;
    entry.source.stamp.size_bytes = number;
    entry.href = "https://data.example.org/" + entry.source.relative;
    entry.granule = interpret(dataset, {}).granule;
    entry.placement.collection = "c" + std::to_string(number % 3);
    entry.placement.item = "i" + std::to_string(number / 2);
    entry.placement.asset = "a" + std::to_string(number);
    entry.placement.asset_title = entry.placement.asset;
    entry.placement.facets = std::make_shared<const Facets>();
    return entry;
}

void serial(std::size_t count, const std::function<void(std::size_t)>& body) {
    for (std::size_t i = 0; i < count; ++i) body(i);
}

Config plain_config() {
    Config config;
    config.publish.browse.show = Browse::Show::nothing;
    config.catalog_id = config.catalog_title = config.catalog_description = "test";
    config.archives.emplace_back();
    config.archives[0].name = "archive";
    config.archives[0].root = "/archive";
    config.collections.emplace_back();
    config.collections[0].description = "Some files.";
    config.collections[0].license = "other";
    return config;
}

/// All documents of the entries, on the disk; what cannot be made fails the running test.
void write_documents(std::vector<Entry> entries, const std::string& folder) {
    const Config config = plain_config();
    attach_sources(entries);
    sort_entries(entries);
    std::vector<LostEntries> lost;
    const DocumentSink to_disk = [&folder](const std::string& path, std::string_view bytes, const json::Value*) {
        const boost::filesystem::path at = folder + "/" + path;
        boost::filesystem::create_directories(at.parent_path());
        std::ofstream(at.string(), std::ios::binary) << bytes;
        INFO(path);
        CHECK(std::holds_alternative<json::Value>(json::parse(std::string(bytes))));
    };
    write_tree(entries, {config, Linker(config.publish, "/srv/out")}, to_disk, serial, lost);
    for (const LostEntries& some : lost) FAIL_CHECK(some.problem.path << ": " << some.problem.message);
}

void check_tree(const std::string& folder) {
    const std::atomic<bool> stop = false;
    const validate::Report report = validate::validate(folder, {}, serial, stop);
    for (const validate::Finding& finding : report.findings) {
        if (finding.severity == validate::Severity::error)
            FAIL_CHECK(finding.document << finding.pointer << ": " << finding.message);
    }
    CHECK(report.summary.errors == 0);
}

}  // namespace

TEST_CASE("nothing escapes from any dataset, and its documents are valid") {
    for (std::size_t first = 0; first < k_datasets; first += k_of_one_tree) {
        std::vector<Entry> entries;
        for (std::size_t seed = first; seed < first + k_of_one_tree; ++seed) {
            Random random(seed);
            const Dataset dataset = any_dataset(random);
            INFO("seed " << seed);
            REQUIRE_NOTHROW(entries.push_back(entry_of(dataset, seed)));
        }
        INFO("seeds from " << first);
        const TempFolder folder;
        write_documents(std::move(entries), folder.path());
        check_tree(folder.path());
    }
}

TEST_CASE("Facts of any dataset come back from their bytes as they were") {
    SharedParts parts;
    for (std::size_t seed = 0; seed < k_datasets; ++seed) {
        Random random(seed);
        const Dataset dataset = any_dataset(random);
        INFO("seed " << seed);
        Facts facts;
        facts.problems = dataset.problems;
        Interpretation read = interpret(dataset, {});
        facts.understood =
            Understood{std::move(read.granule), stated_attributes(dataset), std::nullopt, std::move(read.problems)};
        const std::string bytes = encode(facts);
        const auto back = decode(bytes, parts);
        REQUIRE(back);
        CHECK(encode(*back) == bytes);
    }
}
