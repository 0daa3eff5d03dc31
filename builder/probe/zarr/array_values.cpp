#include "builder/probe/zarr/array_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/saturating.hpp"
#include "builder/probe/zarr/chunk_grid.hpp"
#include "builder/probe/zarr/chunk_names.hpp"
#include "builder/probe/zarr/codecs/chain.hpp"
#include "builder/probe/zarr/codecs/decode.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"
#include "builder/probe/zarr/element_values.hpp"
#include "builder/probe/zarr/fill_value.hpp"

namespace cairn::zarr {

namespace {

constexpr std::uint64_t k_most_chunks = 1'000'000;
constexpr std::uint64_t k_most_array_bytes = 1ULL << 32;  ///< far above what callers read
constexpr std::uint64_t k_work_factor = 16;  ///< how much more than the array and a chunk codecs may produce in all
constexpr std::size_t k_most_axes = 64;
constexpr std::size_t k_most_absent_named = 10;
constexpr Unsupported::Why k_limit = Unsupported::Why::limit;

/// What one element costs in memory.
std::uint64_t element_bytes(const Layout& layout) { return layout.are_texts ? sizeof(std::string) : layout.width; }

void check_shapes(const ArrayMetadata& array) {
    if (array.chunk_shape.size() != array.shape.size())
        throw Damage{fmt::format("found chunks of {} axes, expected {}", array.chunk_shape.size(), array.shape.size())};
    if (std::find(array.chunk_shape.begin(), array.chunk_shape.end(), 0) != array.chunk_shape.end())
        throw Damage{"found a chunk length of 0, expected at least 1"};
    if (array.shape.size() > k_most_axes)
        throw Unsupported{fmt::format("found {} axes, at most {} are read", array.shape.size(), k_most_axes), k_limit};
}

/// Bytes of an array of this shape, checked against a limit.
void check_bytes(const char* what, const Shape& shape, const Layout& layout, std::uint64_t most) {
    const auto count = product_of(shape);
    if (!count) throw Damage{fmt::format("found {} of more than 2^64 elements", what)};
    const std::uint64_t width = element_bytes(layout);
    if (*count > most / width)
        throw Unsupported{
            fmt::format("found {} of {} elements of {} bytes, at most {} bytes are read", what, *count, width, most),
            k_limit};
}

/// Reads the chunks of one array, one after the other.
class ArrayReader {
  public:
    ArrayReader(KeyStore& store, std::string_view path, const ArrayMetadata& array, std::uint64_t most_chunk_bytes)
        : m_store(store), m_path(path), m_array(array), m_layout(layout_of(array.type)) {
        m_fill = fill_element(array, m_why_no_fill);
        m_state.fill = m_fill ? &*m_fill : nullptr;
        m_state.most_decoded = most_chunk_bytes;
        m_state.texts_left = most_chunk_bytes;
        m_state.inner_chunks_left = k_most_chunks;
        const std::uint64_t array_bytes =
            saturating_multiply(product_of(array.shape).value_or(0), element_bytes(m_layout));
        m_state.work_left = saturating_multiply(k_work_factor, saturating_add(most_chunk_bytes, array_bytes));
    }

    void read(ArrayValues& result) {
        const std::uint64_t count = product_of(m_array.shape).value_or(0);
        check_fill(std::max(count, product_of(m_array.chunk_shape).value_or(0)));
        Elements all = count == 0 ? Elements() : read_elements(count, result);
        result.absent_elements += m_state.absent_elements;
        check_absent(result);
        bool was_mended = false;
        result.values = values_of(m_array.type, std::move(all), count, was_mended);
        if (was_mended) result.remark = "texts with bytes that are no characters; these were replaced";
    }

    void read_blocks(std::uint64_t most_elements, const BlockTaker& take, ArrayValues& result) {
        check_fill(product_of(m_array.chunk_shape).value_or(0));
        for_each_chunk([&](const ChunkPlace& place, std::optional<Elements> chunk) {
            if (!chunk) add_absent(place.key, place.extent, result);
            check_absent(result);
            cut(place, chunk ? &*chunk : nullptr, most_elements, take);
        });
        result.absent_elements += m_state.absent_elements;
        check_absent(result);
    }

  private:
    struct ChunkPlace {
        std::string key;
        Shape origin;
        Shape extent;
        Shape stored_shape;
    };

    /// One long text in the metadata must not be stored a million times.
    void check_fill(std::uint64_t count) const {
        const std::uint64_t size = m_fill ? m_fill->text.size() : 0;
        if (size != 0 && count > m_state.texts_left / size)
            throw Unsupported{fmt::format("found a fill value of {} bytes for {} elements, at most {} bytes are read",
                                          size, count, m_state.texts_left),
                              k_limit};
    }

