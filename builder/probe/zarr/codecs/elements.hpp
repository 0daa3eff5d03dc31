// Decoded elements of a chunk in C order, and where they go: transposed, or copied into a larger array.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

using Shape = std::vector<std::uint64_t>;

/// Elements of a fixed width as bytes, or texts of varying length.
struct Elements {
    Buffer bytes;
    std::vector<std::string> texts;
};

/// What one element is when nothing was written.
struct FillElement {
    std::vector<std::byte> bytes;  ///< of one element of a fixed width
    std::string text;              ///< of varying length
};

/// nullopt: more than 2^64 - 1.
std::optional<std::uint64_t> product_of(const Shape& shape);

/// How elements lie in memory.
struct Layout {
    std::size_t width = 1;   ///< bytes of an element; of texts not used
    bool are_texts = false;  ///< in Elements::texts
};

/// `count` elements that have the fill value, or zero bytes and empty texts when there is none.
Elements filled(const Layout& layout, std::uint64_t count, const FillElement* fill);

/// Elements of an array whose axis i is axis permutation[i] of `shape`, put back into the order of `shape`.
Elements transposed_back(const Layout& layout, Elements from, const Shape& shape,
                         const std::vector<std::size_t>& permutation);

/// shape[permutation[i]] at each i.
Shape permuted(const Shape& shape, const std::vector<std::size_t>& permutation);

/// Copies the first `extent` elements along each axis from `from` into `to`, there from `origin` on. All have the same
/// number of axes; what is copied lies within both. Texts are moved.
void copy_block(const Layout& layout, Elements& from, const Shape& from_shape, Elements& to, const Shape& to_shape,
                const Shape& origin, const Shape& extent);

/// Copies the `extent` elements along each axis from `origin` on in `from` into `to`, which has just these.
void copy_part(const Layout& layout, Elements& from, const Shape& from_shape, const Shape& origin, Elements& to,
               const Shape& extent);

}  // namespace cairn::zarr
