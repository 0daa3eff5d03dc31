// Whether the files are there that lists name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/checksums/list_files.hpp"
#include "builder/checksums/stated.hpp"
#include "builder/config/config.hpp"

namespace cairn::checksums {

/// Threads: const use from any number of threads.
class Presence {
  public:
    /// `walked`: files that a walk found, in any order. `silent`: mounts that do not answer (BuildOptions::silent).
    Presence(const Config& config, std::vector<FileKey> walked, const std::vector<std::string>& silent);

    /// Whether it is known that the file is not there. The disk is asked for what the walk did not find; not so where
    /// that would wait for a mount that does not answer, nor on the web, where every question is a request.
    bool is_missing(const NamedFile& file, const FileKey& key) const;

  private:
    std::vector<std::string> m_roots;  ///< of the archives
    std::vector<FileKey> m_walked;     ///< sorted
    std::vector<std::string> m_silent;
};

}  // namespace cairn::checksums
