#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "builder/probe/zarr/data_type.hpp"

using namespace cairn;
using namespace cairn::zarr;

namespace {

using Kind = DataType::Kind;

json::Value parsed(std::string_view text) { return std::get<json::Value>(json::parse(text)); }

DataType v2(std::string_view name) {
    std::string why_not;
    const auto type = parse_v2_type(json::string(name), why_not);
    INFO(name);
    REQUIRE(type);
    CHECK(why_not.empty());
    CHECK(type->name == name);
    return *type;
}

DataType v3(std::string_view json) {
    std::string why_not;
    const auto type = parse_v3_type(parsed(json), why_not);
    INFO(json);
    REQUIRE(type);
    CHECK(why_not.empty());
    return *type;
}

void check(const DataType& type, Kind kind, std::uint32_t bytes, Type model) {
    INFO(type.name);
    CHECK(type.kind == kind);
    CHECK(type.item_bytes == bytes);
    CHECK(model_type(type) == model);
}

std::string reason_v2(std::string_view json) {
    std::string why_not;
    const auto type = parse_v2_type(parsed(json), why_not);
    if (type) CHECK(type->kind == Kind::opaque);
    return why_not;
}

std::string reason_v3(std::string_view json) {
    std::string why_not;
    const auto type = parse_v3_type(parsed(json), why_not);
    if (type) CHECK(type->kind == Kind::opaque);
    return why_not;
}

}  // namespace

TEST_CASE("numpy's type strings") {
    check(v2("|b1"), Kind::boolean, 1, Type::boolean);
    check(v2("|i1"), Kind::signed_integer, 1, Type::int8);
    check(v2("<i8"), Kind::signed_integer, 8, Type::int64);
    check(v2(">u4"), Kind::unsigned_integer, 4, Type::uint32);
    check(v2("<f2"), Kind::floating, 2, Type::float16);
    check(v2(">f8"), Kind::floating, 8, Type::float64);
    check(v2("<c8"), Kind::complex, 8, Type::complex64);
    check(v2("<c16"), Kind::complex, 16, Type::complex128);
    check(v2("|S10"), Kind::bytes, 10, Type::string);
    check(v2("<U5"), Kind::text, 20, Type::string);
    check(v2("|V8"), Kind::opaque, 8, Type::other);
    check(v2("|O"), Kind::variable_text, 0, Type::string);
    CHECK(v2(">f8").big_endian);
    CHECK(v2(">U5").big_endian);
    CHECK_FALSE(v2("<f8").big_endian);
    CHECK_FALSE(v2("=f8").big_endian);
}

TEST_CASE("Times have a unit and its length") {
    check(v2("<M8[ns]"), Kind::datetime, 8, Type::int64);
    CHECK(v2("<M8[ns]").unit == "ns");
    CHECK(v2("<M8[ns]").unit_ns == 1);
    check(v2(">m8[10us]"), Kind::timedelta, 8, Type::int64);
    CHECK(v2(">m8[10us]").unit == "10us");
    CHECK(v2(">m8[10us]").unit_ns == 10000);
    CHECK(v2("<M8[D]").unit_ns == 86400000000000);
    CHECK(v2("<M8[M]").unit == "M");
    CHECK(v2("<M8[M]").unit_ns == 0);
    CHECK(v2("<M8[ps]").unit_ns == 0);
    CHECK(v2("<M8").unit.empty());
    CHECK(v2("<M8[generic]").unit.empty());
    CHECK(v2("<M8[2147483647W]").unit_ns == 0);
}

TEST_CASE("Type strings that are not known are said, and opaque") {
    for (const char* name : {"<q4", "<i3", "<f16", "|S", "|S0", "<U0", "<U4294967295", "<M8[xs]", "<M8[0s]", "<M8[",
                             "<M4[s]", "", "<", "<i-4", "<M8[99999999999s]"}) {
        INFO(name);
        CHECK(reason_v2("\"" + std::string(name) + "\"") == "data type '" + std::string(name) + "' is not known");
    }
}

TEST_CASE("What is no data type at all") {
    CHECK(reason_v2("5") == "found number, expected a data type");
    CHECK(reason_v2("{}") == "found object, expected a data type");
    CHECK(reason_v3("null") == "found null, expected a data type");
    CHECK(reason_v3(R"({"configuration":{}})") == "found object, expected a data type");
}

