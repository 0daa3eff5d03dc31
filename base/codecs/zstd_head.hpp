// The begin of what a zstd frame holds: enough to tell what a compressed file is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// At most `most` bytes of what the begin of a frame decompresses to; empty when it is no frame. Memory: the window of
/// the frame, at most 64 MiB.
std::string zstd_head(std::string_view packed, std::size_t most);

}  // namespace cairn