    Elements read_elements(std::uint64_t count, ArrayValues& result) {
        const bool is_one_chunk = m_array.shape == m_array.chunk_shape;
        if (is_one_chunk) {
            const std::string key = chunk_key(m_path, m_array.keys, Shape(m_array.shape.size(), 0));
            if (auto chunk = read_chunk(key, m_array.shape, m_array.shape)) return *std::move(chunk);
            add_absent(key, m_array.shape, result);
        }
        Elements all = filled(m_layout, count, m_state.fill);
        if (!is_one_chunk) read_chunks(all, result);
        return all;
    }

    static void add_absent(const std::string& key, const Shape& extent, ArrayValues& result) {
        result.absent_elements += product_of(extent).value_or(0);
        if (result.absent_chunks.size() < k_most_absent_named) result.absent_chunks.push_back(key);
    }

    void read_chunks(Elements& all, ArrayValues& result) {
        for_each_chunk([&](const ChunkPlace& place, std::optional<Elements> chunk) {
            if (chunk) {
                copy_block(m_layout, *chunk, place.stored_shape, all, m_array.shape, place.origin, place.extent);
            } else {
                add_absent(place.key, place.extent, result);
            }
        });
    }

    /// Blocks of the part of a chunk that lies within the array; of a chunk that is not there they have the fill value.
    void cut(const ChunkPlace& place, Elements* chunk, std::uint64_t most_elements, const BlockTaker& take) {
        const Shape piece = piece_of(place.extent, most_elements);
        Shape at(piece.size(), 0);
        do {
            Block block{at, piece, {}};
            for (std::size_t axis = 0; axis < at.size(); ++axis) {
                block.extent[axis] = std::min(piece[axis], place.extent[axis] - at[axis]);
                block.origin[axis] += place.origin[axis];
            }
            const std::uint64_t count = product_of(block.extent).value_or(0);
            Elements part = filled(m_layout, count, m_state.fill);
            if (chunk != nullptr) copy_part(m_layout, *chunk, place.stored_shape, at, part, block.extent);
            bool was_mended = false;
            block.values = values_of(m_array.type, std::move(part), count, was_mended);
            take(block);
        } while (next_piece(at, piece, place.extent));
    }

    /// As many elements as `most` allows, whole along the last axes.
    static Shape piece_of(Shape extent, std::uint64_t most) {
        std::uint64_t behind = 1;
        for (std::size_t axis = extent.size(); axis > 0; --axis) {
            extent[axis - 1] = std::min(extent[axis - 1], std::max<std::uint64_t>(1, most / behind));
            behind *= extent[axis - 1];
        }
        return extent;
    }

    static bool next_piece(Shape& at, const Shape& piece, const Shape& extent) {
        for (std::size_t axis = at.size(); axis > 0; --axis) {
            at[axis - 1] += piece[axis - 1];
            if (at[axis - 1] < extent[axis - 1]) return true;
            at[axis - 1] = 0;
        }
        return false;
    }

    template <class Take>
    void for_each_chunk(const Take& take) {
        const ChunkGrid grid(m_array);
        const std::uint64_t chunks = product_of(grid.counts()).value_or(k_most_chunks + 1);
        if (chunks > k_most_chunks)
            throw Unsupported{fmt::format("found more than {} chunks, so many are not read", k_most_chunks), k_limit};
        const ChunkNames names(m_store, m_path, m_array.keys, chunks);
        for (std::uint64_t number = 0; number < chunks; ++number) {
            if (number % k_chunks_ahead == 0) expect_chunks(grid, number, std::min(number + k_chunks_ahead, chunks));
            const Shape index = grid.index_of(number);
            const ChunkPlace place{chunk_key(m_path, m_array.keys, index), grid.origin_of(index), grid.extent_of(index),
                                   grid.stored_shape_of(index)};
            take(place, names.may_have(index) ? read_chunk(place.key, place.stored_shape, place.extent) : std::nullopt);
        }
    }

    static constexpr std::uint64_t k_chunks_ahead = 32;

    void expect_chunks(const ChunkGrid& grid, std::uint64_t begin, std::uint64_t end) {
        if (m_store.distance() != Distance::network) return;
        std::vector<std::string> keys;
        for (std::uint64_t number = begin; number < end; ++number)
            keys.push_back(chunk_key(m_path, m_array.keys, grid.index_of(number)));
        m_store.expect(keys);
    }

    void check_absent(const ArrayValues& result) const {
        if (result.absent_elements == 0 || m_fill) return;
        const std::string first = result.absent_chunks.empty()
                                      ? std::string("an inner chunk")
                                      : fmt::format("chunk '{}'", result.absent_chunks.front());
        throw Unsupported{fmt::format("{} is not there, and {}", first,
                                      m_why_no_fill.empty() ? "the array has no fill value" : m_why_no_fill),
                          Unsupported::Why::other};
    }