TEST_CASE("Structured types of version 2 have the size of all their fields") {
    std::string why_not;
    const auto type =
        parse_v2_type(parsed(R"([["a","|u1"],["b",[["c","<u2"],["d","|S3"]]],["e","<f4",[2,3]]])"), why_not);
    REQUIRE(type);
    check(*type, Kind::structure, 1 + 5 + 24, Type::other);
    CHECK(type->name == R"([["a","|u1"],["b",[["c","<u2"],["d","|S3"]]],["e","<f4",[2,3]]])");
}

TEST_CASE("Structured types that cannot be understood") {
    std::string deep = R"("|u1")";
    for (int i = 0; i < 30; ++i) deep = R"([["a",)" + deep + "]]";
    for (const std::string& json :
         {std::string("[]"), std::string("[5]"), std::string(R"([["a"]])"), deep,
          std::string(R"([["a","<f4",[4294967295,4294967295,4294967295]]])"), std::string(R"([["a","<f4",-1]])")}) {
        INFO(json);
        CHECK(reason_v2(json) ==
              "found a structured data type whose fields cannot be understood, expected a list of names and types");
    }
}

TEST_CASE("Names of version 3") {
    check(v3(R"("bool")"), Kind::boolean, 1, Type::boolean);
    check(v3(R"("uint64")"), Kind::unsigned_integer, 8, Type::uint64);
    check(v3(R"("float16")"), Kind::floating, 2, Type::float16);
    check(v3(R"("complex64")"), Kind::complex, 8, Type::complex64);
    check(v3(R"("r24")"), Kind::opaque, 3, Type::other);
    check(v3(R"("string")"), Kind::variable_text, 0, Type::string);
    check(v3(R"("variable_length_bytes")"), Kind::opaque, 0, Type::other);
    check(v3(R"({"name":"float32"})"), Kind::floating, 4, Type::float32);
    CHECK(reason_v3(R"("int2")") == "data type 'int2' is not known");
    CHECK(reason_v3(R"("r7")") == "data type 'r7' is not known");
}

TEST_CASE("Extension objects of version 3") {
    check(v3(R"({"name":"fixed_length_utf32","configuration":{"length_bytes":8}})"), Kind::text, 8, Type::string);
    check(v3(R"({"name":"null_terminated_bytes","configuration":{"length_bytes":5}})"), Kind::bytes, 5, Type::string);
    const DataType time = v3(R"({"name":"numpy.datetime64","configuration":{"unit":"s","scale_factor":10}})");
    check(time, Kind::datetime, 8, Type::int64);
    CHECK(time.unit == "10s");
    CHECK(time.unit_ns == 10'000'000'000);
    CHECK(time.name == "numpy.datetime64");
    CHECK(v3("{\"name\":\"numpy.timedelta64\",\"configuration\":{\"unit\":\"\u03bcs\",\"scale_factor\":1}}").unit ==
          "us");
    check(v3(R"({"name":"structured","configuration":{"fields":[["a","int16"],["b",{"name":"float32"}]]}})"),
          Kind::structure, 6, Type::other);
    check(v3(R"({"name":"struct","configuration":{"fields":[{"name":"a","data_type":"int16"}]}})"), Kind::structure, 2,
          Type::other);
    CHECK(reason_v3(R"({"name":"fixed_length_utf32","configuration":{"length_bytes":7}})") ==
          "data type 'fixed_length_utf32' has no usable length_bytes");
    CHECK(reason_v3(R"({"name":"zebra","configuration":{}})") == "data type 'zebra' is not known");
}

TEST_CASE("Objects are texts only when their filter says so") {
    DataType type = v2("|O");
    settle_objects(type, parsed(R"([{"id":"vlen-utf8"}])"));
    CHECK(type.kind == Kind::variable_text);
    settle_objects(type, parsed(R"([{"id":"vlen-bytes"}])"));
    CHECK(type.kind == Kind::opaque);
    type = v2("|O");
    settle_objects(type, parsed("null"));
    CHECK(type.kind == Kind::opaque);
}
