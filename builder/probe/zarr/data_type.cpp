#include "builder/probe/zarr/data_type.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>

#include "base/json/write.hpp"
#include "builder/probe/zarr/structure_type.hpp"
#include "builder/probe/zarr/time_unit.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

constexpr std::uint32_t k_most_characters = 1U << 28;  ///< of a fixed text: four bytes each fit 32 bits

struct NamedType {
    std::string_view name;
    Kind kind;
    std::uint32_t item_bytes;
};

constexpr std::array k_named_types{
    NamedType{"bool", Kind::boolean, 1},
    NamedType{"int8", Kind::signed_integer, 1},
    NamedType{"int16", Kind::signed_integer, 2},
    NamedType{"int32", Kind::signed_integer, 4},
    NamedType{"int64", Kind::signed_integer, 8},
    NamedType{"uint8", Kind::unsigned_integer, 1},
    NamedType{"uint16", Kind::unsigned_integer, 2},
    NamedType{"uint32", Kind::unsigned_integer, 4},
    NamedType{"uint64", Kind::unsigned_integer, 8},
    NamedType{"float16", Kind::floating, 2},
    NamedType{"float32", Kind::floating, 4},
    NamedType{"float64", Kind::floating, 8},
    NamedType{"complex64", Kind::complex, 8},
    NamedType{"complex_float32", Kind::complex, 8},
    NamedType{"complex128", Kind::complex, 16},
    NamedType{"complex_float64", Kind::complex, 16},
    NamedType{"string", Kind::variable_text, 0},
    NamedType{"variable_length_utf8", Kind::variable_text, 0},
    NamedType{"bytes", Kind::opaque, 0},
    NamedType{"variable_length_bytes", Kind::opaque, 0},
};

std::optional<std::uint32_t> number_of(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

DataType opaque(std::string_view name, std::uint32_t item_bytes = 0) {
    DataType type;
    type.item_bytes = item_bytes;
    type.name = name;
    return type;
}

DataType unknown(std::string_view name, std::string& why_not) {
    why_not = fmt::format("data type '{}' is not known", name);
    return opaque(name);
}

std::nullopt_t no_type(std::string_view found, std::string& why_not) {
    why_not = fmt::format("found {}, expected a data type", found);
    return std::nullopt;
}

/// Which sizes in bytes a number of this kind may have here.
bool is_known_size(Kind kind, std::uint32_t bytes) {
    switch (kind) {
        case Kind::boolean:
            return bytes == 1;
        case Kind::floating:
            return bytes == 2 || bytes == 4 || bytes == 8;
        case Kind::complex:
            return bytes == 8 || bytes == 16;
        default:
            return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    }
}

std::optional<Kind> number_kind(char letter) {
    switch (letter) {
        case 'b':
            return Kind::boolean;
        case 'i':
            return Kind::signed_integer;
        case 'u':
            return Kind::unsigned_integer;
        case 'f':
            return Kind::floating;
        case 'c':
            return Kind::complex;
        default:
            return std::nullopt;
    }
}

/// `unit` as numpy has it between the brackets: "ns", "10us"; empty: generic.
void set_time_unit(DataType& type, std::string_view unit) {
    const TimeUnit parsed = parse_time_unit(unit);
    type.unit = parsed.name;
    type.unit_ns = parsed.nanoseconds;
}

/// "8[ns]", "8"; the letter and the byte order are already known.
DataType time_type(DataType type, std::string_view rest, std::string& why_not) {
    if (rest.empty() || rest.front() != '8') return unknown(type.name, why_not);
    rest.remove_prefix(1);
    type.item_bytes = 8;
    if (rest.empty()) return type;
    if (rest.size() < 2 || rest.front() != '[' || rest.back() != ']') return unknown(type.name, why_not);
    const std::string_view unit = rest.substr(1, rest.size() - 2);
    set_time_unit(type, unit);
    if (type.unit.empty() && unit != "generic") return unknown(type.name, why_not);
    return type;
}

DataType text_type(DataType type, char letter, std::optional<std::uint32_t> count, std::string& why_not) {
    if (!count || *count == 0 || *count > k_most_characters) return unknown(type.name, why_not);
    type.kind = letter == 'S' || letter == 'a' ? Kind::bytes : letter == 'U' ? Kind::text : Kind::opaque;
    type.item_bytes = letter == 'U' ? *count * 4 : *count;
    return type;
}

/// `text` without its byte order.
DataType numpy_type(std::string_view name, std::string_view text, bool big_endian, std::string& why_not) {
    DataType type = opaque(name);
    if (text.empty()) return unknown(name, why_not);
    const char letter = text.front();
    text.remove_prefix(1);
    const auto count = number_of(text);
    type.big_endian = big_endian;
    if (const auto kind = number_kind(letter)) {
        if (!count || !is_known_size(*kind, *count)) return unknown(name, why_not);
        type.kind = *kind;
        type.item_bytes = *count;
        return type;
    }
    switch (letter) {
        case 'M':
        case 'm':
            type.kind = letter == 'M' ? Kind::datetime : Kind::timedelta;
            return time_type(std::move(type), text, why_not);
        case 'S':
        case 'a':
        case 'U':
        case 'V':
            return text_type(std::move(type), letter, count, why_not);
        case 'O':
            type.kind = Kind::variable_text;
            return type;
        default:
            return unknown(name, why_not);
    }
}

DataType numpy_type(std::string_view name, std::string& why_not) {
    const bool has_order = !name.empty() && std::string_view("<>|=").find(name.front()) != std::string_view::npos;
    return numpy_type(name, has_order ? name.substr(1) : name, has_order && name.front() == '>', why_not);
}

/// "r16": 16 raw bits.
std::optional<DataType> raw_bits(std::string_view name) {
    if (name.size() < 2 || name.front() != 'r') return std::nullopt;
    const auto bits = number_of(name.substr(1));
    if (!bits || *bits == 0 || *bits % 8 != 0) return std::nullopt;
    return opaque(name, *bits / 8);
}

DataType named_type(std::string_view name, std::string& why_not) {
    for (const NamedType& known : k_named_types) {
        if (known.name != name) continue;
        DataType type = opaque(name, known.item_bytes);
        type.kind = known.kind;
        return type;
    }
    if (auto raw = raw_bits(name)) return *std::move(raw);
    return unknown(name, why_not);
}

DataType sized_type(Kind kind, std::string_view name, const json::Value& configuration, std::string& why_not) {
    const json::Value* length = json::find(configuration, "length_bytes");
    const std::uint32_t unit = kind == Kind::text ? 4 : 1;
    if (length == nullptr || !length->IsUint() || length->GetUint() == 0 || length->GetUint() % unit != 0) {
        why_not = fmt::format("data type '{}' has no usable length_bytes", name);
        return opaque(name);
    }
    DataType type = opaque(name, length->GetUint());
    type.kind = kind;
    return type;
}

DataType v3_time_type(Kind kind, std::string_view name, const json::Value& configuration) {
    DataType type = opaque(name, 8);
    type.kind = kind;
    const json::Value* scale = json::find(configuration, "scale_factor");
    std::string unit(json::member_text(configuration, "unit"));
    if (unit == "\u03bcs" || unit == "\u00b5s") unit = "us";
    if (scale != nullptr && scale->IsUint() && scale->GetUint() > 1) unit = std::to_string(scale->GetUint()) + unit;
    set_time_unit(type, unit);
    return type;
}

DataType extension_type(const json::Value& object, std::string_view name, std::string& why_not) {
    static const json::Value k_empty = json::object();
    const json::Value* found = json::find(object, "configuration");
    const json::Value& configuration = found == nullptr ? k_empty : *found;
    if (name == "fixed_length_utf32") return sized_type(Kind::text, name, configuration, why_not);
    if (name == "null_terminated_bytes") return sized_type(Kind::bytes, name, configuration, why_not);
    if (name == "raw_bytes") return sized_type(Kind::opaque, name, configuration, why_not);
    if (name == "numpy.datetime64") return v3_time_type(Kind::datetime, name, configuration);
    if (name == "numpy.timedelta64") return v3_time_type(Kind::timedelta, name, configuration);
    return named_type(name, why_not);
}

Type by_size(std::uint32_t bytes, Type one, Type two, Type four, Type eight) {
    return bytes == 1 ? one : bytes == 2 ? two : bytes == 4 ? four : eight;
}

}  // namespace

