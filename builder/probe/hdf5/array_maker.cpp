#include "builder/probe/hdf5/array_maker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/saturating.hpp"
#include "builder/probe/array_bytes.hpp"
#include "builder/probe/hdf5/chunk_index.hpp"
#include "builder/probe/hdf5/elements.hpp"
#include "builder/probe/hdf5/numcodecs.hpp"
#include "builder/probe/hdf5/raw_values.hpp"

namespace cairn::hdf5 {

namespace {

using Kind = ArrayManifest::Kind;

constexpr std::uint64_t k_most_text = 1 << 20;  ///< bytes of the texts of one variable, which are inlined

/// Numpy's name of a number; empty: numpy has none with these bits.
std::string number_dtype(const Datatype& type) {
    if (!type.is_plain || (type.kind != Class::integer && type.kind != Class::floating)) return {};
    const char kind = type.kind == Class::floating ? 'f' : type.is_signed ? 'i' : 'u';
    return fmt::format("{}{}{}", type.size == 1 ? '|' : type.is_big_endian ? '>' : '<', kind, type.size);
}

/// Integers with names are integers, as netCDF libraries bring them.
std::string dtype_in_file(const Datatype& type) {
    if (type.kind == Class::enumeration) return number_dtype(type.members.front().type);
    if (type.is_fixed_text()) return fmt::format("|S{}", type.size);
    if (type.is_variable_text()) return "|O";
    return number_dtype(type);
}

std::string_view class_name(const Datatype& type) {
    switch (type.kind) {
        case Class::compound:
            return "values of a compound type";
        case Class::opaque:
            return "values of an opaque type";
        case Class::variable_length:
            return "sequences of variable length";
        default:
            return "numbers with bits that numpy does not have";
    }
}

bool is_partial(std::uint64_t number, const ChunkGrid& grid, const std::vector<std::uint64_t>& chunk,
                const std::vector<std::uint64_t>& sizes) {
    bool result = false;
    for (std::size_t i = sizes.size(); i > 0; --i) {
        const std::uint64_t position = number % grid.counts[i - 1];
        number /= grid.counts[i - 1];
        result = result || (position + 1) * chunk[i - 1] > sizes[i - 1];
    }
    return result;
}

/// The number of a chunk among those of a larger array.
std::uint64_t renumbered(std::uint64_t number, const std::vector<std::uint64_t>& from,
                         const std::vector<std::uint64_t>& to) {
    std::uint64_t result = 0;
    std::uint64_t weight = 1;
    for (std::size_t i = from.size(); i > 0; --i) {
        result += number % from[i - 1] * weight;
        number /= from[i - 1];
        weight *= to[i - 1];
    }
    return result;
}

std::vector<std::uint64_t> chunk_counts(const ArrayManifest& array) {
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < array.shape.size(); ++i)
        counts.push_back(array.shape[i] / array.chunk[i] + (array.shape[i] % array.chunk[i] != 0 ? 1 : 0));
    return counts;
}

bool is_zero(std::string_view element) {
    return std::all_of(element.begin(), element.end(), [](char c) { return c == 0; });
}

std::string text_of_bytes(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

ArrayManifest ArrayMaker::make(const FoundVariable& found, const Variable& variable, bool with_digest) {
    ArrayManifest array;
    for (const DimensionId id : variable.dimensions) array.shape.push_back(dimension(m_dataset, id).size);
    set_type(found, array);
    if (!array.refusal.empty()) return array;
    try {
        place(found, array);
    } catch (const Unsupported& unsupported) {
        refuse(array, unsupported.reason);
    }
    try {
        add_bytes(found, variable, array);
        if (with_digest) digest(found, array);
    } catch (const Unsupported& unsupported) {
        if (array.kind == Kind::inlined) refuse(array, unsupported.reason);
    }
    if (array.kind == Kind::refused && !array.bytes.empty()) array.kind = Kind::inlined;
    return array;
}

/// A filter that references do not know is no obstacle to values that are inlined.
void ArrayMaker::add_bytes(const FoundVariable& found, const Variable& variable, ArrayManifest& array) {
    if (array.item_bytes == 0) {
        if (array.kind == Kind::inlined) inline_texts(found, array);
        return;
    }
    array.bytes = coordinate_bytes(variable, array, k_inlined_coordinate_bytes);
    if (!array.bytes.empty() || !(is_small(array) || array.kind == Kind::inlined)) return;
    if (array.shape != found.space.sizes || found.storage.is_external) return;
    array.bytes = text_of_bytes(read_raw_values(m_file, found.storage, found.space, found.stored_type.size).bytes());
}

void ArrayMaker::set_type(const FoundVariable& found, ArrayManifest& array) {
    const Datatype& type = found.stored_type;
    array.dtype = dtype_in_file(type);
    if (array.dtype.empty()) return refuse(array, std::string(class_name(type)));
    array.item_bytes = type.is_variable_text() ? 0 : type.size;
    const FillValue& fill = found.storage.fill;
    array.is_fill_known = !fill.is_undefined && !fill.is_never_written;
    if (array.item_bytes > 0 && fill.bytes.size() == array.item_bytes) array.fill = text_of_bytes(fill.bytes);
}

void ArrayMaker::place(const FoundVariable& found, ArrayManifest& array) {
    const Layout& layout = found.storage.layout;
    if (found.storage.is_external) return refuse(array, "values in another file (HDF5 external storage)");
    if (layout.kind == Layout::Kind::virtual_dataset)
        return refuse(array, "values in other files (an HDF5 virtual dataset)");
    if (found.stored_type.is_variable_text()) {
        if (array.shape != found.space.sizes) return refuse(array, "fewer texts than its dimensions have");
        array.kind = Kind::inlined;
        return;
    }
    // Rows that libnetcdf makes up have the default of netCDF, not of HDF5.
    if (array.shape != found.space.sizes && !found.storage.fill.is_set_by_user)
        return refuse(array, "fewer values than its dimensions have, and no fill value of its own");
    const std::uint64_t bytes = saturating_multiply(found.space.count(), array.item_bytes);
    if (layout.kind == Layout::Kind::chunked) return place_chunks(found, array);
    if (array.shape != found.space.sizes)
        return refuse(array, "fewer values than its dimensions have, which lie side by side");
    if (layout.kind == Layout::Kind::compact) {
        array.kind = Kind::inlined;
        return;
    }
    if (layout.address == k_undefined || bytes == 0) {
        array.kind = Kind::chunked;
        array.chunk.clear();
        for (const std::uint64_t size : array.shape) array.chunk.push_back(std::max<std::uint64_t>(size, 1));
        array.chunks.assign(bytes == 0 ? 0 : 1, {});
        return;
    }
    m_file.expect(layout.address, bytes, "the values of a variable");
    array.kind = Kind::rows;
    array.begin = m_file.offset_of(layout.address);
    array.stride = array.shape.empty() ? array.item_bytes : bytes / array.shape[0];
}

void ArrayMaker::place_chunks(const FoundVariable& found, ArrayManifest& array) {
    const Storage& storage = found.storage;
    const Numcodecs codecs = numcodecs_of(storage.filters, found.stored_type.size);
    if (!codecs.refusal.empty()) return refuse(array, codecs.refusal);
    array.kind = Kind::chunked;
    array.filters = codecs.filters;
    array.compressor = codecs.compressor;
    array.chunk = storage.layout.chunk;
    const std::vector<std::uint64_t> counts = chunk_counts(array);
    const auto total = checked_product(counts);
    if (!total || *total > k_most_chunks) return refuse(array, "more than 4,000,000 chunks");
    array.chunks.assign(*total, {});
    const ChunkGrid grid = chunk_grid(found.space, storage.layout, found.stored_type.size);
    for (const Chunk& chunk : chunks_of(m_file, storage, grid)) {
        if (chunk.filter_mask != 0) return refuse(array, "chunks that not all filters were applied to");
        if (storage.layout.edges_are_unfiltered && !storage.filters.empty() &&
            is_partial(chunk.number, grid, array.chunk, found.space.sizes))
            return refuse(array, "chunks at the edge without the filters of the others");
        m_file.expect(chunk.address, chunk.stored_size, "a chunk");
        array.chunks[renumbered(chunk.number, grid.counts, counts)] = {m_file.offset_of(chunk.address),
                                                                       chunk.stored_size};
    }
    const bool are_all_there =
        std::all_of(array.chunks.begin(), array.chunks.end(), [](const StoredChunk& chunk) { return chunk.is_there(); });
    if (!are_all_there && is_zero(array.fill)) array.zeros = zero_chunk(storage.filters, grid.chunk_bytes);
}

void ArrayMaker::inline_texts(const FoundVariable& found, ArrayManifest& array) {
    const Buffer raw = read_raw_values(m_file, found.storage, found.space, found.stored_type.size);
    const Cursor elements(raw.bytes(), 0, m_file.sizes());
    array.bytes = vlen_utf8(texts_of(found.stored_type, elements, found.space.count(), m_heap, k_most_text));
}

void ArrayMaker::digest(const FoundVariable& found, ArrayManifest& array) {
    if (array.kind == Kind::refused || !array.bytes.empty()) return;
    if (decoded_bytes(array) > k_largest_digested || array.shape != found.space.sizes) return;
    array.digest =
        value_digest(text_of_bytes(read_raw_values(m_file, found.storage, found.space, found.stored_type.size).bytes()));
}

}  // namespace cairn::hdf5
