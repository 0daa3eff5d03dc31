// The bytes of a reference file one after the other, in blocks: a file of 1 GB is never held as a whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/storage/positioned.hpp"

namespace cairn::references {

/// Threads: one at a time.
class Feed {
  public:
    virtual ~Feed() = default;

    /// Fills `into` from where the last call ended; 0 at the end, or when nothing more can be had (`failure` says why).
    /// Throws std::system_error when the disk fails.
    virtual std::size_t read(std::span<char> into) = 0;

    /// Why the bytes end before their end; empty: they do not.
    virtual const std::string& failure() const = 0;
};

/// The bytes of a file, decompressed when it is a zstd frame (RFC 8878). What decompresses to more than a thousand
/// times its size is refused: real references have factors of 10 to 200. Memory: 1 MiB, and the window of the frame, at
/// most 64 MiB.
std::unique_ptr<Feed> make_feed(PositionedBytes& file);

}  // namespace cairn::references
