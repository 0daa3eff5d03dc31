#include "builder/probe/zarr/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/zarr/named_numbers.hpp"

namespace cairn::zarr {

namespace {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Naturals = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;

bool is_internal(std::string_view name) {
    return name == "_ARRAY_DIMENSIONS" || name == "_NCProperties" || name.starts_with("_NCZARR_") ||
           name.starts_with("_nczarr_");
}

template <class Test>
bool all(const json::Value& array, Test test) {
    const auto elements = array.GetArray();
    return std::all_of(elements.begin(), elements.end(), test);
}

template <class T, class Get>
std::vector<T> gathered(const json::Value& array, Get get) {
    std::vector<T> values;
    values.reserve(array.Size());
    for (const json::Value& element : array.GetArray()) values.push_back(static_cast<T>(get(element)));
    return values;
}

void set_json(Attribute& attribute, const json::Value& value) {
    attribute.type = Type::json;
    json::Value copy = json::clone(value);
    name_numbers(copy);
    attribute.values = Texts{json::write(copy)};
}

void set_array(Attribute& attribute, const json::Value& array) {
    if (array.Empty()) return set_json(attribute, array);
    if (all(array, [](const json::Value& v) { return v.IsString(); })) {
        attribute.type = Type::string;
        attribute.values = gathered<std::string>(array, [](const json::Value& v) { return json::view(v); });
    } else if (all(array, [](const json::Value& v) { return v.IsBool(); })) {
        attribute.type = Type::boolean;
        attribute.values = gathered<std::int64_t>(array, [](const json::Value& v) { return v.GetBool() ? 1 : 0; });
    } else if (all(array, [](const json::Value& v) { return v.IsInt64(); })) {
        attribute.type = Type::int64;
        attribute.values = gathered<std::int64_t>(array, [](const json::Value& v) { return v.GetInt64(); });
    } else if (all(array, [](const json::Value& v) { return v.IsUint64(); })) {
        attribute.type = Type::uint64;
        attribute.values = gathered<std::uint64_t>(array, [](const json::Value& v) { return v.GetUint64(); });
    } else if (all(array, [](const json::Value& v) { return v.IsNumber(); })) {
        attribute.type = Type::float64;
        attribute.values = gathered<double>(array, [](const json::Value& v) { return v.GetDouble(); });
    } else {
        set_json(attribute, array);
    }
}

void set_value(Attribute& attribute, const json::Value& value) {
    if (value.IsString()) {
        attribute.type = Type::character;
        attribute.values = Texts{without_padding(json::view(value), Padding::nul)};
    } else if (value.IsBool()) {
        attribute.type = Type::boolean;
        attribute.values = Integers{value.GetBool() ? 1 : 0};
    } else if (value.IsInt64()) {
        attribute.type = Type::int64;
        attribute.values = Integers{value.GetInt64()};
    } else if (value.IsUint64()) {
        attribute.type = Type::uint64;
        attribute.values = Naturals{value.GetUint64()};
    } else if (value.IsDouble()) {
        attribute.type = Type::float64;
        attribute.values = Doubles{value.GetDouble()};
    } else if (value.IsArray()) {
        set_array(attribute, value);
    } else {
        set_json(attribute, value);
    }
}

std::optional<double> named_number(std::string_view text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

/// The eight bytes of a little-endian double, in base64.
std::optional<double> number_of_base64(std::string_view text) {
    constexpr std::string_view k_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t k_length = 11;  // and one '='
    if (text.size() != k_length + 1 || text.back() != '=') return std::nullopt;
    std::array<std::uint8_t, 9> bytes{};
    for (std::size_t i = 0; i < k_length; ++i) {
        const std::size_t digit = k_digits.find(text[i]);
        if (digit == std::string_view::npos) return std::nullopt;
        const std::size_t bit = i * 6;
        const unsigned shifted = static_cast<unsigned>(digit) << (10 - bit % 8);
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | (shifted >> 8U));
        bytes[bit / 8 + 1] = static_cast<std::uint8_t>(bytes[bit / 8 + 1] | (shifted & 0xFFU));
    }
    std::uint64_t bits = 0;
    for (std::size_t i = 8; i > 0; --i) bits = bits << 8U | bytes[i - 1];
    return std::bit_cast<double>(bits);
}

bool is_float(Type type) { return type == Type::float16 || type == Type::float32 || type == Type::float64; }

void settle_fill_value(Attribute& fill, Type type, std::string_view key, Reports& reports) {
    if (is_float(type)) {
        std::optional<double> number;
        if (const auto* texts = std::get_if<Texts>(&fill.values); texts != nullptr && texts->size() == 1) {
            number = named_number(texts->front());
            if (!number) number = number_of_base64(texts->front());
        } else if (const auto* integers = std::get_if<Integers>(&fill.values)) {
            if (integers->size() == 1) number = static_cast<double>(integers->front());
        } else if (const auto* doubles = std::get_if<Doubles>(&fill.values)) {
            if (doubles->size() == 1) number = doubles->front();
        }
        if (!number) {
            reports.warning("probe/bad-attribute", key, "the attribute _FillValue is no number of the array's type");
            return;
        }
        fill.type = type;
        fill.values = Doubles{type == Type::float64 ? *number : static_cast<double>(static_cast<float>(*number))};
        return;
    }
    const bool is_whole =
        std::holds_alternative<Integers>(fill.values) || std::holds_alternative<Naturals>(fill.values);
    if (type == Type::uint64 && std::holds_alternative<Integers>(fill.values)) {
        const Integers& values = std::get<Integers>(fill.values);
        if (values.size() == 1 && values.front() >= 0)
            fill.values = Naturals{static_cast<std::uint64_t>(values.front())};
    }
    if (is_whole && type != Type::string && type != Type::other) fill.type = type;
}

struct Unit {
    std::string_view symbol;
    std::string_view words;
    std::int64_t multiple;
};

constexpr std::array<Unit, 8> k_units{{{"W", "days", 7},
                                       {"D", "days", 1},
                                       {"h", "hours", 1},
                                       {"m", "minutes", 1},
                                       {"s", "seconds", 1},
                                       {"ms", "milliseconds", 1},
                                       {"us", "microseconds", 1},
                                       {"ns", "nanoseconds", 1}}};

/// numpy's unit with its multiple: "10us".
const Unit* split_unit(const DataType& type, std::int64_t& multiple) {
    if (type.kind != DataType::Kind::datetime && type.kind != DataType::Kind::timedelta) return nullptr;
    const std::string_view text = type.unit;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    multiple = 1;
    if (digits > 0 && std::from_chars(text.data(), text.data() + digits, multiple).ec != std::errc()) return nullptr;
    const auto unit = std::find_if(k_units.begin(), k_units.end(),
                                   [&](const Unit& known) { return known.symbol == text.substr(digits); });
    if (unit == k_units.end() || __builtin_mul_overflow(multiple, unit->multiple, &multiple)) return nullptr;
    return unit;
}

void add_text(std::vector<Attribute>& attributes, std::string_view name, std::string text) {
    attributes.push_back({std::string(name), Type::character, Texts{std::move(text)}});
}

void add_time_attributes(std::vector<Attribute>& attributes, const DataType& type) {
    if (find_attribute(attributes, "_FillValue") == nullptr)
        attributes.push_back({"_FillValue", Type::int64, Integers{std::numeric_limits<std::int64_t>::min()}});
    std::int64_t multiple = 0;
    const Unit* unit = split_unit(type, multiple);
    if (unit == nullptr || find_attribute(attributes, "units") != nullptr) return;
    if (type.kind == DataType::Kind::timedelta) return add_text(attributes, "units", std::string(unit->words));
    add_text(attributes, "units", fmt::format("{} since 1970-01-01", unit->words));
    if (find_attribute(attributes, "calendar") == nullptr) add_text(attributes, "calendar", "proleptic_gregorian");
}

}  // namespace

std::vector<Attribute> attributes_of(const json::Value& members, std::string_view key, Reports& reports) {
    std::vector<Attribute> attributes;
    if (members.IsNull()) return attributes;
    if (!members.IsObject()) {
        reports.warning(
            "probe/bad-metadata", key,
            fmt::format("found a {} as attributes, expected an object; they are left out", json::kind_name(members)));
        return attributes;
    }
    attributes.reserve(members.MemberCount());
    for (const auto& member : members.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (is_internal(name)) continue;
        Attribute& attribute = attributes.emplace_back();
        attribute.name = name;
        set_value(attribute, member.value);
    }
    return attributes;
}

void settle_array_attributes(std::vector<Attribute>& attributes, const ArrayMetadata& array, std::string_view key,
                             Reports& reports) {
    const auto fill = std::find_if(attributes.begin(), attributes.end(),
                                   [](const Attribute& attribute) { return attribute.name == "_FillValue"; });
    if (fill != attributes.end()) settle_fill_value(*fill, model_type(array.type), key, reports);
    if (array.type.kind == DataType::Kind::datetime || array.type.kind == DataType::Kind::timedelta)
        add_time_attributes(attributes, array.type);
}

std::int64_t multiple_of_unit(const DataType& type) {
    std::int64_t multiple = 0;
    return split_unit(type, multiple) == nullptr ? 0 : multiple;
}

}  // namespace cairn::zarr
