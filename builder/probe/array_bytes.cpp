#include "builder/probe/array_bytes.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <bit>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <variant>

#include "base/saturating.hpp"

namespace cairn {

namespace {

void append(std::string& out, std::uint64_t bits, std::size_t width, bool is_big_endian) {
    for (std::size_t i = 0; i < width; ++i)
        out += static_cast<char>(bits >> (8 * (is_big_endian ? width - 1 - i : i)) & 0xff);
}

std::uint64_t bits_of(double value, std::size_t width) {
    if (width == 4) return std::bit_cast<std::uint32_t>(static_cast<float>(value));
    if (width == 8) return std::bit_cast<std::uint64_t>(value);
    throw std::logic_error("floats of a width that is not written");
}

}  // namespace

std::string dtype_of(Type type, char byte_order) {
    const auto plain = [byte_order](char kind, int bytes) {
        return fmt::format("{}{}{}", bytes == 1 ? '|' : byte_order, kind, bytes);
    };
    switch (type) {
        case Type::int8:
            return plain('i', 1);
        case Type::uint8:
            return plain('u', 1);
        case Type::int16:
            return plain('i', 2);
        case Type::uint16:
            return plain('u', 2);
        case Type::int32:
            return plain('i', 4);
        case Type::uint32:
            return plain('u', 4);
        case Type::int64:
            return plain('i', 8);
        case Type::uint64:
            return plain('u', 8);
        case Type::float32:
            return plain('f', 4);
        case Type::float64:
            return plain('f', 8);
        default:
            return {};
    }
}

std::string bytes_of(const Values& values, std::string_view dtype) {
    const std::size_t width = static_cast<std::size_t>(dtype[2] - '0');
    const bool is_big_endian = dtype[0] == '>';
    std::string out;
    std::visit(
        [&](const auto& all) {
            using Held = std::decay_t<decltype(all)>;
            if constexpr (std::is_same_v<Held, std::monostate> || std::is_same_v<Held, std::vector<std::string>>) {
                throw std::logic_error("values that are no numbers have no bytes");
            } else {
                out.reserve(all.size() * width);
                for (const auto value : all) {
                    if constexpr (std::is_same_v<Held, std::vector<double>>) {
                        append(out, bits_of(value, width), width, is_big_endian);
                    } else {
                        append(out, static_cast<std::uint64_t>(value), width, is_big_endian);
                    }
                }
            }
        },
        values);
    return out;
}

std::string vlen_utf8(const std::vector<std::string>& texts) {
    std::string out;
    append(out, texts.size(), 4, false);
    for (const std::string& text : texts) {
        append(out, text.size(), 4, false);
        out += text;
    }
    return out;
}

std::string coordinate_bytes(const Variable& variable, const ArrayManifest& array, std::uint64_t most_bytes) {
    constexpr std::uint64_t k_most_in_row = 4;
    const bool is_number = !std::holds_alternative<std::monostate>(variable.values) &&
                           !std::holds_alternative<std::vector<std::string>>(variable.values);
    if (!is_number || array.dtype.size() != 3 || array.dtype.ends_with("f2")) return {};
    const std::uint64_t count = size_of(variable.values);
    const std::uint64_t rows = array.shape.empty() ? 1 : array.shape[0];
    const std::uint64_t bytes = decoded_bytes(array);
    if (bytes > most_bytes || count * array.item_bytes != bytes || count > saturating_multiply(rows, k_most_in_row))
        return {};
    return bytes_of(variable.values, array.dtype);
}

std::string value_digest(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

std::uint64_t decoded_bytes(const ArrayManifest& array) {
    std::uint64_t bytes = array.item_bytes;
    for (const std::uint64_t size : array.shape) bytes = saturating_multiply(bytes, size);
    return bytes;
}

bool is_small(const ArrayManifest& array) {
    const std::uint64_t bytes = decoded_bytes(array);
    return bytes > 0 && bytes <= k_inlined_bytes;
}

void refuse(ArrayManifest& array, std::string refusal) {
    array.kind = ArrayManifest::Kind::refused;
    array.refusal = std::move(refusal);
    array.chunks.clear();
}

}  // namespace cairn
