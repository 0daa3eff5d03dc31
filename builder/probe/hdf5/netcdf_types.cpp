#include "builder/probe/hdf5/netcdf_types.hpp"

namespace cairn::hdf5 {

namespace {

Type integer_type(const Datatype& type) {
    if (type.precision > 64) throw Unsupported{fmt::format("integers of {} bits", type.precision)};
    const int width = type.precision <= 8 ? 0 : type.precision <= 16 ? 1 : type.precision <= 32 ? 2 : 3;
    static constexpr Type k_signed[] = {Type::int8, Type::int16, Type::int32, Type::int64};
    static constexpr Type k_unsigned[] = {Type::uint8, Type::uint16, Type::uint32, Type::uint64};
    return type.is_signed ? k_signed[width] : k_unsigned[width];
}

}  // namespace

std::optional<Type> number_type(const Datatype& type) {
    if (type.kind == Class::integer) return integer_type(type);
    if (type.kind != Class::floating) return std::nullopt;
    if (type.is_vax) throw Unsupported{"numbers in the byte order of a VAX"};
    if (type.size > 8) throw Unsupported{fmt::format("floating-point numbers of {} bytes", type.size)};
    return type.size <= 4 ? Type::float32 : Type::float64;
}

bool is_user_class(const Datatype& type) {
    return type.kind == Class::compound || type.kind == Class::enumeration || type.kind == Class::opaque ||
           (type.kind == Class::variable_length && !type.is_string);
}

std::optional<Type> variable_type(const Datatype& type, const UserTypes& known) {
    if (type.kind == Class::time) throw Unsupported{"values of the class time"};
    if (const auto number = number_type(type)) return number;
    if (type.is_variable_text()) return Type::string;
    if (type.is_fixed_text()) return type.size > 1 ? Type::string : Type::character;
    if (is_user_class(type) && known.contains(type)) return Type::other;
    return std::nullopt;
}

bool UserTypes::contains(const Datatype& type) const {
    return !m_signatures.empty() && m_signatures.count(signature(type)) > 0;
}

// Also of classes, and made of types, that libnetcdf opens no file with: they are no obstacle to reading the rest.
void UserTypes::add(const Datatype& type) { m_signatures.insert(signature(type)); }

}  // namespace cairn::hdf5
