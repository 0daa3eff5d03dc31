// Which sources an earlier run knew and this one does not find, and why.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/discover/selection.hpp"
#include "builder/model/absence.hpp"
#include "builder/scan.hpp"

namespace cairn {

/// What a walk says about the sources that it did not find. Threads: const use from any number of threads.
class Absences {
  public:
    /// `sources`, and `waiting` and `offline`, which are there but not among them: sorted by archive and path.
    /// `problems`: of the walk.
    Absences(const Config& config, const Scan& scan, std::span<const Source> sources, std::span<const Source> waiting,
             std::span<const Source> offline, const std::vector<Problem>& problems);

    /// nullopt: the source is there, or the globs of its archive do not want it any more.
    std::optional<Absent> of(std::size_t archive, const std::string& relative, const FileStamp& stamp) const;

    /// Likewise of one that the state knows; nullopt also when it was renamed: a source of the same contents is there
    /// that was not known.
    std::optional<Absent> of_known(std::size_t archive, const std::string& relative, const FileStamp& stamp) const;

    bool is_there(std::size_t archive, const std::string& relative) const { return find(archive, relative) != nullptr; }
    /// nullptr: it is not there.
    const Source* find(std::size_t archive, const std::string& relative) const;

    /// Whether a problem of the walk is why sources are not read that are there.
    static bool is_of_unreadable(const Problem& problem);

  private:
    /// What a file keeps when it is renamed.
    using Contents = std::tuple<std::uint64_t, std::uint64_t, std::int64_t>;
    static Contents contents_of(const FileStamp& stamp) { return {stamp.inode, stamp.size_bytes, stamp.modified_ns}; }
    std::set<Contents> new_contents(const KnownSources& known, std::size_t archive) const;
    bool is_unreadable(const std::string& path) const;

    const Config& m_config;
    std::vector<Selection> m_selections;             ///< of each archive
    std::vector<std::span<const Source>> m_sources;  ///< likewise
    std::span<const Source> m_waiting;
    std::span<const Source> m_offline;
    std::vector<std::set<Contents>> m_new;  ///< likewise: of sources that were not known
    std::set<std::string> m_unreadable;     ///< paths, as problems show them
    std::set<std::string> m_unreadable_folders;
};

}  // namespace cairn
