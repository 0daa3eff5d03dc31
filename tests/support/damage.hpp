// Damaged files: what bad disks, broken transfers and hostile people make of good ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::test {

/// One to four of: a flipped bit, a changed byte, a number that is too large, a block of zeros, a block copied over
/// another, an end cut off. The same `seed` gives the same file.
std::string damaged(std::string_view bytes, std::uint64_t seed);

}  // namespace cairn::test
