// Values of netCDF classic files, big-endian as stored, as the model holds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "builder/model/dataset.hpp"

namespace cairn {

/// Room for `count` numbers of a type, which is none of text or Type::other.
Values make_numbers(Type type, std::size_t count);

/// Turns stored numbers into those of `values`, which make_numbers made for the same type, from the one at `first` on.
/// `bytes` holds whole numbers, no more than there is room for.
void decode_numbers(Type type, std::span<const std::byte> bytes, std::size_t first, Values& values);

}  // namespace cairn
