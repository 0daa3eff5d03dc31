// Reads at offsets, as a function: what looks into a file need not know how it was opened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace cairn {

/// Random access to the bytes of a file of `size_bytes`: fills at most `count` bytes from `offset`, returns what could
/// be read.
struct ByteAccess {
    std::uint64_t size_bytes = 0;
    std::function<std::string(std::uint64_t offset, std::size_t count)> read;
};

}  // namespace cairn
