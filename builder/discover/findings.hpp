// What the tasks of one walk gather, each on its own, and put together under one lock.
#pragma once

#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/file_bytes.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// A path of the archive: the bytes on the disk, and the key below the root in UTF-8.
struct ArchivePath {
    std::string path;
    std::string relative;
};

/// A folder that is behind a symbolic link.
struct FolderLink {
    ArchivePath at;
    FileId target;
    bool from_alias = false;  ///< found on a second visit
};

/// A file or store that was reached through a link: taken only when nothing better leads to it.
struct Candidate {
    ArchivePath at;
    FileId target;
    std::optional<Format> store;
};

struct Findings {
    std::vector<Source> sources;
    std::vector<Source> offline;  ///< on tape only
    std::vector<Problem> problems;
    std::uint64_t files_seen = 0;
    std::uint64_t files_excluded = 0;
    FileKindCounts other_kinds;
    std::vector<OtherFile> other_files;
    std::vector<Source> checksum_lists;
    std::vector<FileId> taken;                            ///< files and stores looked at on their own paths
    std::vector<std::pair<FileId, std::string>> entered;  ///< folders, by the path on which they were entered
    std::vector<std::string> left_out;                    ///< folders in which the globs left something out
    std::vector<ArchivePath> hollow;                      ///< folders called *.zarr that are no store
    std::vector<std::pair<std::uint64_t, ArchivePath>> listings;  ///< folders, by what tells them by their files
    std::vector<FolderLink> folder_links;
    std::vector<Candidate> candidates;

    void add_problem(std::string code, const std::string& path, std::string message,
                     Severity severity = Severity::error);
    void append(Findings&& other);
};

/// Threads: safe.
class SharedFindings {
  public:
    void append(Findings&& found);
    void fail(std::exception_ptr error);

    /// All that was gathered so far; throws what a task threw. Only while no task runs.
    Findings& all();

  private:
    std::mutex m_mutex;  ///< guards the rest
    Findings m_all;
    std::exception_ptr m_error;
};

}  // namespace cairn
