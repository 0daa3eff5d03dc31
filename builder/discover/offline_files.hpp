// Which files are on tape only, by the signs that the configuration names.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/storage/no_recall.hpp"
#include "builder/config/config.hpp"

namespace re2 {
class RE2;
}

namespace cairn {

/// Costs a look at an extended attribute or at a list for each file, nothing where none is asked for. Threads: const
/// use from any number of threads.
class OfflineFiles {
  public:
    /// Reads the list, when there is one. Throws std::runtime_error when it cannot be read.
    OfflineFiles(const OfflineRules& rules, const std::vector<Archive>& archives);
    ~OfflineFiles();

    /// Empty when no sign is given.
    const IsOffline& is_offline() const { return m_is_offline; }

  private:
    void read_list(const std::vector<Archive>& archives);
    bool has_attribute(const std::string& path) const;

    OfflineRules m_rules;
    std::unique_ptr<const re2::RE2> m_value;   ///< nullptr: any value will do
    std::unordered_set<std::string> m_listed;  ///< absolute paths
    IsOffline m_is_offline;
};

}  // namespace cairn
