// The files that references are made into, and their addresses.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"

namespace cairn {

struct VirtualSources {
    std::vector<Source> files;      ///< in order of path, each once
    std::vector<Source> references; ///< reference sets: files that are to be judged
    std::vector<Problem> problems;  ///< paths that are no data, folders that cannot be read
};

/// Folders that are no stores are walked. Throws std::system_error when there is nothing at a path.
VirtualSources find_virtual_sources(const std::vector<std::string>& paths, const std::atomic<bool>& stop);

/// What references lead to: the address of a file below `root`, else its path. Throws std::invalid_argument for a file
/// that is not below a root that is given.
class SourceAddress {
  public:
    SourceAddress(const std::string& root, const std::string& href);
    std::string of(const std::string& path) const;

    /// The path of what an address leads to; empty: it is no file of this machine.
    std::string path_of(std::string_view url) const;

  private:
    std::string m_root;  ///< absolute, without a final '/'
    std::string m_href;  ///< empty: paths
};

}  // namespace cairn
