#include "builder/probe/zarr/codecs/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

constexpr std::uint64_t k_absent = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t k_work_an_inner_chunk = 64;  ///< to see that it is not needed costs as much as so many bytes
constexpr std::uint64_t k_one_read = 64 << 10;       ///< bytes that cost no more than two reads of less

struct Place {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

class Shard {
  public:
    Shard(const Chain& chain, ByteSource& source, DecodeState& state)
        : m_shards(*chain.shards), m_source(source), m_state(state), m_index(read_index()) {}

    /// nullopt: the inner chunk is not there.
    std::optional<Place> place(std::uint64_t number) const {
        const std::byte* entry = m_index.bytes().data() + number * 16;
        const Place found{load_bits<std::uint64_t>(entry, ByteOrder::little),
                          load_bits<std::uint64_t>(entry + 8, ByteOrder::little)};
        if (found.offset == k_absent && found.size == k_absent) return std::nullopt;
        if (found.offset > m_source.size() || found.size > m_source.size() - found.offset)
            throw Damage{
                fmt::format("inner chunk {}: found {} bytes at offset {}, expected them within the shard of {} "
                            "bytes",
                            number, found.size, found.offset, m_source.size())};
        return found;
    }

    Elements decode(std::uint64_t number, Place place, const Shape& extent) const {
        try {
            return decode_inner(place, extent);
        } catch (const Damage& damage) {
            throw Damage{fmt::format("inner chunk {}: {}", number, damage.what)};
        }
    }

  private:
    Elements decode_inner(Place place, const Shape& extent) const {
        const Chain& inner = m_shards.inner;
        if (inner.can_be_read_in_parts()) {
            PartSource part(m_source, place.offset, place.size);
            return decode_shard(inner, part, extent, m_state);
        }
        const std::uint64_t most = most_encoded(inner, m_state.most_decoded);
        if (place.size > most) throw Damage{fmt::format("found {} bytes, expected at most {}", place.size, most)};
        return decode_chunk(inner, m_source.read(place.offset, place.size), extent, m_state);
    }

    Buffer read_index() const {
        const std::uint64_t size = most_encoded(m_shards.index, m_state.most_decoded);
        if (m_source.size() < size)
            throw Damage{
                fmt::format("found a shard of {} bytes, expected at least the {} of its index", m_source.size(), size)};
        const std::uint64_t offset = m_shards.index_at_end ? m_source.size() - size : 0;
        try {
            return decode_chunk(m_shards.index, m_source.read(offset, size), m_shards.index.shape, m_state).bytes;
        } catch (const Damage& damage) {
            throw Damage{fmt::format("index of the shard: {}", damage.what)};
        }
    }

    const Shards& m_shards;
    ByteSource& m_source;
    DecodeState& m_state;
    Buffer m_index;
};

/// What of the block of `lengths` from `origin` on lies below `extent`.
Shape clipped(const Shape& origin, const Shape& lengths, const Shape& extent) {
    Shape result(origin.size());
    for (std::size_t axis = 0; axis < origin.size(); ++axis)
        result[axis] = origin[axis] < extent[axis] ? std::min(lengths[axis], extent[axis] - origin[axis]) : 0;
    return result;
}

Shape origin_of(std::uint64_t number, const Shape& grid, const Shape& lengths) {
    Shape origin(grid.size());
    for (std::size_t axis = grid.size(); axis > 0; --axis) {
        origin[axis - 1] = number % grid[axis - 1] * lengths[axis - 1];
        number /= grid[axis - 1];
    }
    return origin;
}

void charge_inner_chunk(DecodeState& state) {
    if (state.inner_chunks_left == 0)
        throw Unsupported{"found more inner chunks than are read", Unsupported::Why::limit};
    --state.inner_chunks_left;
}

Elements read_inner_chunks(const Chain& chain, ByteSource& source, const Shape& extent, DecodeState& state) {
    const Shards& shards = *chain.shards;
    const Shard shard(chain, source, state);
    const std::uint64_t elements = product_of(chain.stored_shape).value_or(0);
    const std::uint64_t count = product_of(shards.grid).value_or(0);
    charge_work(state, elements * chain.layout.width + count * k_work_an_inner_chunk);
    Elements all = filled(chain.layout, elements, state.fill);
    for (std::uint64_t number = 0; number < count; ++number) {
        const Shape origin = origin_of(number, shards.grid, shards.inner_shape);
        const Shape needed = clipped(origin, shards.inner_shape, extent);
        const std::uint64_t needed_elements = product_of(needed).value_or(0);
        if (needed_elements == 0) continue;
        charge_inner_chunk(state);
        const auto place = shard.place(number);
        if (!place) {
            state.absent_elements += needed_elements;
            continue;
        }
        Elements inner = shard.decode(number, *place, needed);
        copy_block(chain.layout, inner, shards.inner_shape, all, chain.stored_shape, origin, needed);
    }
    return all;
}

}  // namespace

Elements read_shard(const Chain& chain, ByteSource& source, const Shape& extent, DecodeState& state) {
    const bool all_is_needed = extent == chain.stored_shape && source.size() <= most_encoded(chain, state.most_decoded);
    if (source.size() > k_one_read && !all_is_needed) return read_inner_chunks(chain, source, extent, state);
    const std::string bytes = source.read(0, source.size());
    MemorySource memory(bytes_of(bytes));
    return read_inner_chunks(chain, memory, extent, state);
}

}  // namespace cairn::zarr
