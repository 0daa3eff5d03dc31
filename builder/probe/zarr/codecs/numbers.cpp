#include "builder/probe/zarr/codecs/numbers.hpp"

#include <bit>
#include <cmath>
#include <limits>

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

std::uint64_t load_unsigned(const DataType& type, const std::byte* from) {
    const ByteOrder order = order_of(type);
    switch (type.item_bytes) {
        case 1:
            return load_bits<std::uint8_t>(from, order);
        case 2:
            return load_bits<std::uint16_t>(from, order);
        case 4:
            return load_bits<std::uint32_t>(from, order);
        default:
            return load_bits<std::uint64_t>(from, order);
    }
}

void store_unsigned(const DataType& type, std::uint64_t bits, std::byte* to) {
    const ByteOrder order = order_of(type);
    switch (type.item_bytes) {
        case 1:
            return store_bits(static_cast<std::uint8_t>(bits), to, order);
        case 2:
            return store_bits(static_cast<std::uint16_t>(bits), to, order);
        case 4:
            return store_bits(static_cast<std::uint32_t>(bits), to, order);
        default:
            return store_bits(bits, to, order);
    }
}

std::int64_t sign_extended(std::uint64_t bits, std::uint32_t item_bytes) {
    switch (item_bytes) {
        case 1:
            return static_cast<std::int8_t>(bits);
        case 2:
            return static_cast<std::int16_t>(bits);
        case 4:
            return static_cast<std::int32_t>(bits);
        default:
            return static_cast<std::int64_t>(bits);
    }
}

double float_of(std::uint64_t bits, std::uint32_t item_bytes) {
    if (item_bytes == 2) return codecs::half_to_double(static_cast<std::uint16_t>(bits));
    if (item_bytes == 4) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    return std::bit_cast<double>(bits);
}

std::uint64_t integer_bits(Number number) {
    if (const auto* integer = std::get_if<std::int64_t>(&number)) return static_cast<std::uint64_t>(*integer);
    if (const auto* natural = std::get_if<std::uint64_t>(&number)) return *natural;
    const double value = std::trunc(std::get<double>(number));
    constexpr double k_two_63 = 9223372036854775808.0;
    if (value >= -k_two_63 && value < k_two_63) return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    if (value >= 0 && value < 2 * k_two_63) return static_cast<std::uint64_t>(value);
    return std::uint64_t{1} << 63;
}

std::uint64_t float_bits(Number number, std::uint32_t item_bytes) {
    const auto as_float = [](auto value) { return static_cast<float>(value); };
    const auto as_double = [](auto value) { return static_cast<double>(value); };
    if (item_bytes == 4) return std::bit_cast<std::uint32_t>(std::visit(as_float, number));
    if (item_bytes == 8) return std::bit_cast<std::uint64_t>(std::visit(as_double, number));
    const auto* real = std::get_if<double>(&number);
    return double_to_half(real != nullptr ? *real : static_cast<double>(std::visit(as_float, number)));
}

bool is_zero(Number number) {
    return std::visit([](auto value) { return value == decltype(value){0}; }, number);
}

}  // namespace

std::uint16_t double_to_half(double value) {
    const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const double size = std::fabs(value);
    const auto signed_bits = [sign](unsigned bits) { return static_cast<std::uint16_t>(sign | bits); };
    if (std::isnan(value)) return signed_bits(0x7e00);
    if (size == 0) return signed_bits(0);
    if (size >= 65520) return signed_bits(0x7c00);  // half way from the largest to the next power of two
    int exponent = 0;
    std::frexp(size, &exponent);
    // Steps of the last place: 2^-24 for subnormal numbers, else 2^-11 of the number's power of two.
    const int place = exponent <= -14 ? -24 : exponent - 11;
    const auto steps = static_cast<unsigned>(std::nearbyint(std::ldexp(size, -place)));
    // The bits of halves count up without a gap over the exponents, so that a carry comes out right.
    return signed_bits(static_cast<unsigned>(place + 24) * 1024 + steps);
}

bool is_number(const DataType& type) {
    return type.kind == Kind::boolean || type.kind == Kind::signed_integer || type.kind == Kind::unsigned_integer ||
           type.kind == Kind::floating;
}

Number load_number(const DataType& type, const std::byte* from) {
    const std::uint64_t bits = load_unsigned(type, from);
    switch (type.kind) {
        case Kind::boolean:
            return std::int64_t{bits != 0};
        case Kind::unsigned_integer:
            return bits;
        case Kind::floating:
            return float_of(bits, type.item_bytes);
        default:
            return sign_extended(bits, type.item_bytes);
    }
}

void store_number(const DataType& type, Number number, std::byte* to) {
    switch (type.kind) {
        case Kind::boolean:
            return store_unsigned(type, is_zero(number) ? 0 : 1, to);
        case Kind::floating:
            return store_unsigned(type, float_bits(number, type.item_bytes), to);
        default:
            return store_unsigned(type, integer_bits(number), to);
    }
}

double rounded_to(const DataType& type, double value) {
    return float_of(float_bits(value, type.item_bytes), type.item_bytes);
}

}  // namespace cairn::zarr
