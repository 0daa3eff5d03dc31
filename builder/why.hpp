// Why a run reads a source again, and why a document is written again.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/group/place.hpp"
#include "builder/write/changes.hpp"
#include "builder/write/tree_diff.hpp"

namespace cairn {

struct SourceReason {
    std::string path;  ///< on disk, the bytes of the system
    std::string reason;
    bool is_read = false;  ///< false: it is gone, or kept as it was known
};

struct DocumentReason {
    ChangeKind kind = ChangeKind::add;
    std::string path;  ///< below OUT
    std::vector<std::string> reasons;
};

/// Sorted by path; documents in upload order.
struct Reasons {
    std::vector<SourceReason> sources;
    std::vector<DocumentReason> documents;
};

/// What may have changed for all documents at once since the last run with the same OUT.
struct CommonCauses {
    bool has_catalog = false;    ///< OUT had one
    bool is_last_known = false;  ///< what follows was compared with the last run
    bool other_program = false;
    bool other_configuration = false;  ///< or options, or variables
};

/// Gathers what happened to sources, and where they belong. Threads: `note` from any number of threads.
class Why {
  public:
    explicit Why(const Config& config) : m_placer(config) {}

    /// `stated`: by which the source was, or is, placed; several calls for one source add places.
    void note(const Source& source, const StatedAttributes& stated, bool is_read, const std::string& reason);
    /// Notes the reason of a source that no rule placed, so that no document can name it.
    void note(const Source& source, bool is_read, const std::string& reason);

    /// `is_as_last`: whether a document has the bytes of the last run, so that its file had been changed.
    template <class IsAsLast>
    Reasons reasons(const std::vector<Change>& changes, const CommonCauses& common, IsAsLast is_as_last) const {
        Reasons reasons = sources();
        for (const Change& change : changes)
            reasons.documents.push_back(
                {change.kind, change.path, reasons_of(change, common, is_as_last(change.path))});
        return reasons;
    }

  private:
    /// Names of the folders of a Collection and of an Item, which is empty for all of the Collection.
    using Place = std::pair<std::string, std::string>;
    /// What happened to sources of one place.
    struct Happened {
        std::uint64_t count = 0;
        std::map<std::string, std::string> first;  ///< a few, by their paths
        void add(const std::string& path, const std::string& reason);
    };

    Reasons sources() const;
    std::vector<std::string> reasons_of(const Change& change, const CommonCauses& common, bool is_as_last) const;
    const Happened* happened_at(const std::string& path) const;

    Placer m_placer;
    mutable std::mutex m_mutex;  ///< guards all below
    std::map<std::string, SourceReason> m_sources;
    std::map<Place, Happened> m_places;  ///< those of Items, of Collections, and of everything: {"", ""}
};

/// What a dry run would change, as a publication would list it.
std::vector<Change> changes_of(const TreeDiff& diff);

/// A line each: "read PATH: REASON", "kept PATH: REASON", "added PATH: REASON; REASON".
std::string to_text(const Reasons& reasons);

}  // namespace cairn
