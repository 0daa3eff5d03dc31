// The files that virtual stores refer to: they belong to the Item of the store, whether an archive holds them or not.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "builder/model/plan.hpp"

namespace cairn {

/// Said of a file that is only referenced when the store does not know the same thing of itself: the store says why.
inline constexpr std::string_view k_as_its_store = "not known of the virtual store that refers to this file";

/// For every virtual store: a file of its references that is among the entries (by URL, else by path) becomes part of
/// the store's Item with the role `source`; every other one becomes an entry of its own, with what the references tell:
/// its URL, its time, the bytes referenced. A file that the stores of several Items refer to moves to the first of
/// these Items, in order of id, and the others get a copy of its entry. Stores of one Item share their files: then
/// Granule::sources of each has the pointers that are Entry::referenced of the Item's files.
void attach_sources(std::vector<Entry>& entries);

/// Which files virtual stores refer to: attach_sources does nothing to others.
class ReferencedFiles {
  public:
    explicit ReferencedFiles(std::span<const Entry> stores);
    bool has(const Entry& file) const;

  private:
    std::unordered_set<std::string> m_keys;
};

}  // namespace cairn
