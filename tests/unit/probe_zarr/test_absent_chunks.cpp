#include <catch2/catch.hpp>
#include <cmath>

#include "builder/probe/zarr/coordinate_arrays.hpp"
#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Doubles = std::vector<double>;

/// A coordinate, one value a chunk; chunks of NaN values are not written.
StoreFiles axis_of(const Doubles& values, const std::string& fill_value) {
    StoreFiles files = files_of_text(
        R"(-- .zgroup --
{"zarr_format": 2}
-- x/.zarray --
{"zarr_format": 2, "shape": [)" +
        std::to_string(values.size()) +
        R"(], "chunks": [1], "dtype": "<f8", "compressor": null, "filters": null, "order": "C", "fill_value": )" +
        fill_value + R"(}
-- x/.zattrs --
{"_ARRAY_DIMENSIONS": ["x"]})");
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i])) files["x/" + std::to_string(i)] = bytes_of_doubles({values[i]});
    }
    return files;
}

const double k_absent = NAN;

std::string reason_of(const Doubles& values, const std::string& fill_value) {
    const Dataset dataset = dataset_of_files(axis_of(values, fill_value));
    const Variable& x = variable_at(dataset, "x");
    CHECK(size_of(x.values) == 0);
    CHECK(dataset.problems.size() == 1);
    return x.values_missing_because;
}

Values values_of(const Doubles& values, const std::string& fill_value) {
    const Dataset dataset = dataset_of_files(axis_of(values, fill_value));
    CHECK(problems_of(dataset).empty());  // writers leave out chunks of nothing but the fill value
    const Variable& x = variable_at(dataset, "x");
    INFO(x.values_missing_because);
    CHECK(x.values_missing_because.empty());
    return x.values;
}

}  // namespace

TEST_CASE("a chunk that is not there has the fill value where that fits") {
    CHECK(values_of({k_absent, 10, 20}, "0.0") == Values(Doubles{0, 10, 20}));
    CHECK(values_of({20, 10, k_absent, -15, -20}, "0.0") == Values(Doubles{20, 10, 0, -15, -20}));
}

TEST_CASE("one element that has the fill value is nothing to be said") {
    CHECK(values_of({k_absent}, "7.0") == Values(Doubles{7}));
    StoreFiles files = axis_of({k_absent}, "7.0");
    files["x/.zarray"] = with(with(files["x/.zarray"], R"("shape": [1])", R"("shape": [])"), R"([1])", "[]");
    files["x/.zattrs"] = R"({"_ARRAY_DIMENSIONS": [], "standard_name": "time"})";
    const Dataset scalar = dataset_of_files(files);
    CHECK(problems_of(scalar).empty());
    CHECK(variable_at(scalar, "x").values == Values(Doubles{7}));
    CHECK(reason_of({k_absent}, "null").find("no fill value") != std::string::npos);
}

TEST_CASE("a lost chunk never makes a value") {
    constexpr const char* k_reason =
        "the store does not have 'x/0': the fill value, which their elements would have, does not fit in with the "
        "others";
    CHECK(reason_of({k_absent, 50, 60}, "0.0") == k_reason);       // a step of 50 beside one of 10
    CHECK(reason_of({k_absent, 10}, "0.0") == k_reason);           // no other step
    CHECK(reason_of({k_absent, -10, 10, 20}, "0.0") == k_reason);  // not monotonic
    CHECK(reason_of({k_absent, 10, 20}, "\"NaN\"") == k_reason);
    CHECK(reason_of({k_absent, k_absent, 20}, "0.0").find("'x/0', 'x/1': the fill value") != std::string::npos);
    CHECK(reason_of({k_absent, 10, 20}, "null").find("no fill value") != std::string::npos);
}

TEST_CASE("elements of arrays of more axes are not made up") {
    zarr::ArrayValues read;
    read.values = Doubles{0, 1, 2, 3};
    read.absent_elements = 1;
    CHECK(zarr::why_fill_is_not_trusted(read, Doubles{0}, 1).empty());
    CHECK_FALSE(zarr::why_fill_is_not_trusted(read, Doubles{0}, 2).empty());
    CHECK_FALSE(zarr::why_fill_is_not_trusted(read, {}, 1).empty());
    read.values = std::vector<std::string>{"a", ""};
    CHECK_FALSE(zarr::why_fill_is_not_trusted(read, std::vector<std::string>{""}, 1).empty());
}