    /// nullopt: the chunk is not there. What is thrown says its key.
    std::optional<Elements> read_chunk(const std::string& key, const Shape& stored_shape, const Shape& extent) {
        try {
            return decode(key, stored_shape, extent);
        } catch (const Damage& damage) {
            throw Damage{fmt::format("chunk '{}': {}", key, damage.what)};
        } catch (const Unsupported& unsupported) {
            throw Unsupported{fmt::format("chunk '{}': {}", key, unsupported.what), unsupported.why};
        } catch (const Unreadable& unreadable) {
            throw Unreadable{fmt::format("chunk '{}': {}", key, unreadable.what), unreadable.damaged,
                             unreadable.out_of_reach};
        }
    }

    /// Chunks that are not there need no codec: only the first that is there asks whether all codecs are known.
    std::optional<Elements> decode(const std::string& key, const Shape& stored_shape, const Shape& extent) {
        if (!m_chain || m_chain->shape != stored_shape) {
            const auto size = checked(m_store.size_of(key));
            if (!size) return std::nullopt;
            m_chain = make_chain(m_array, stored_shape);
        }
        if (m_chain->can_be_read_in_parts()) {
            const auto size = checked(m_store.size_of(key));
            if (!size) return std::nullopt;
            KeySource source(m_store, key, *size);
            return decode_shard(*m_chain, source, extent, m_state);
        }
        const auto stored = checked(m_store.get(key, most_encoded(*m_chain, m_state.most_decoded)));
        if (!stored) return std::nullopt;
        return decode_chunk(*m_chain, *stored, extent, m_state);
    }

    template <class T>
    static T checked(Outcome<T> outcome) {
        if (!outcome) throw unreadable_because(outcome.problem());
        return *std::move(outcome);
    }

    KeyStore& m_store;
    std::string_view m_path;
    const ArrayMetadata& m_array;
    Layout m_layout;
    std::optional<FillElement> m_fill;
    std::string m_why_no_fill;
    DecodeState m_state;
    std::optional<Chain> m_chain;  ///< for chunks of the shape of the last
};

ArrayValues::Refused refused_as(Unsupported::Why why) {
    if (why == Unsupported::Why::unknown_codec) return ArrayValues::Refused::unknown_codec;
    return why == k_limit ? ArrayValues::Refused::limit : ArrayValues::Refused::nothing;
}

void check(const ArrayMetadata& array, std::uint64_t most_array_bytes, std::uint64_t most_chunk_bytes) {
    const std::string why_not = why_no_values(array.type);
    if (!why_not.empty()) throw Unsupported{why_not, Unsupported::Why::other};
    check_shapes(array);
    const Layout layout = layout_of(array.type);
    check_bytes("an array", array.shape, layout, most_array_bytes);
    check_bytes("chunks", array.chunk_shape, layout, most_chunk_bytes);
}

/// What `read` throws stands in the result.
template <class Read>
ArrayValues guarded_values(const Read& read) {
    ArrayValues result;
    try {
        read(result);
    } catch (const Damage& damage) {
        result.missing_because = damage.what;
        result.damaged = true;
    } catch (const Unsupported& unsupported) {
        result.missing_because = unsupported.what;
        result.refused = refused_as(unsupported.why);
    } catch (const Unreadable& unreadable) {
        result.missing_because = unreadable.what;
        result.damaged = unreadable.damaged;
        result.unreadable = !unreadable.damaged && !unreadable.out_of_reach;
    }
    return result;
}

}  // namespace

ArrayValues read_values(KeyStore& store, std::string_view path, const ArrayMetadata& array,
                        std::uint64_t largest_chunk_bytes) {
    return guarded_values([&](ArrayValues& result) {
        check(array, k_most_array_bytes, largest_chunk_bytes);
        ArrayReader(store, path, array, largest_chunk_bytes).read(result);
    });
}

ArrayValues read_blocks(KeyStore& store, std::string_view path, const ArrayMetadata& array,
                        std::uint64_t largest_chunk_bytes, std::uint64_t most_elements, const BlockTaker& take) {
    return guarded_values([&](ArrayValues& result) {
        check(array, UINT64_MAX, largest_chunk_bytes);
        if (product_of(array.shape) != 0)
            ArrayReader(store, path, array, largest_chunk_bytes).read_blocks(most_elements, take, result);
    });
}

std::vector<std::string> unknown_codecs(const ArrayMetadata& array) { return refused_codecs(array); }

}  // namespace cairn::zarr
