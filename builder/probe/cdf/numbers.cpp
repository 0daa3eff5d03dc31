#include "builder/probe/cdf/numbers.hpp"

#include <variant>
#include <vector>

#include "base/codecs/bytes.hpp"

namespace cairn {

namespace {

template <class Stored, class Bits, class Held>
void decode(std::span<const std::byte> bytes, std::size_t first, Values& values) {
    Held* out = std::get<std::vector<Held>>(values).data() + first;
    const std::size_t count = bytes.size() / sizeof(Stored);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<Held>(
            std::bit_cast<Stored>(codecs::load_bits<Bits>(bytes.data() + i * sizeof(Stored), codecs::ByteOrder::big)));
}

}  // namespace

Values make_numbers(Type type, std::size_t count) {
    if (type == Type::float32 || type == Type::float64) return std::vector<double>(count);
    if (type == Type::uint64) return std::vector<std::uint64_t>(count);
    return std::vector<std::int64_t>(count);
}

void decode_numbers(Type type, std::span<const std::byte> bytes, std::size_t first, Values& values) {
    switch (type) {
        case Type::int8:
            return decode<std::int8_t, std::uint8_t, std::int64_t>(bytes, first, values);
        case Type::uint8:
            return decode<std::uint8_t, std::uint8_t, std::int64_t>(bytes, first, values);
        case Type::int16:
            return decode<std::int16_t, std::uint16_t, std::int64_t>(bytes, first, values);
        case Type::uint16:
            return decode<std::uint16_t, std::uint16_t, std::int64_t>(bytes, first, values);
        case Type::int32:
            return decode<std::int32_t, std::uint32_t, std::int64_t>(bytes, first, values);
        case Type::uint32:
            return decode<std::uint32_t, std::uint32_t, std::int64_t>(bytes, first, values);
        case Type::int64:
            return decode<std::int64_t, std::uint64_t, std::int64_t>(bytes, first, values);
        case Type::uint64:
            return decode<std::uint64_t, std::uint64_t, std::uint64_t>(bytes, first, values);
        case Type::float32:
            return decode<float, std::uint32_t, double>(bytes, first, values);
        case Type::float64:
            return decode<double, std::uint64_t, double>(bytes, first, values);
        default:
            return;
    }
}

}  // namespace cairn
