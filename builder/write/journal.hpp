// The journal of a publication: what is still to be done until OUT is the new tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"

namespace cairn {

/// Paths below OUT. The bytes of what is placed and replaced lie below OUT/.cairn/staging/tree until they are moved. As
/// text: "cairn-journal 1", "steps N", then a line for each step in its order: "place PATH", "replace PATH", "remove
/// PATH", and "keep NUMBER" for the tree that is kept as a previous one.
struct Journal {
    std::vector<std::string> placed;    ///< names that nothing published has yet; children first
    std::vector<std::string> replaced;  ///< children first, the root catalog last
    std::vector<std::string> removed;   ///< parents first
    std::optional<std::uint64_t> kept_as;
};

std::string journal_text(const Journal& journal);
/// Problem "write/journal" when the text is none of this version, or names a path outside of OUT.
Outcome<Journal> parse_journal(std::string_view text, const std::string& path);

/// Children before parents; among siblings the root catalog last, since collections.json is named by it.
void sort_children_first(std::vector<std::string>& paths);
void sort_parents_first(std::vector<std::string>& paths);

}  // namespace cairn
