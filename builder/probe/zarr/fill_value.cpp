#include "builder/probe/zarr/fill_value.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "base/codecs/base64.hpp"
#include "base/json/write.hpp"
#include "builder/probe/zarr/array_values.hpp"
#include "builder/probe/zarr/codecs/chain.hpp"
#include "builder/probe/zarr/codecs/numbers.hpp"
#include "builder/probe/zarr/codecs/utf32.hpp"
#include "builder/probe/zarr/element_values.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;
using Fill = std::optional<FillElement>;

/// The bits of a number in hexadecimal digits, most significant first, two for each of its bytes.
std::optional<std::uint64_t> bits_of(std::string_view text, std::uint32_t item_bytes) {
    if (text.size() != 2 + 2 * std::size_t{item_bytes} || text.substr(0, 2) != "0x") return std::nullopt;
    std::uint64_t bits = 0;
    for (const char digit : text.substr(2)) {
        const std::size_t value = std::string_view("0123456789abcdef")
                                      .find(static_cast<char>(std::tolower(static_cast<unsigned char>(digit))));
        if (value == std::string_view::npos) return std::nullopt;
        bits = bits << 4 | value;
    }
    return bits;
}

std::optional<Number> special_float(std::string_view text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

std::optional<Number> number_in(const json::Value& value) {
    if (value.IsBool()) return std::int64_t{value.GetBool()};
    if (value.IsInt64()) return value.GetInt64();
    if (value.IsUint64()) return value.GetUint64();
    if (value.IsDouble()) return value.GetDouble();
    return std::nullopt;
}

FillElement element_of(const DataType& type, Number number) {
    FillElement fill;
    fill.bytes.resize(type.item_bytes);
    store_number(type, number, fill.bytes.data());
    return fill;
}

/// Is a number still the same when it was stored as an integer type? Written as a float, it may be: 0.0.
bool survives(const DataType& type, Number number, const FillElement& fill) {
    const Number stored = load_number(type, fill.bytes.data());
    const auto as_real = [](auto value) { return static_cast<long double>(value); };
    return std::visit(as_real, number) == std::visit(as_real, stored);
}

Fill integer_fill(const DataType& type, const json::Value& value) {
    if (value.IsString() && json::view(value) == "NaT" && (type.kind == Kind::datetime || type.kind == Kind::timedelta))
        return element_of(type, std::numeric_limits<std::int64_t>::min());
    const auto number = number_in(value);
    if (!number) return std::nullopt;
    FillElement fill = element_of(type, *number);
    if (!survives(type, *number, fill)) return std::nullopt;
    return fill;
}

Fill float_fill(const DataType& type, const json::Value& value) {
    if (!value.IsString()) {
        const auto number = number_in(value);
        return number ? Fill(element_of(type, *number)) : std::nullopt;
    }
    if (const auto number = special_float(json::view(value))) return element_of(type, *number);
    const auto bits = bits_of(json::view(value), type.item_bytes);
    if (!bits) return std::nullopt;
    DataType as_bits = type;
    as_bits.kind = Kind::unsigned_integer;
    return element_of(as_bits, *bits);
}

/// Texts of fixed size. A 0 is what writers put for "no fill value" there.
Fill text_fill(const DataType& type, const json::Value& value) {
    FillElement fill;
    fill.bytes.resize(type.item_bytes);
    const std::string_view text = json::text_or(value, "");
    if (!value.IsString() && !(value.IsInt() && value.GetInt() == 0)) return std::nullopt;
    if (type.kind == Kind::text) {
        store_utf32(text, order_of(type), fill.bytes);
        return fill;
    }
    const auto bytes = codecs::decode_base64(text);
    if (!bytes || bytes->size() > fill.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), fill.bytes.begin());
    return fill;
}

Fill variable_fill(const json::Value& value) {
    if (!value.IsString() && !(value.IsInt() && value.GetInt() == 0)) return std::nullopt;
    FillElement fill;
    fill.text = json::text_or(value, "");
    return fill;
}

Fill understood(const DataType& type, const json::Value& value) {
    switch (type.kind) {
        case Kind::floating:
            return float_fill(type, value);
        case Kind::bytes:
        case Kind::text:
            return text_fill(type, value);
        case Kind::variable_text:
            return variable_fill(value);
        default:
            return integer_fill(type, value);
    }
}

std::string shortened(std::string text) {
    constexpr std::size_t k_most_shown = 60;
    if (text.size() <= k_most_shown) return text;
    std::size_t end = k_most_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // whole characters of UTF-8
    return text.substr(0, end) + "...";
}

}  // namespace

std::optional<FillElement> fill_element(const ArrayMetadata& array, std::string& why_not) {
    why_not.clear();
    if (array.fill_value.IsNull()) return std::nullopt;
    why_not = why_no_values(array.type);
    if (!why_not.empty()) return std::nullopt;
    Fill fill = understood(array.type, array.fill_value);
    if (!fill)
        why_not = fmt::format("found the fill value {}, expected one of the type '{}'",
                              shortened(json::write(array.fill_value)), array.type.name);
    return fill;
}

Values fill_value_of(const ArrayMetadata& array, std::string& why_not) {
    auto fill = fill_element(array, why_not);
    if (!fill) return {};
    bool was_mended = false;
    return values_of(array.type, filled(layout_of(array.type), 1, &*fill), 1, was_mended);
}

}  // namespace cairn::zarr
