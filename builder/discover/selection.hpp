// Which paths of an archive are wanted: its include and exclude globs, compiled once.
#pragma once

#include <string_view>
#include <vector>

#include "base/glob.hpp"
#include "builder/config/config.hpp"

namespace cairn {

/// Paths are relative to the archive's root. Excluding wins. Threads: const use is safe.
class Selection {
  public:
    explicit Selection(const Archive& archive);

    bool takes_file(std::string_view relative) const;
    /// A store is taken by globs on its own path, and by "x.zarr/**".
    bool takes_store(std::string_view relative) const;
    /// Whether anything at or below a folder can be taken: an excluded folder is not even listed.
    bool enters_folder(std::string_view relative) const;

  private:
    bool excludes_folder(std::string_view relative) const;

    std::vector<Glob> m_include;
    std::vector<Glob> m_exclude;
};

}  // namespace cairn
