// What folders hold, read once: a catalog may have millions of links to files that are not there.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace cairn::validate {

/// Threads: safe.
class FolderNames {
  public:
    explicit FolderNames(std::string top) : m_top(std::move(top)) {}
    FolderNames(const FolderNames& other) : m_top(other.m_top) {}

    /// False: there is certainly nothing at this path below the top, because a folder on the way to it has no such
    /// entry. `path` is normal: without dots and slashes at its ends.
    bool may_have(std::string_view path) const;

  private:
    using Names = std::unordered_set<std::string>;
    std::shared_ptr<const Names> names_in(std::string_view folder) const;

    std::string m_top;
    mutable std::mutex m_mutex;  ///< guards what follows
    mutable std::unordered_map<std::string, std::shared_ptr<const Names>> m_folders;
    mutable std::size_t m_count = 0;  ///< of all names that are kept
};

}  // namespace cairn::validate
