// The output tree on its way into OUT: what changed is written into OUT/.cairn/staging, looked at together with what
// stays, then published. Until then OUT is as it was.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "builder/write/changes.hpp"
#include "builder/write/check_output.hpp"
#include "builder/write/file_states.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/lock.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/publication.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

std::int64_t seconds_since_1970();

struct PublishPolicy {
    std::int64_t grace_s = 86'400;  ///< how long a document stays after the last link to it went
    std::size_t keep_previous = 0;  ///< how many trees before this one can be put back
    std::function<std::int64_t()> clock = seconds_since_1970;
};

/// Whether a path may differ from another in nothing but the case of letters. Where names are ours, no disk may take two
/// for one; the variables of a file have their names.
enum class Letters { unique, as_named };

/// Documents in the bytes of the last run, whose files are still what was written, are left as they are: they keep
/// their inodes and times. Nothing is made beside OUT. Threads: `write` from any thread, for different paths; the rest
/// from one.
class Staging {
  public:
    /// Checks OUT (std::invalid_argument), locks it (LockedError), finishes the publication of a run that was killed,
    /// and removes what one left that was killed earlier.
    Staging(Filesystem& filesystem, const OutputRequest& request, PublishPolicy policy = {},
            const Patience& patience = {});
    /// Removes what was not published.
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// `relative`: fault_of_path has none (std::invalid_argument), no path twice, with Letters::unique also not in other
    /// letters (std::logic_error). Makes the folders it needs. False: it is left as it is, in the bytes of the last run.
    bool write(const std::string& relative, std::string_view bytes, Letters letters = Letters::unique);
    /// Whether the file of a document of the last run still has its bytes.
    bool can_keep(const std::string& relative) const;
    /// The document of the last run in its bytes. Throws std::runtime_error when its file has others now.
    void keep(const std::string& relative);

    /// What stands in OUT where written documents must go and is not cairn's: paths, sorted.
    std::vector<std::string> conflicts() const;

    const std::string& out() const { return m_out; }
    /// The folder with the documents that changed; it need not be there. All others of `written` are in OUT.
    std::string changed_folder() const;

    /// The files written or kept so far. Not while others write.
    const Manifest& written() const { return m_written; }
    std::string read_written(const std::string& relative) const;
    /// The files of the last run, as its manifest has them (or as they were adopted).
    const Manifest& previous() const { return m_claim.last; }
    /// The bytes of one of them; empty when it is not there any more, or no file.
    std::string read_previous(const std::string& relative) const;

    /// When it throws, OUT is as it was, but for PartlyPublished. What cannot be tidied up is no failure: the next run
    /// does it.
    void publish();
    /// Replaces a file of OUT/.cairn that spares the next run time and can be made again: it is not synced, and that it
    /// cannot be written is no failure. After `publish`.
    void write_beside(const std::string& path, std::string_view bytes) noexcept;
    /// What was published, with what was left to do of the run before. Made when it is asked for.
    std::vector<Change> changes() const;
    /// What a user should know of the beginning: a lock of a run that is gone, a publication that was finished.
    const std::vector<std::string>& notes() const { return m_notes; }

    /// For a run that was asked to stop before it published. What cannot be removed in `time` stays in
    /// OUT/.cairn/staging, and the next run removes it. Never throws.
    void abandon(std::chrono::milliseconds time) noexcept;

  private:
    struct Plan {
        Journal journal;
        Retired retired;
        bool are_states_new = false;
    };

    void take_over();
    void roll_forward();
    void register_path(const std::string& relative, const Digest& digest, Letters letters);
    bool is_unchanged(const std::string& relative, const Digest& digest, FileState& state) const;
    void note_state(const std::string& relative, const FileState& state);
    Plan plan();
    void retire(Plan& plan) const;
    void renew_states(Plan& plan);
    bool is_done_already(const Plan& plan) const;
    void stage_own_files(const Plan& plan);
    std::vector<std::string> going(const Plan& plan) const;
    void sync_staging(const Plan& plan);
    void begin_journal(const Journal& journal);
    void carry_out(const Journal& journal);
    std::string at(const std::string& path) const { return m_out + '/' + path; }
    void clean_up() noexcept;

    Filesystem& m_filesystem;
    PublishPolicy m_policy;
    std::string m_out;
    OutputLock m_lock;
    Claim m_claim;                     ///< `next` is empty: what was left to do is done
    FileStates m_states;               ///< in which the last run left its files; from `publish` on those of this run
    bool m_has_next_manifest = false;  ///< of an earlier version
    bool m_is_abandoned = false;
    std::vector<std::string> m_notes;
    Changes m_left_changes;  ///< of the publication that was interrupted
    Plan m_published;

    std::mutex m_mutex;  ///< guards all below
    Manifest m_written;
    std::set<Digest> m_folded;  ///< of the paths written that have capitals, in small letters
    PathSet m_staged;           ///< those that changed
    FileStates m_touched;       ///< those that did not, but for their state
};

/// Stages the tree that was kept as `number` (previous_trees.hpp). Throws std::runtime_error when the bytes of one of
/// its documents are nowhere any more, Interrupted when it is asked to stop.
void put_back(Staging& staging, const Filesystem& filesystem, std::uint64_t number, const std::atomic<bool>& stop);

/// For a run that ends while its threads are still busy, before it has written a document: removes its staging folder
/// and its lock. Never throws; what it cannot remove the next run does.
void abandon_staging(Filesystem& filesystem, const std::string& out) noexcept;

}  // namespace cairn
