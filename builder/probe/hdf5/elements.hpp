// Stored elements as the model's values.
#pragma once

#include "builder/model/dataset.hpp"
#include "builder/probe/hdf5/datatype.hpp"
#include "builder/probe/hdf5/global_heap.hpp"

namespace cairn::hdf5 {

/// Numbers, widened to the model's three kinds. Throws Unsupported for numbers that are no C types.
Values numbers_of(const Datatype& type, std::span<const std::byte> elements, std::uint64_t count);

/// Texts up to their first NUL byte, of fixed or variable length. Throws Unsupported when they take more than
/// `most_bytes`: a few bytes of a file may refer to one large text many times.
std::vector<std::string> texts_of(const Datatype& type, Cursor elements, std::uint64_t count, GlobalHeap& heap,
                                  std::uint64_t most_bytes);

/// One integer of any width.
std::int64_t integer_of(const Datatype& type, std::span<const std::byte> element);

}  // namespace cairn::hdf5
