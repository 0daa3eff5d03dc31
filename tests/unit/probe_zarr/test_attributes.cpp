#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

Attribute attribute_of(const std::string& json) {
    const Dataset dataset = dataset_of("-- .zgroup --\n{\"zarr_format\": 2}\n-- .zattrs --\n{\"a\": " + json + "}");
    CHECK(problems_of(dataset).empty());
    REQUIRE(dataset.groups[0].attributes.size() == 1);
    CHECK(dataset.groups[0].attributes[0].name == "a");
    return dataset.groups[0].attributes[0];
}

void check(const std::string& json, Type type, const Values& values) {
    const Attribute attribute = attribute_of(json);
    INFO(json);
    CHECK(attribute.type == type);
    CHECK(attribute.values == values);
}

/// An array of one with an attribute _FillValue.
Attribute fill_value_of(const std::string& type, const std::string& json) {
    const Dataset dataset = dataset_of(
        R"(-- zarr.json --
{"zarr_format": 3, "node_type": "array", "shape": [], "data_type": ")" +
        type +
        R"(", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": []}}, "chunk_key_encoding": "default", "codecs": ["bytes"], "fill_value": 0, "attributes": {"_FillValue": )" +
        json + "}}");
    INFO(problems_of(dataset));
    const Attribute* fill = find_attribute(dataset.groups[0].variables.at(0).attributes, "_FillValue");
    REQUIRE(fill != nullptr);
    return *fill;
}

double number_in(const Attribute& attribute) { return std::get<Doubles>(attribute.values).at(0); }

Variable time_variable(const std::string& type, const std::string& attributes, const Integers& values) {
    StoreFiles files = files_of_text(R"(-- .zgroup --
{"zarr_format": 2}
-- t/.zarray --
{"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": ")" +
                                     type + R"(", "compressor": null, "filters": null, "order": "C", "fill_value": null}
-- t/.zattrs --
{"_ARRAY_DIMENSIONS": ["t"])" + attributes +
                                     "}");
    files["t/0"] = bytes_of_integers(values);
    const Dataset dataset = dataset_of_files(files);
    CHECK(problems_of(dataset).empty());
    return variable_at(dataset, "t");
}

}  // namespace

TEST_CASE("attributes take the types of the data model") {
    check(R"("text")", Type::character, Texts{"text"});
    check(R"("text\u0000\u0000")", Type::character, Texts{"text"});
    check("-5", Type::int64, Integers{-5});
    check("18446744073709551615", Type::uint64, std::vector<std::uint64_t>{UINT64_MAX});
    check("2.5", Type::float64, Doubles{2.5});
    check("3.0", Type::float64, Doubles{3});
    check("true", Type::boolean, Integers{1});
    check(R"(["a", "b"])", Type::string, Texts{"a", "b"});
    check("[1, 2]", Type::int64, Integers{1, 2});
    check("[1, 18446744073709551615]", Type::uint64, std::vector<std::uint64_t>{1, UINT64_MAX});
    check("[1, 2.5]", Type::float64, Doubles{1, 2.5});
    check("[true, false]", Type::boolean, Integers{1, 0});
    CHECK(std::isnan(number_in(attribute_of("NaN"))));
    check("[-Infinity, 1]", Type::float64, Doubles{-INFINITY, 1});
}

TEST_CASE("attributes that are structures keep their JSON") {
    check(R"({"b": [1, {"c": null}], "a": NaN})", Type::json, Texts{R"({"b":[1,{"c":null}],"a":"NaN"})"});
    check(R"(["a", 1])", Type::json, Texts{R"(["a",1])"});
    check("[]", Type::json, Texts{"[]"});
    check("null", Type::json, Texts{"null"});
    check("[[1, 2], [3, 4]]", Type::json, Texts{"[[1,2],[3,4]]"});
}

TEST_CASE("what says how the store holds netCDF is no attribute") {
    const Dataset dataset = dataset_of(R"(-- .zgroup --
{"zarr_format": 2}
-- .zattrs --
{"_ARRAY_DIMENSIONS": [], "_NCZARR_ATTR": {}, "_nczarr_array": {}, "_NCProperties": "version=2", "_Kept": 1})");
    REQUIRE(dataset.groups[0].attributes.size() == 1);
    CHECK(dataset.groups[0].attributes[0].name == "_Kept");
}

TEST_CASE("attributes that are no object are said") {
    const Dataset dataset = dataset_of(R"(-- zarr.json --
{"zarr_format": 3, "node_type": "group", "attributes": [1]})");
    CHECK(problems_of(dataset) ==
          "warning probe/bad-metadata zarr.json: found a array as attributes, expected an object; they are left out\n");
}

TEST_CASE("_FillValue becomes a value of the array's type") {
    CHECK(fill_value_of("float32", "-99").type == Type::float32);
    CHECK(number_in(fill_value_of("float32", "-99")) == -99);
    CHECK(number_in(fill_value_of("float32", "0.1")) == static_cast<double>(0.1F));
    CHECK(number_in(fill_value_of("float64", "0.1")) == 0.1);
    CHECK(std::isnan(number_in(fill_value_of("float64", "NaN"))));
    CHECK(std::isnan(number_in(fill_value_of("float64", "\"NaN\""))));
    CHECK(number_in(fill_value_of("float64", "\"-Infinity\"")) == -INFINITY);
    CHECK(std::isnan(number_in(fill_value_of("float32", "\"AAAAAAAA+H8=\""))));  // as xarray writes NaN
    CHECK(number_in(fill_value_of("float64", "\"AAAAAADAWMA=\"")) == -99);
    CHECK(fill_value_of("float64", "\"none\"").type == Type::character);
    CHECK(fill_value_of("int16", "7").type == Type::int16);
    CHECK(fill_value_of("uint64", "7").values == Values(std::vector<std::uint64_t>{7}));
}

TEST_CASE("times of numpy say their unit, epoch and missing value") {
    const Variable days = time_variable("<M8[D]", "", {0, 1, 2});
    CHECK(days.type == Type::int64);
    CHECK(days.values == Values(Integers{0, 1, 2}));
    CHECK(text_attribute(days.attributes, "units") == "days since 1970-01-01");
    CHECK(text_attribute(days.attributes, "calendar") == "proleptic_gregorian");
    const Attribute* fill = find_attribute(days.attributes, "_FillValue");
    REQUIRE(fill != nullptr);
    CHECK(fill->values == Values(Integers{INT64_MIN}));

    const Variable tens = time_variable("<M8[10us]", "", {1, INT64_MIN, 2});
    CHECK(text_attribute(tens.attributes, "units") == "microseconds since 1970-01-01");
    CHECK(tens.values == Values(Integers{10, INT64_MIN, 20}));
    CHECK(time_variable("<M8[W]", "", {1, 2, INT64_MAX}).values_missing_because.find("too large for 64 bits") !=
          std::string::npos);

    CHECK(text_attribute(time_variable("<m8[ns]", "", {1, 2, 3}).attributes, "units") == "nanoseconds");
    CHECK(text_attribute(time_variable("<M8[D]", R"(, "units": "own")", {0, 1, 2}).attributes, "units") == "own");
    CHECK(find_attribute(time_variable("<M8[M]", "", {0, 1, 2}).attributes, "units") == nullptr);
}
