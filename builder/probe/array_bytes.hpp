// Values of the model as the bytes of a Zarr v2 array.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/model/chunk_manifest.hpp"

namespace cairn {

/// Numpy's name of a plain type, "<f4"; empty for text and types that are no numbers.
std::string dtype_of(Type type, char byte_order);

/// Numbers as elements of a dtype of integers or floats, which can hold them all. Precondition: `values` are numbers.
std::string bytes_of(const Values& values, std::string_view dtype);

/// One chunk of texts in the form of numcodecs' vlen-utf8: how many there are, then each behind its length.
std::string vlen_utf8(const std::vector<std::string>& texts);

/// The values of a coordinate that was read, where they are numbers of one dimension, or a few a row as bounds have them.
/// Empty: they are not, or `most_bytes` does not hold them.
std::string coordinate_bytes(const Variable& variable, const ArrayManifest& array, std::uint64_t most_bytes);

/// A digest of 128 bits (XXH3), as bytes: of values that are to be the same in many files.
std::string value_digest(std::string_view bytes);

/// What the decoded values take; saturates.
std::uint64_t decoded_bytes(const ArrayManifest& array);

/// Whether the values of a variable are read to be inlined, although they are no coordinate's.
bool is_small(const ArrayManifest& array);

/// Makes a variable one to which no reference can lead.
void refuse(ArrayManifest& array, std::string refusal);

constexpr std::uint64_t k_inlined_coordinate_bytes = 64 << 10;

}  // namespace cairn
