#include "builder/probe/hdf5/filters.hpp"

#include <algorithm>

#include "base/codecs/bitshuffle.hpp"
#include "base/codecs/blosc.hpp"
#include "base/codecs/bzip2.hpp"
#include "base/codecs/checksum.hpp"
#include "base/codecs/deflate.hpp"
#include "base/codecs/lz4.hpp"
#include "base/codecs/shuffle.hpp"
#include "base/codecs/szip.hpp"
#include "base/codecs/zstd.hpp"

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_most_filters = 32;
constexpr std::uint16_t k_first_registered = 256;  ///< filters from here on have names
constexpr std::uint64_t k_most_added = 4096;

std::span<const std::byte> without_fletcher32(std::span<const std::byte> stored, const Cursor& chunk) {
    if (stored.size() < 4) chunk.fail("found a chunk without room for its checksum");
    const auto data = stored.first(stored.size() - 4);
    const auto sum = static_cast<std::uint32_t>(little_endian(stored.data() + data.size(), 4));
    const std::uint32_t computed = codecs::fletcher32(data);
    // HDF5 1.6.2 and older wrote the bytes of both halves the other way round.
    const std::uint32_t old = ((computed & 0x00ff00ff) << 8) | ((computed >> 8) & 0x00ff00ff);
    if (sum != computed && sum != old)
        chunk.fail(fmt::format("found a chunk with the checksum {:08x}, its bytes have {:08x}", sum, computed));
    return data;
}

codecs::Decoded decompress(const Filter& filter, codecs::Bytes in, codecs::Out out) {
    switch (filter.id) {
        case FilterId::deflate:
            return codecs::unzlib(in, out);
        case FilterId::szip:
            return codecs::unszip(filter.parameters, in, out);
        case FilterId::blosc:
            return codecs::unblosc(in, out);
        case FilterId::lz4:
            return codecs::unlz4_hdf5(in, out);
        case FilterId::bitshuffle:
            return codecs::unbitshuffle(filter.parameters, in, out);
        case FilterId::bzip2:
            return codecs::unbzip2(in, out, codecs::Bzip2Streams::first);
        case FilterId::zstd:
            return codecs::unzstd(in, out);
        default:
            throw Unsupported{reason_not_to_undo(filter)};
    }
}

}  // namespace

std::vector<Filter> decode_filters(Cursor body) {
    const unsigned version = body.u8();
    if (version != 1 && version != 2) body.unknown_version("a filter pipeline", version);
    const unsigned count = body.u8();
    if (count > k_most_filters) body.fail(fmt::format("found {} filters, expected at most {}", count, k_most_filters));
    if (version == 1) body.skip(6);
    std::vector<Filter> filters(count);
    for (Filter& filter : filters) {
        const std::uint16_t id = body.u16();
        filter.id = static_cast<FilterId>(id);
        std::size_t name_size = version == 1 || id >= k_first_registered ? body.u16() : 0;
        body.skip(2);
        const std::size_t parameters = body.u16();
        if (version == 1) name_size = (name_size + 7) / 8 * 8;
        body.skip(name_size);
        Cursor values = body.part(parameters * 4);
        filter.parameters.reserve(parameters);
        for (std::size_t i = 0; i < parameters; ++i) filter.parameters.push_back(values.u32());
        // The last filter's padding is missing in files of old versions of the library.
        if (version == 1 && parameters % 2 == 1) body.skip(std::min<std::size_t>(4, body.remaining()));
    }
    return filters;
}

std::uint64_t most_stored_bytes(std::uint64_t chunk_bytes) { return chunk_bytes + chunk_bytes / 16 + k_most_added; }

std::string reason_not_to_undo(const Filter& filter) {
    switch (filter.id) {
        case FilterId::deflate:
        case FilterId::shuffle:
        case FilterId::fletcher32:
        case FilterId::szip:
        case FilterId::blosc:
        case FilterId::lz4:
        case FilterId::zstd:
        case FilterId::bitshuffle:
        case FilterId::bzip2:
            return {};
        case FilterId::nbit:
            return "filter 5 (nbit)";
        case FilterId::scaleoffset:
            return "filter 6 (scaleoffset)";
        default:
            return fmt::format("filter {}", static_cast<unsigned>(filter.id));
    }
}

std::span<const std::byte> Unfilter::undo(const std::vector<Filter>& filters, std::uint32_t mask, const Cursor& stored,
                                          std::uint64_t size) {
    std::span<const std::byte> bytes = stored.all();
    for (std::size_t i = filters.size(); i > 0; --i) {
        if ((mask >> (i - 1) & 1) == 0) bytes = undo_one(filters[i - 1], bytes, stored, most_stored_bytes(size));
    }
    if (bytes.size() != size)
        stored.fail(fmt::format("found {} bytes in a chunk after its filters, expected {}", bytes.size(), size));
    return bytes;
}

std::span<const std::byte> Unfilter::undo_one(const Filter& filter, std::span<const std::byte> in, const Cursor& chunk,
                                              std::uint64_t most) {
    if (filter.id == FilterId::fletcher32) return without_fletcher32(in, chunk);
    Buffer& out = m_buffers[m_next];
    m_next = 1 - m_next;
    if (filter.id == FilterId::shuffle) {
        const std::size_t width = filter.parameters.empty() ? 1 : filter.parameters[0];
        if (width < 2 || in.size() < width) return in;
        out.resize(in.size());
        codecs::unshuffle(in, out.bytes(), width);
        return out.bytes();
    }
    out.resize(most);
    const auto got = decompress(filter, in, out.bytes());
    if (!got) chunk.fail(fmt::format("found a chunk that filter {} cannot undo", static_cast<unsigned>(filter.id)));
    return out.bytes().first(*got);
}

}  // namespace cairn::hdf5
