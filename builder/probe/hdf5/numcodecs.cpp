#include "builder/probe/hdf5/numcodecs.hpp"

#include <fmt/format.h>

#include <span>
#include <string_view>
#include <utility>

#include "base/codecs/checksum.hpp"
#include "base/codecs/deflate.hpp"
#include "base/codecs/zstd.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::string_view k_blosc_compressors[] = {"blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"};

std::uint32_t parameter(const Filter& filter, std::size_t index, std::uint32_t otherwise) {
    return index < filter.parameters.size() ? filter.parameters[index] : otherwise;
}

/// Parameters of the filter: two of its own, then element size, chunk size, level, shuffle, compressor. A frame says
/// all that decoding needs, so that these are for information alone.
std::string blosc(const Filter& filter) {
    const std::uint32_t compressor = parameter(filter, 6, 0);
    return fmt::format(
        R"({{"blocksize":0,"clevel":{},"cname":"{}","id":"blosc","shuffle":{}}})", parameter(filter, 4, 5),
        compressor < std::size(k_blosc_compressors) ? k_blosc_compressors[compressor] : k_blosc_compressors[0],
        parameter(filter, 5, 1));
}

/// The configuration; empty when numcodecs has no codec that undoes the filter.
std::string configuration_of(const Filter& filter, std::uint32_t element_size) {
    switch (filter.id) {
        case FilterId::deflate:
            return fmt::format(R"({{"id":"zlib","level":{}}})", parameter(filter, 0, 1));
        case FilterId::shuffle:
            return fmt::format(R"({{"elementsize":{},"id":"shuffle"}})", parameter(filter, 0, element_size));
        case FilterId::fletcher32:
            return R"({"id":"fletcher32"})";
        case FilterId::bzip2:
            return fmt::format(R"({{"id":"bz2","level":{}}})", parameter(filter, 0, 9));
        case FilterId::zstd:
            return fmt::format(R"({{"id":"zstd","level":{}}})", parameter(filter, 0, 3));
        case FilterId::blosc:
            return blosc(filter);
        default:
            return {};
    }
}

std::string refusal_of(const Filter& filter) {
    switch (filter.id) {
        case FilterId::szip:
            return "filter 4 (szip), for which numcodecs has no codec";
        case FilterId::nbit:
            return "filter 5 (nbit), for which numcodecs has no codec";
        case FilterId::scaleoffset:
            return "filter 6 (scaleoffset), for which numcodecs has no codec";
        case FilterId::lz4:
            return "filter 32004 (lz4), whose blocks numcodecs' lz4 does not know: HDF5 frames them in another way";
        case FilterId::bitshuffle:
            return "filter 32008 (bitshuffle), for which numcodecs has no codec";
        default:
            return fmt::format("filter {}, for which numcodecs has no codec", static_cast<unsigned>(filter.id));
    }
}

bool compresses(const Filter& filter) {
    return filter.id != FilterId::shuffle && filter.id != FilterId::fletcher32;
}

}  // namespace

Numcodecs numcodecs_of(const std::vector<Filter>& filters, std::uint32_t element_size) {
    Numcodecs result;
    for (std::size_t i = 0; i < filters.size(); ++i) {
        std::string configuration = configuration_of(filters[i], element_size);
        if (configuration.empty()) {
            result.refusal = refusal_of(filters[i]);
            return result;
        }
        if (i + 1 == filters.size() && compresses(filters[i])) {
            result.compressor = std::move(configuration);
        } else {
            result.filters += (result.filters.empty() ? "[" : ",") + configuration;
        }
    }
    if (!result.filters.empty()) result.filters += ']';
    return result;
}

std::string zero_chunk(const std::vector<Filter>& filters, std::uint64_t bytes) {
    constexpr std::uint64_t k_largest_zeros = 16 << 20;
    if (bytes > k_largest_zeros) return {};
    std::string chunk(bytes, '\0');
    for (const Filter& filter : filters) {
        if (filter.id == FilterId::shuffle) continue;  // zeros in another order
        const auto in = std::as_bytes(std::span(chunk.data(), chunk.size()));
        std::string out;
        if (filter.id == FilterId::deflate) {
            out = codecs::zlib(in);
        } else if (filter.id == FilterId::zstd) {
            codecs::ZstdPacker(3).pack(chunk, out);
        } else if (filter.id == FilterId::fletcher32) {
            const std::uint32_t sum = codecs::fletcher32(in);
            out = chunk;
            for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(sum >> (8 * i) & 0xff);
        } else {
            return {};
        }
        chunk = std::move(out);
    }
    return chunk;
}

}  // namespace cairn::hdf5
