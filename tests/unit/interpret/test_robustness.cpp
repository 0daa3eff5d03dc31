// Whatever a file says: nothing crashes, and what is said keeps its invariants.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "base/text.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Type;

namespace {

using Random = std::mt19937_64;

template <class T>
const T& pick(Random& random, const std::vector<T>& choices) {
    return choices[std::uniform_int_distribution<std::size_t>(0, choices.size() - 1)(random)];
}

cairn::Attribute any_attribute(Random& random) {
    static const std::vector<std::string> k_names{
        "units",      "standard_name", "axis",          "bounds",        "climatology",
        "edges",      "coordinates",   "calendar",      "_FillValue",    "missing_value",
        "add_offset", "scale_factor",  "grid_mapping",  "positive",      "long_name",
        "modulo",     "cell_methods",  "cell_measures", "formula_terms", "_CoordinateAxisType",
        "cf_role"};
    static const std::vector<std::string> k_texts{"",
                                                  " ",
                                                  "degrees_north",
                                                  "degrees_east",
                                                  "radians",
                                                  "latitude",
                                                  "longitude",
                                                  "time",
                                                  "days since 2000-01-01",
                                                  "hours since -0001-1-1 25:00",
                                                  "months since 2000-01-01",
                                                  "s since 9999-12-31",
                                                  "T",
                                                  "X",
                                                  "Y",
                                                  "Z",
                                                  "a b c",
                                                  "a",
                                                  "b:",
                                                  "a: b",
                                                  "360_day",
                                                  "none",
                                                  "\xFF\xFE",
                                                  "down",
                                                  "forecast_reference_time",
                                                  "d since 1-1-1 +99",
                                                  ":",
                                                  "/",
                                                  "/g/",
                                                  "g/a",
                                                  "../a",
                                                  "time: lon: mean",
                                                  "Lat",
                                                  "since since since",
                                                  "days since 99999999999999"};
    static const std::vector<double> k_numbers{0,
                                               1,
                                               -1,
                                               1e20,
                                               1e308,
                                               -1e308,
                                               9.969209968386869e36,
                                               1e-310,
                                               360,
                                               std::numeric_limits<double>::quiet_NaN(),
                                               std::numeric_limits<double>::infinity()};
    const std::string& name = pick(random, k_names);
    switch (random() % 4) {
        case 0:
            return number(name, pick(random, k_numbers));
        case 1:
            return {name, Type::float64, Doubles{}};
        default:
            return text(name, pick(random, k_texts));
    }
}

cairn::Values any_values(Random& random) {
    static const std::vector<double> k_numbers{
        0,     1,    90,     -90, 180,   360,    1e20, -1e308,
        1e308, 1e17, 719468, 0.5, -1e-9, 5e-324, 1e15, std::numeric_limits<double>::quiet_NaN()};
    Doubles numbers;
    for (std::size_t i = random() % 6; i > 0; --i) numbers.push_back(pick(random, k_numbers));
    switch (random() % 5) {
        case 0:
            return std::monostate();
        case 1:
            return Integers{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), 3};
        case 2:
            return std::vector<std::uint64_t>{0, std::numeric_limits<std::uint64_t>::max()};
        case 3:
            return Texts{"2000-01-01", "x", std::string(3, '\0')};
        default:
            return numbers;
    }
}

cairn::Dataset any_dataset(Random& random) {
    static const std::vector<std::string> k_names{"a", "b", "c", "lat", "lon", "time"};
    static const std::vector<Type> k_types{Type::float64,   Type::float32, Type::int16, Type::int64,
                                           Type::character, Type::string,  Type::other, Type::uint64};
    DatasetBuilder build;
    build.group("/g", 0);
    for (const std::string& name : k_names) build.dimension(name, random() % 4);
    for (std::size_t i = random() % 9; i > 0; --i) {
        std::vector<std::string> dimensions;
        for (std::size_t rank = random() % 3; rank > 0; --rank) dimensions.push_back(pick(random, k_names));
        std::vector<cairn::Attribute> attributes;
        for (std::size_t count = random() % 6; count > 0; --count) attributes.push_back(any_attribute(random));
        build.variable(pick(random, k_names), dimensions, std::move(attributes), any_values(random),
                       pick(random, k_types), static_cast<std::uint32_t>(random() % 2));
    }
    if (random() % 4 == 0) build.global(any_attribute(random));
    return build.dataset();
}

void check_cube(const cairn::Granule& granule) {
    for (const cairn::CubeDimension& dimension : granule.cube->dimensions) {
        REQUIRE(
            (!dimension.minimum || (std::isfinite(*dimension.minimum) && *dimension.minimum <= *dimension.maximum)));
        REQUIRE((!dimension.spacing || std::isfinite(*dimension.spacing)));
        if (dimension.kind == cairn::DimensionKind::temporal) REQUIRE_FALSE(dimension.calendar.empty());
    }
    for (const cairn::CubeVariable& variable : granule.cube->variables) {
        for (const std::string& name : variable.dimensions) REQUIRE_NOTHROW(dimension_named(*granule.cube, name));
    }
    for (const cairn::TemporalExtent& extent : granule.temporal) {
        REQUIRE(granule.cube->dimensions.at(extent.dimension).kind == cairn::DimensionKind::temporal);
        REQUIRE((!extent.interval || extent.interval->start <= extent.interval->end));
        REQUIRE((!extent.native || extent.native->least <= extent.native->greatest));
    }
}

}  // namespace

TEST_CASE("property: any dataset is interpreted, and its granule keeps its invariants") {
    Random random(42);
    for (int i = 0; i < 30'000; ++i) {
        const auto [granule, findings, problems] = cairn::interpret(any_dataset(random));
        REQUIRE((granule.time.interval.has_value() || !granule.time.reason.empty()));
        REQUIRE((granule.footprint.box.has_value() || !granule.footprint.reason.empty()));
        if (granule.time.interval) {
            REQUIRE(granule.time.interval->start <= granule.time.interval->end);
            REQUIRE(cairn::is_writable(granule.time.interval->start));
            REQUIRE(cairn::is_writable(granule.time.interval->end));
        }
        if (granule.footprint.box) {
            REQUIRE_FALSE(granule.footprint.box->lon.is_empty());
            REQUIRE(granule.footprint.box->lat.south_deg >= -90);
            REQUIRE(granule.footprint.box->lat.south_deg <= granule.footprint.box->lat.north_deg);
            REQUIRE(granule.footprint.box->lat.north_deg <= 90);
        }
        for (const cairn::Finding& finding : findings) REQUIRE(cairn::is_utf8(finding.text));
        for (const std::string& note : granule.notes) REQUIRE(cairn::is_utf8(note));
        REQUIRE(cairn::is_utf8(granule.time.reason));
        check_cube(granule);
    }
}
