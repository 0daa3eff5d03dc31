#include "builder/cf/signedness.hpp"

#include <array>
#include <cmath>
#include <string>

#include "builder/cf/words.hpp"

namespace cairn {

namespace {

struct IntegerTypes {
    Type with_sign;
    Type without;
    int bits;
};

constexpr std::array<IntegerTypes, 4> k_integers{{{Type::int8, Type::uint8, 8},
                                                  {Type::int16, Type::uint16, 16},
                                                  {Type::int32, Type::uint32, 32},
                                                  {Type::int64, Type::uint64, 64}}};

/// "true" or "false"; JSON of a Zarr store may have a boolean.
std::string stated(const Variable& variable) {
    const Attribute* attribute = find_attribute(variable.attributes, "_Unsigned");
    if (attribute != nullptr && attribute->type == Type::boolean) {
        const auto* numbers = std::get_if<std::vector<std::int64_t>>(&attribute->values);
        return numbers != nullptr && numbers->size() == 1 && numbers->front() != 0 ? "true" : "false";
    }
    return to_lower(text_attribute(variable.attributes, "_Unsigned"));
}

/// The row of a type that `_Unsigned` contradicts, or nullptr.
const IntegerTypes* contradicted(const Variable& variable) {
    for (const IntegerTypes& integers : k_integers) {
        if (variable.type != integers.with_sign && variable.type != integers.without) continue;
        const std::string text = stated(variable);
        const bool says_unsigned = text == "true" && variable.type == integers.with_sign;
        const bool says_signed = text == "false" && variable.type == integers.without;
        return says_unsigned || says_signed ? &integers : nullptr;
    }
    return nullptr;
}

}  // namespace

Signedness::Signedness(const Variable& variable) {
    const IntegerTypes* integers = contradicted(variable);
    if (integers == nullptr) return;
    m_modulus = std::ldexp(1.0, integers->bits);
    m_is_unsigned = variable.type == integers->with_sign;
}

Type meant_type(const Variable& variable) {
    const IntegerTypes* integers = contradicted(variable);
    if (integers == nullptr) return variable.type;
    return variable.type == integers->with_sign ? integers->without : integers->with_sign;
}

}  // namespace cairn
