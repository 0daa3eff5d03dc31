// What files begin with, for runs that do not trust the times that a file system tells.
#pragma once

#include <cstdint>
#include <string>

#include "builder/facts/facts.hpp"

namespace cairn {

/// XXH3 of the first 64 KiB of the file at `path`; of a store, of those of each file among its parts, in the order of
/// their paths. What cannot be read counts as empty: it is looked at again, since reading the source fails as well.
std::uint64_t heads_digest(const std::string& path, const Fingerprint& fingerprint);

}  // namespace cairn
