// The folders that a walk came through on its way to one, known by what they list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

/// A folder and those around it. Memory: what folders below one another share is there once. Threads: safe, constant.
class FolderTrail {
  public:
    static constexpr std::size_t k_most_levels = 100;

    using Place = std::shared_ptr<const FolderTrail>;
    /// `above`: null for the top. `path`: below the top.
    static Place step(const Place& above, const std::string& path, const std::vector<FolderMember>& members);

    std::size_t depth() const { return m_depth; }  ///< of the top: 0
    /// What tells the folder by its files, with their sizes and times; nullopt: it has none that others are not likely
    /// to have.
    std::optional<std::uint64_t> evidence() const {
        return m_is_evident ? std::optional(m_listing) : std::nullopt;
    }

    /// nullopt: it cannot be listed.
    using List = std::function<std::optional<std::vector<FolderMember>>(const std::string& path)>;

    /// Whether the folder is one that it lies in, reached through a link. Equal listings say so when they have a file
    /// with a size and a time or version. Where they name folders alone, "data/data" may be another "data": then `list`
    /// is asked on the way from the one to the other, on and on, until a listing differs, or has such a file, or
    /// k_most_steps were the same.
    bool is_in_itself(const List& list) const;

  private:
    static constexpr std::size_t k_most_steps = 16;

    bool leads_on(const FolderTrail& same, const List& list) const;

    Place m_above;
    std::string m_path;
    std::size_t m_depth = 0;
    std::uint64_t m_listing = 0;  ///< hash of what stands there
    bool m_is_evident = false;    ///< the listing has a file that others are not likely to have
};

}  // namespace cairn
