#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

struct Fill {
    Values values;
    std::string why_not;
};

Fill fill_of(const std::string& metadata) {
    Fill fill;
    fill.values = zarr::fill_value_of(zarr_array(metadata), fill.why_not);
    return fill;
}

Fill v2(std::string_view dtype, const std::string& fill) {
    return fill_of(v2_array(dtype, R"("filters":[{"id":"vlen-utf8"}],"fill_value":)" + fill));
}

Fill v3(const std::string& type, const std::string& fill) {
    return fill_of(R"({"zarr_format":3,"shape":[1],"chunk_grid":{"configuration":{"chunk_shape":[1]}},"data_type":)" +
                   type + R"(,"fill_value":)" + fill + "}");
}

double real(const Fill& fill) {
    REQUIRE(fill.why_not.empty());
    return std::get<Doubles>(fill.values).at(0);
}
std::int64_t integer(const Fill& fill) {
    REQUIRE(fill.why_not.empty());
    return std::get<Integers>(fill.values).at(0);
}
std::string text(const Fill& fill) {
    REQUIRE(fill.why_not.empty());
    return std::get<Texts>(fill.values).at(0);
}

}  // namespace

TEST_CASE("Fill values of floats") {
    CHECK(real(v2("<f4", "1.5")) == 1.5);
    CHECK(real(v2(">f8", "-7")) == -7);
    CHECK(std::isnan(real(v2("<f2", R"("NaN")"))));
    CHECK(real(v2("<f4", R"("Infinity")")) == std::numeric_limits<double>::infinity());
    CHECK(real(v2(">f4", R"("-Infinity")")) == -std::numeric_limits<double>::infinity());
    CHECK(real(v2("<f4", "0.1")) == static_cast<double>(0.1F));
    CHECK(std::isnan(real(v3(R"("float32")", R"("0x7fc00000")"))));
    CHECK(real(v3(R"("float32")", R"("0x3F800000")")) == 1);
    CHECK(real(v3(R"("float16")", R"("0x3c00")")) == 1);
    CHECK(real(v3(R"("float64")", R"("0xc000000000000000")")) == -2);
}

TEST_CASE("Fill values of integers, booleans and times") {
    CHECK(integer(v2("<i2", "-32768")) == -32768);
    CHECK(integer(v2(">i4", "3.0")) == 3);
    CHECK(std::get<Naturals>(v2("<u8", "18446744073709551615").values) == Naturals{UINT64_MAX});
    CHECK(integer(v2("|b1", "true")) == 1);
    CHECK(integer(v2("|b1", "0")) == 0);
    CHECK(integer(v2("<M8[ns]", "0")) == 0);
    CHECK(integer(v2("<m8[s]", "-9223372036854775808")) == INT64_MIN);
    CHECK(integer(v3(R"({"name":"numpy.datetime64","configuration":{"unit":"s","scale_factor":1}})", R"("NaT")")) ==
          INT64_MIN);
}

TEST_CASE("Fill values of texts") {
    CHECK(text(v2("<U4", R"("d\u00e9j\u00e0")")) == "d\u00e9j\u00e0");
    CHECK(text(v2(">U4", R"("")")).empty());
    CHECK(text(v2("<U4", "0")).empty());
    CHECK(text(v2("|S3", R"("YWJj")")) == "abc");
    CHECK(text(v2("|S3", R"("YQAA")")) == "a");
    CHECK(text(v2("|S3", R"("")")).empty());
    CHECK(text(v2("|S3", "0")).empty());
    CHECK(text(v2("|O", R"("none")")) == "none");
    CHECK(text(v3(R"("string")", R"("none")")) == "none");
    CHECK(text(v3(R"({"name":"null_terminated_bytes","configuration":{"length_bytes":5}})", R"("YWI=")")) == "ab");
}

TEST_CASE("No fill value") {
    for (const char* dtype : {"<f4", "|S3", "<c8", "|O"}) {
        const Fill fill = v2(dtype, "null");
        CHECK(std::holds_alternative<std::monostate>(fill.values));
        CHECK(fill.why_not.empty());
    }
}

TEST_CASE("Fill values that do not fit their type are said") {
    const auto reason = [](std::string_view dtype, const std::string& fill) {
        const Fill found = v2(dtype, fill);
        CHECK(std::holds_alternative<std::monostate>(found.values));
        return found.why_not;
    };
    CHECK(reason("|i1", "128") == "found the fill value 128, expected one of the type '|i1'");
    CHECK(reason("<u4", "-1") == "found the fill value -1, expected one of the type '<u4'");
    CHECK(reason("<i8", "18446744073709551615").find("found the fill value 18446744073709551615") == 0);
    CHECK(reason("<u8", "-1").find("found the fill value -1") == 0);
    CHECK(reason("<i4", "1.5") == "found the fill value 1.5, expected one of the type '<i4'");
    CHECK(reason("<i4", R"("NaN")") == R"(found the fill value "NaN", expected one of the type '<i4')");
    CHECK(reason("<f4", R"("0x7fc0")") == R"(found the fill value "0x7fc0", expected one of the type '<f4')");
    CHECK(reason("<f4", R"("0x7fc0000g")").find("found the fill value") == 0);
    CHECK(reason("<f4", "[1]") == "found the fill value [1], expected one of the type '<f4'");
    CHECK(reason("|S3", R"("YWJj!")").find("found the fill value") == 0);
    CHECK(reason("|S3", R"("====")").find("found the fill value") == 0);
    CHECK(reason("|S2", R"("YWJj")").find("found the fill value") == 0);
    CHECK(reason("<f4", "\"" + std::string(100, 'x') + "\"") ==
          "found the fill value \"" + std::string(59, 'x') + "..., expected one of the type '<f4'");
}

TEST_CASE("Fill values of types without values") {
    CHECK(v2("<c8", "[0.0,0.0]").why_not == "values of the complex type '<c8' are not read");
    CHECK(v2("|V4", R"("AAAAAA==")").why_not == "values of the type '|V4' are not read");
}
