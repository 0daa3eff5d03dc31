// What a publication changed in OUT, in the order in which a copy of the tree elsewhere may be changed.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "builder/write/journal.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

enum class ChangeKind { add, change, remove };
std::string_view name_of(ChangeKind kind);

struct Change {
    ChangeKind kind = ChangeKind::add;
    std::string path;
    Digest digest;                 ///< of the new bytes; not of what is removed
    std::uint64_t size_bytes = 0;  ///< likewise
};

/// Gathers the steps of one or more publications that a copy has not seen.
class Changes {
  public:
    void add(const Journal& journal);
    /// New names first, then known ones, children before parents in both; then what goes, parents first.
    std::vector<Change> in_upload_order() const;
    bool empty() const { return m_added.empty() && m_changed.empty() && m_removed.empty(); }

  private:
    std::set<std::string> m_added, m_changed, m_removed;
};

/// NDJSON, a line each: {"op": "add" | "change", "path", "size", "xxh3_128"}, {"op": "remove", "path"}.
std::string changes_text(const std::vector<Change>& changes);

}  // namespace cairn
