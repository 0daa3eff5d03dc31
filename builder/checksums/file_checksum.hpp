// The checksum of a file that no list states.
#pragma once

#include <atomic>
#include <string>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"

namespace cairn::checksums {

/// The sha2-256 of all bytes, as a multihash in small hexadecimal digits; empty when `stop` was set. The Problem is
/// "probe/checksum": the disk failed, or the file has another size than when it was listed. Threads: any number.
Outcome<std::string> file_checksum(const Source& source, const std::atomic<bool>& stop);

}  // namespace cairn::checksums
