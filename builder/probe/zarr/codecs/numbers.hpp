// Single numbers of any of numpy's types, for filters that convert or compute. Chunks that pass here are small.
#pragma once

#include <cstdint>
#include <variant>

#include "base/codecs/half_float.hpp"
#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

/// int64: signed types and booleans; uint64: unsigned ones; double: all floats, exact.
using Number = std::variant<std::int64_t, std::uint64_t, double>;

std::uint16_t double_to_half(double value);  ///< rounded to the nearest, ties to even

/// Is it a type whose elements are single numbers: boolean, integer or float?
bool is_number(const DataType& type);

/// Precondition of all: is_number(type).
Number load_number(const DataType& type, const std::byte* from);
/// Converted as numpy's astype does; a float that no integer of the type can be becomes what the lowest bits of the
/// 64-bit integer are, and the least 64-bit integer where there is none.
void store_number(const DataType& type, Number number, std::byte* to);

/// A value rounded to the precision of a type of floats.
double rounded_to(const DataType& type, double value);

inline ByteOrder order_of(const DataType& type) { return type.big_endian ? ByteOrder::big : ByteOrder::little; }

}  // namespace cairn::zarr
