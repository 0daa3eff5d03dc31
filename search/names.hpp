// The folders that documents of an id can lie in (docs/layout.md, "Names"): which links are worth following.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace cairn::search {

/// The name of each id, and the one with a hash that it has beside a sibling in small letters. They serve to leave links
/// out, not to find documents, since one that nothing links to any more can still be there. nullopt: the layout promises
/// no such names for an id of more than 200 bytes, or with a dot at an end.
std::optional<std::set<std::string>> names_of(const std::set<std::string>& ids);

/// Whether a key is of a document in a folder of one of these names, or of a partition, which can lead to one.
bool can_lead_to(const std::set<std::string>& names, std::string_view key);

}  // namespace cairn::search
