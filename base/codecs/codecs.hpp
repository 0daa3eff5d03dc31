// The compression formats of chunks. Each returns how many bytes it wrote into `out`; nothing for damaged input, and
// for what does not fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cairn::hdf5 {

using Bytes = std::span<const std::byte>;
using Out = std::span<std::byte>;

std::optional<std::size_t> inflate(Bytes in, Out out);
/// The parameters are HDF5's: options, pixels a block, bits a pixel, pixels a scan line.
std::optional<std::size_t> unszip(const std::vector<std::uint32_t>& parameters, Bytes in, Out out);
std::optional<std::size_t> unzstd(Bytes in, Out out);
/// The framing of the HDF5 filter 32004: sizes are big-endian, blocks that do not shrink are stored.
std::optional<std::size_t> unlz4(Bytes in, Out out);
std::optional<std::size_t> unblosc(Bytes in, Out out);

std::optional<std::size_t> unbzip2(Bytes in, Out out);

std::uint64_t big_endian(Bytes bytes);  ///< at most 8 of them

/// Bytes of the same significance lie together, `width` of them make a value.
void unshuffle(Bytes in, Out out, std::size_t width);

}  // namespace cairn::hdf5
