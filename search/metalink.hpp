// Answers as a metalink (RFC 5854): files to download, with their sizes and hashes.
#pragma once

#include <memory>

#include "search/formats.hpp"

namespace cairn::search {

/// `entry` throws std::invalid_argument for an answer whose address is a path: a metalink has URLs alone (section
/// 4.2.16). Without answers it writes nothing, since a metalink has one file at least (section 4.1.1).
std::unique_ptr<Format> metalink_format(Wanted wanted);

}  // namespace cairn::search
