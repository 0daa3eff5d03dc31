// What the elements of a dataset or attribute are (specification IV.A.2.d).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/probe/hdf5/cursor.hpp"

namespace cairn::hdf5 {

enum class Class : std::uint8_t {
    integer,
    floating,
    time,
    string,
    bitfield,
    opaque,
    compound,
    reference,
    enumeration,
    variable_length,
    array
};

struct Datatype;

/// A member of a compound type, or of an enumeration, whose members have no types here.
struct TypeMember;

struct Datatype {
    Class kind = Class::integer;
    std::uint32_t size = 0;  ///< bytes of an element in the file
    bool is_big_endian = false;
    bool is_signed = false;
    bool is_plain = false;   ///< a number whose bits are those of a C type of its size (or of an IEEE half)
    bool is_string = false;  ///< of variable length: text, not a sequence
    bool is_vax = false;
    std::uint8_t padding = 0;        ///< of text: 0 ends at NUL, 1 padded with NUL, 2 padded with spaces
    std::uint8_t character_set = 0;  ///< of text: 0 ASCII, 1 UTF-8
    std::uint8_t reference_kind = 0;
    std::uint16_t precision = 0;       ///< bits
    std::string tag;                   ///< of an opaque type; the names and values of an enumeration
    std::vector<TypeMember> members;   ///< of a compound; the base of an array, enumeration or variable length, unnamed
    std::vector<std::uint64_t> shape;  ///< of an array

    bool is_variable_text() const { return kind == Class::variable_length && is_string; }
    bool is_fixed_text() const { return kind == Class::string; }
};

struct TypeMember {
    std::string name;
    Datatype type;
};

Datatype decode_datatype(Cursor& body);

/// The same for two types exactly when HDF5 takes them for the same in this machine's memory (after
/// H5Tget_native_type): byte order and the packing of compounds do not count.
std::string signature(const Datatype& type);

}  // namespace cairn::hdf5
