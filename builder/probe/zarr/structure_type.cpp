#include "builder/probe/zarr/structure_type.hpp"

#include <fmt/format.h>

#include <limits>

#include "base/json/write.hpp"
#include "builder/probe/zarr/data_type.hpp"

namespace cairn::zarr {

namespace {

constexpr unsigned k_most_nested = 16;

using Size = std::optional<std::uint64_t>;

Size size_of_fields(const json::Value& type, ZarrVersion version, unsigned depth);

const json::Value* fields_of(const json::Value& type, ZarrVersion version) {
    if (version == ZarrVersion::v2) return type.IsArray() ? &type : nullptr;
    const json::Value* configuration = json::find(type, "configuration");
    const json::Value* fields = configuration == nullptr ? nullptr : json::find(*configuration, "fields");
    return fields != nullptr && fields->IsArray() ? fields : nullptr;
}

bool is_structure(const json::Value& type, ZarrVersion version) {
    return version == ZarrVersion::v2 ? type.IsArray() : is_structure_name(json::member_text(type, "name"));
}

Size size_of_type(const json::Value& type, ZarrVersion version, unsigned depth) {
    if (is_structure(type, version)) return size_of_fields(type, version, depth + 1);
    std::string why_not;
    const auto parsed = version == ZarrVersion::v2 ? parse_v2_type(type, why_not) : parse_v3_type(type, why_not);
    if (!parsed) return std::nullopt;
    return parsed->item_bytes;
}

/// How many elements a field has: the product of its shape.
Size count_of(const json::Value& field) {
    if (!field.IsArray() || field.Size() < 3) return 1;
    if (field[2].IsUint()) return field[2].GetUint();
    if (!field[2].IsArray()) return std::nullopt;
    std::uint64_t count = 1;
    for (const json::Value& length : field[2].GetArray()) {
        if (!length.IsUint()) return std::nullopt;
        count *= length.GetUint();
        if (count > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    }
    return count;
}

/// [name, type, ...] or {"name": ..., "data_type": ...}.
const json::Value* type_of_field(const json::Value& field) {
    if (field.IsArray()) return field.Size() >= 2 && field.Size() <= 3 ? &field[1] : nullptr;
    return json::find(field, "data_type");
}

Size size_of_fields(const json::Value& type, ZarrVersion version, unsigned depth) {
    const json::Value* fields = fields_of(type, version);
    if (fields == nullptr || fields->Empty() || depth > k_most_nested) return std::nullopt;
    std::uint64_t total = 0;
    for (const json::Value& field : fields->GetArray()) {
        const json::Value* of_field = type_of_field(field);
        const Size one = of_field == nullptr ? std::nullopt : size_of_type(*of_field, version, depth);
        const Size count = count_of(field);
        if (!one || !count) return std::nullopt;
        total += *one * *count;  // both below 2^32
        if (total > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    }
    return total;
}

}  // namespace

bool is_structure_name(std::string_view name) {
    return name == "structured" || name == "struct" || name == "structured_dtype";
}

std::optional<DataType> structure_type(const json::Value& type, ZarrVersion version, std::string& why_not) {
    const Size size = size_of_fields(type, version, 0);
    if (!size) {
        why_not = "found a structured data type whose fields cannot be understood, expected a list of names and types";
        return std::nullopt;
    }
    DataType result;
    result.kind = DataType::Kind::structure;
    result.item_bytes = static_cast<std::uint32_t>(*size);
    result.name = json::write(type);
    return result;
}

}  // namespace cairn::zarr
