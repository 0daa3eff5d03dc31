// "Did you mean ...?": the known word that is nearest to a mistyped one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Letters to insert, delete, replace or swap with a neighbour to get from `a` to `b` (optimal string alignment), case
/// ignored. Words of more than 64 bytes are compared by their first 64.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate with the least distance, the first of equals; nullopt when none is within a third of the word's length
/// (at least 2 for words of four and more).
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace cairn
