// What is wrong with the files that a merge is given, all of it told at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Files that were named, and in folders that were named those with this ending, in their order. Throws
/// std::filesystem::filesystem_error.
std::vector<std::string> files_with_ending(const std::vector<std::string>& paths, std::string_view ending);

class Faults {
  public:
    void add(const std::string& fault) { m_faults.push_back(fault); }
    /// Throws ShardsRefused when there are any; `what`: begins its message.
    void refuse_any(const std::string& what) const;

  private:
    std::vector<std::string> m_faults;
};

}  // namespace cairn
