// What a build would change in OUT, without touching it.
#pragma once

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "builder/write/file_states.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

struct DocumentDiff {
    std::string path;
    std::vector<std::string> members;  ///< JSON pointers of what differs, the first ones; empty: it is no JSON in OUT
    std::size_t more_members = 0;
};

/// Each list is sorted by path.
struct TreeDiff {
    std::vector<std::string> added;
    std::vector<DocumentDiff> changed;
    std::vector<std::string> removed;
};

/// Compares documents as they are made. A publication that was interrupted counts as done. Threads: `take` from any.
class TreeComparison {
  public:
    /// Throws as claim_of does.
    TreeComparison(const Filesystem& filesystem, const std::string& out, bool adopt);

    void take(const std::string& path, std::string_view bytes);
    TreeDiff finish();

  private:
    std::string place_of(const std::string& path) const;

    const Filesystem& m_filesystem;
    std::string m_out;
    Manifest m_present;
    FileStates m_states;
    bool m_is_interrupted = false;  ///< a publication; what it moves may still lie in the staging folder

    std::mutex m_mutex;  ///< guards all below
    std::set<std::string> m_taken;
    TreeDiff m_diff;
};

/// Pointers of the values that differ: of members that only one of the documents has, of scalars, and of arrays of
/// other lengths as a whole. At most `limit`; all are counted.
DocumentDiff document_diff(const std::string& path, std::string_view before, std::string_view now, std::size_t limit);

/// A line each: "added PATH", "changed PATH: POINTER, POINTER and 3 more", "removed PATH".
std::string to_text(const TreeDiff& diff);

}  // namespace cairn
