// All codecs of an array, read from the metadata and bound to the shape of its chunks.
//
// Both versions become one form. Writing a chunk goes from the top to the bottom, reading from the bottom to the top:
//     array steps   transposition (v2's order F is one), filters between arrays (v3)
//     serializer    elements as bytes; texts with their lengths; labels as numbers; inner chunks with an index (shards)
//     byte steps    v2's filters and compressor, v3's codecs of bytes
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/codecs/elements.hpp"
#include "builder/probe/zarr/codecs/step.hpp"

namespace cairn::zarr {

struct Shards;

/// One of both: a permutation of the axes, or a filter.
struct ArrayStep {
    std::vector<std::size_t> permutation;
    std::optional<Step> filter;
    Shape shape;    ///< of what decoding this step gives
    Layout layout;  ///< likewise
};

struct Labels {
    std::vector<std::string> texts;  ///< of the numbers from 1 on; every other number is the empty text
    DataType numbers;
};

struct Chain {
    enum class Serializer { bytes, texts, labels, shards };

    DataType type;  ///< of the decoded elements
    Shape shape;    ///< of a decoded chunk
    Layout layout;  ///< of its elements
    std::vector<ArrayStep> array_steps;
    Serializer serializer = Serializer::bytes;
    Shape stored_shape;  ///< after the array steps
    std::size_t stored_width = 1;
    std::size_t swapped_unit = 0;  ///< of so many bytes each the order is reversed; 0: none is
    Labels labels;
    std::shared_ptr<const Shards> shards;
    std::vector<Step> byte_steps;

    /// An encoded chunk need not be read as a whole.
    bool can_be_read_in_parts() const { return serializer == Serializer::shards && byte_steps.empty(); }
};

struct Shards {
    Shape inner_shape;
    Shape grid;  ///< how many inner chunks along each axis
    Chain inner;
    Chain index;  ///< of 64-bit pairs (offset, size), one for each inner chunk
    bool index_at_end = true;
};

/// Layout of the elements of a type.
Layout layout_of(const DataType& type);

/// For chunks of this shape. Throws Unsupported for codecs that this version does not know, and Damage for what makes
/// no sense.
Chain make_chain(const ArrayMetadata& array, const Shape& chunk_shape);

/// Names of the codecs that make_chain would refuse, each once.
std::vector<std::string> refused_codecs(const ArrayMetadata& array);

/// How many bytes at most encode a chunk. `most_decoded`: of what has no fixed size.
std::uint64_t most_encoded(const Chain& chain, std::uint64_t most_decoded);

/// How many bytes the data may have after the serializer and after each of the byte steps, in the order of writing.
std::vector<std::uint64_t> most_after_steps(const Chain& chain, std::uint64_t most_decoded);

}  // namespace cairn::zarr
