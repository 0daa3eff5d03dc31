#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "builder/probe/zarr/codecs/numbers.hpp"

using namespace cairn::zarr;

namespace {

DataType type_of(DataType::Kind kind, std::uint32_t bytes, bool big_endian = false) {
    DataType type;
    type.kind = kind;
    type.item_bytes = bytes;
    type.big_endian = big_endian;
    return type;
}

Number through(const DataType& type, Number number) {
    std::byte element[8];
    store_number(type, number, element);
    return load_number(type, element);
}

using Kind = DataType::Kind;

}  // namespace

TEST_CASE("Every half is itself after double") {
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const double value = cairn::codecs::half_to_double(half);
        if (std::isnan(value)) continue;
        REQUIRE(double_to_half(value) == half);
    }
}

TEST_CASE("Halves are rounded to the nearest, ties to even") {
    CHECK(double_to_half(1 + 1.0 / 2048) == 0x3c00);
    CHECK(double_to_half(1 + 3.0 / 2048) == 0x3c02);
    CHECK(double_to_half(65519.99) == 0x7bff);
    CHECK(double_to_half(65520) == 0x7c00);
    CHECK(double_to_half(-1e300) == 0xfc00);
    CHECK(double_to_half(std::ldexp(1.0, -25)) == 0);
    CHECK(double_to_half(std::ldexp(1.5, -25)) == 1);
    CHECK(std::isnan(cairn::codecs::half_to_double(double_to_half(std::nan("")))));
}

TEST_CASE("Integers wrap, floats are cut off, and none is undefined") {
    CHECK(through(type_of(Kind::signed_integer, 1), std::int64_t{200}) == Number(std::int64_t{-56}));
    CHECK(through(type_of(Kind::unsigned_integer, 2, true), std::int64_t{-1}) == Number(std::uint64_t{65535}));
    CHECK(through(type_of(Kind::signed_integer, 4), -2.9) == Number(std::int64_t{-2}));
    CHECK(through(type_of(Kind::unsigned_integer, 8), 1.8e19) == Number(std::uint64_t{18000000000000000000U}));
    CHECK(through(type_of(Kind::signed_integer, 8), std::nan("")) == Number(std::numeric_limits<std::int64_t>::min()));
    CHECK(through(type_of(Kind::signed_integer, 8), 1e300) == Number(std::numeric_limits<std::int64_t>::min()));
    CHECK(through(type_of(Kind::boolean, 1), 0.5) == Number(std::int64_t{1}));
    CHECK(through(type_of(Kind::floating, 4, true), std::uint64_t{3}) == Number(3.0));
}
