// What lists state as bytes, for the plan of a merge, which has neither the lists nor the archives.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/checksums/stated.hpp"

namespace cairn::checksums {

/// The first part has the lists, what is missing and the problems, the others some ten thousand statements each.
std::vector<std::string> encode(const Stated& stated);

/// nullopt: these are not the bytes of `encode`. No part: nothing is stated.
std::optional<Stated> decode_stated(std::span<const std::string> parts);
/// Stated::files alone.
std::optional<std::vector<ListFile>> decode_list_files(std::span<const std::string> parts);

}  // namespace cairn::checksums