std::optional<DataType> parse_v2_type(const json::Value& dtype, std::string& why_not) {
    if (dtype.IsArray()) return structure_type(dtype, ZarrVersion::v2, why_not);
    if (!dtype.IsString()) return no_type(json::kind_name(dtype), why_not);
    return numpy_type(json::view(dtype), why_not);
}

std::optional<DataType> parse_v3_type(const json::Value& data_type, std::string& why_not) {
    if (data_type.IsString()) return named_type(json::view(data_type), why_not);
    const json::Value* name = json::find(data_type, "name");
    if (name == nullptr || !name->IsString()) return no_type(json::kind_name(data_type), why_not);
    if (is_structure_name(json::view(*name))) return structure_type(data_type, ZarrVersion::v3, why_not);
    return extension_type(data_type, json::view(*name), why_not);
}

std::optional<DataType> parse_codec_type(std::string_view text, std::string& why_not) {
    std::string not_numpy;
    DataType type = numpy_type(text, not_numpy);
    if (!not_numpy.empty()) type = named_type(text, why_not);
    if (!why_not.empty()) return std::nullopt;
    return type;
}

void settle_objects(DataType& type, const json::Value& filters) {
    if (type.kind != Kind::variable_text) return;
    const json::Value* first = filters.IsArray() && !filters.Empty() ? &filters[0] : nullptr;
    const std::string_view id = first == nullptr ? std::string_view() : json::member_text(*first, "id");
    if (id != "vlen-utf8" && id != "categorize") type.kind = Kind::opaque;
}

Type model_type(const DataType& type) {
    switch (type.kind) {
        case Kind::boolean:
            return Type::boolean;
        case Kind::signed_integer:
            return by_size(type.item_bytes, Type::int8, Type::int16, Type::int32, Type::int64);
        case Kind::unsigned_integer:
            return by_size(type.item_bytes, Type::uint8, Type::uint16, Type::uint32, Type::uint64);
        case Kind::floating:
            return by_size(type.item_bytes, Type::other, Type::float16, Type::float32, Type::float64);
        case Kind::complex:
            return type.item_bytes == 8 ? Type::complex64 : Type::complex128;
        case Kind::bytes:
        case Kind::text:
        case Kind::variable_text:
            return Type::string;
        case Kind::datetime:
        case Kind::timedelta:
            return Type::int64;
        case Kind::structure:
        case Kind::opaque:
            break;
    }
    return Type::other;
}

}  // namespace cairn::zarr
