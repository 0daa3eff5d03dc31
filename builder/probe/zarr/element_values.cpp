#include "builder/probe/zarr/element_values.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <utility>

#include "builder/probe/zarr/codecs/numbers.hpp"
#include "builder/probe/zarr/codecs/text.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

template <class From, class To>
void copy_numbers(Bytes bytes, std::vector<To>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        From value{};
        std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
        values[i] = static_cast<To>(value);
    }
}

/// What nearly all coordinates are, without a decision for each element; false for other types.
template <class To>
bool copy_common_numbers(const DataType& type, Bytes bytes, std::vector<To>& values) {
    if (type.big_endian || std::endian::native != std::endian::little) return false;
    if (type.kind == Kind::floating && type.item_bytes == 8) return copy_numbers<double>(bytes, values), true;
    if (type.kind == Kind::floating && type.item_bytes == 4) return copy_numbers<float>(bytes, values), true;
    const bool is_signed = type.kind == Kind::signed_integer || type.kind == Kind::datetime;
    if (is_signed && type.item_bytes == 8) return copy_numbers<std::int64_t>(bytes, values), true;
    if (is_signed && type.item_bytes == 4) return copy_numbers<std::int32_t>(bytes, values), true;
    return false;
}

template <class To>
Values numbers(const DataType& type, Bytes bytes, std::uint64_t count) {
    std::vector<To> values(count);
    if (copy_common_numbers(type, bytes, values)) return values;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Number number = load_number(type, bytes.data() + i * type.item_bytes);
        values[i] = std::visit([](auto value) { return static_cast<To>(value); }, number);
    }
    return values;
}

Values texts(const DataType& type, Bytes bytes, std::uint64_t count, bool& was_mended) {
    std::vector<std::string> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const Bytes element = bytes.subspan(i * type.item_bytes, type.item_bytes);
        values.push_back(type.kind == Kind::text ? text_of_utf32(element, order_of(type), was_mended)
                                                 : text_of_bytes(text_of(element), was_mended));
    }
    return values;
}

Values variable(std::vector<std::string> texts, bool& was_mended) {
    for (std::string& text : texts) text = text_of_bytes(text, was_mended);
    return texts;
}

}  // namespace

std::string why_no_values(const DataType& type) {
    switch (type.kind) {
        case Kind::complex:
            return fmt::format("values of the complex type '{}' are not read", type.name);
        case Kind::structure:
            return "values of structured types are not read";
        case Kind::opaque:
            return fmt::format("values of the type '{}' are not read", type.name);
        case Kind::variable_text:
            return {};
        default:
            return type.item_bytes == 0 ? fmt::format("the type '{}' has no size", type.name) : std::string();
    }
}

Values values_of(const DataType& type, Elements elements, std::uint64_t count, bool& was_mended) {
    const Bytes bytes = std::as_const(elements.bytes).bytes();
    switch (type.kind) {
        case Kind::variable_text:
            return variable(std::move(elements.texts), was_mended);
        case Kind::bytes:
        case Kind::text:
            return texts(type, bytes, count, was_mended);
        case Kind::floating:
            return numbers<double>(type, bytes, count);
        case Kind::unsigned_integer:
            if (type.item_bytes == 8) return numbers<std::uint64_t>(type, bytes, count);
            break;
        default:
            break;
    }
    return numbers<std::int64_t>(type, bytes, count);
}

}  // namespace cairn::zarr
