#include "builder/model/dataset.hpp"

#include <limits>
#include <type_traits>

namespace cairn {

const Attribute* find_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
    for (const Attribute& attribute : attributes) {
        if (attribute.name == name) return &attribute;
    }
    return nullptr;
}

std::string text_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr || attribute->type == Type::json) return {};
    const auto* texts = std::get_if<std::vector<std::string>>(&attribute->values);
    if (texts == nullptr || texts->size() != 1) return {};
    constexpr std::string_view k_space{" \t\r\n\0", 5};
    const std::string& text = texts->front();
    const std::size_t begin = text.find_first_not_of(k_space);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_space) - begin + 1);
}

const Dimension& dimension(const Dataset& dataset, DimensionId id) {
    return dataset.groups.at(id.group).dimensions.at(id.index);
}

std::uint64_t element_count(const Dataset& dataset, const Variable& variable) {
    std::uint64_t count = 1;
    bool overflows = false;
    for (const DimensionId id : variable.dimensions) {
        const std::uint64_t size = dimension(dataset, id).size;
        if (size == 0) return 0;  // however large the others are
        overflows |= __builtin_mul_overflow(count, size, &count);
    }
    return overflows ? std::numeric_limits<std::uint64_t>::max() : count;
}

std::size_t size_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::size_t {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return 0;
            } else {
                return held.size();
            }
        },
        values);
}

std::string_view name_of(Type type) {
    switch (type) {
        case Type::character:
            return "char";
        case Type::int8:
            return "int8";
        case Type::uint8:
            return "uint8";
        case Type::int16:
            return "int16";
        case Type::uint16:
            return "uint16";
        case Type::int32:
            return "int32";
        case Type::uint32:
            return "uint32";
        case Type::int64:
            return "int64";
        case Type::uint64:
            return "uint64";
        case Type::float32:
            return "float32";
        case Type::float64:
            return "float64";
        case Type::string:
            return "string";
        case Type::boolean:
            return "bool";
        case Type::float16:
            return "float16";
        case Type::complex64:
            return "complex64";
        case Type::complex128:
            return "complex128";
        case Type::json:
            return "json";
        case Type::other:
            return "other";
    }
    return "other";
}

}  // namespace cairn
