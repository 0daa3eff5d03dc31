#include "builder/probe/hdf5/elements.hpp"
#include "base/saturating.hpp"

#include <bit>

#include "base/codecs/bytes.hpp"
#include "base/codecs/half_float.hpp"
#include "builder/probe/hdf5/dataspace.hpp"

namespace cairn::hdf5 {

namespace {

using codecs::ByteOrder;
using codecs::load_bits;

/// `convert` turns the bits of one element into a `To`.
template <class To, class Bits, class Convert>
Values converted(const Datatype& type, std::span<const std::byte> elements, std::uint64_t count, Convert convert) {
    std::vector<To> values(count);
    const std::byte* from = elements.data();
    const auto convert_all = [&](auto order) {
        for (std::uint64_t i = 0; i < count; ++i)
            values[i] = convert(load_bits<Bits>(from + i * sizeof(Bits), order()));
    };
    if (type.is_big_endian) {
        convert_all([] { return ByteOrder::big; });
    } else {
        convert_all([] { return ByteOrder::little; });
    }
    return values;
}

template <class Bits, class Signed>
Values integers(const Datatype& type, std::span<const std::byte> elements, std::uint64_t count) {
    if (type.is_signed)
        return converted<std::int64_t, Bits>(type, elements, count,
                                             [](Bits bits) -> std::int64_t { return static_cast<Signed>(bits); });
    if constexpr (sizeof(Bits) == 8) {
        return converted<std::uint64_t, Bits>(type, elements, count, [](Bits bits) { return bits; });
    } else {
        return converted<std::int64_t, Bits>(type, elements, count,
                                             [](Bits bits) { return static_cast<std::int64_t>(bits); });
    }
}

Values floats(const Datatype& type, std::span<const std::byte> elements, std::uint64_t count) {
    switch (type.size) {
        case 2:
            return converted<double, std::uint16_t>(type, elements, count, codecs::half_to_double);
        case 4:
            return converted<double, std::uint32_t>(type, elements, count, [](std::uint32_t bits) {
                return static_cast<double>(std::bit_cast<float>(bits));
            });
        default:
            return converted<double, std::uint64_t>(type, elements, count,
                                                    [](std::uint64_t bits) { return std::bit_cast<double>(bits); });
    }
}

}  // namespace

Values numbers_of(const Datatype& type, std::span<const std::byte> elements, std::uint64_t count) {
    if (!type.is_plain) throw Unsupported{"values of numbers that are no C types"};
    if (elements.size() / type.size < count) throw Unsupported{"values that are fewer than expected"};
    if (type.kind == Class::floating) return floats(type, elements, count);
    switch (type.size) {
        case 1:
            return integers<std::uint8_t, std::int8_t>(type, elements, count);
        case 2:
            return integers<std::uint16_t, std::int16_t>(type, elements, count);
        case 4:
            return integers<std::uint32_t, std::int32_t>(type, elements, count);
        default:
            return integers<std::uint64_t, std::int64_t>(type, elements, count);
    }
}

std::vector<std::string> texts_of(const Datatype& type, Cursor elements, std::uint64_t count, GlobalHeap& heap,
                                  std::uint64_t most_bytes) {
    std::vector<std::string> texts;
    std::uint64_t held = saturating_multiply(count, sizeof(std::string));
    const auto charge = [&](std::uint64_t bytes) {
        held += bytes;
        if (held > most_bytes) throw Unsupported{fmt::format("texts of more than {} bytes", most_bytes)};
    };
    charge(0);
    texts.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (type.is_variable_text()) {
            texts.emplace_back(terminated_text(heap.object(elements, 1)));
        } else {
            texts.emplace_back(terminated_text(elements.bytes(type.size)));
        }
        charge(texts.back().size());
    }
    return texts;
}

std::int64_t integer_of(const Datatype& type, std::span<const std::byte> element) {
    if (type.kind != Class::integer || !type.is_plain) throw Unsupported{"a dimension number that is no integer"};
    const Values values = numbers_of(type, element, 1);
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&values)) return integers->front();
    throw Unsupported{"a dimension number of 64 unsigned bits"};
}

}  // namespace cairn::hdf5
