// The output tree: written beside OUT or in its own folder in OUT, looked at, then published. Until then OUT is as it
// was.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "builder/write/check_output.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/lock.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

/// How a tree gets into OUT; found out when the run begins.
enum class Method {
    exchange,  ///< OUT holds nothing foreign and is mounted nowhere: OUT.staging/tree takes its place in one step
    files      ///< anything else: the files of OUT/.cairn/staging/tree, one by one (replace_files.hpp)
};

/// A folder OUT.staging is known as cairn's by the file `cairn-staging` in it; without that it is never touched. What a
/// killed run left is removed when the next one begins. Of an old tree that was exchanged exactly the files of its
/// manifest are removed; what came into it meanwhile goes back into OUT. Threads: `write` from any thread, for
/// different paths; the rest from one.
class Staging {
  public:
    /// Checks OUT (std::invalid_argument), locks it (LockedError), tidies up, finds the method. Nothing is written
    /// where OUT may not be written to.
    Staging(Filesystem& filesystem, const OutputRequest& request);
    /// Removes what was not published.
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// `relative`: fault_of_path has none (std::invalid_argument), no path twice, also not in other letters
    /// (std::logic_error). Makes the folders it needs.
    void write(const std::string& relative, std::string_view bytes);

    /// What stands in OUT where written documents must go and is not cairn's: paths, sorted. The method
    /// `exchange` has none.
    std::vector<std::string> conflicts() const;

    /// The folder with the new tree.
    const std::string& path() const { return m_tree; }
    Method method() const { return m_method; }

    /// The files written so far. Not while others write.
    const Manifest& written() const { return m_written; }
    /// The files of the last run, as its manifest has them (or as they were adopted).
    Manifest previous() const;
    /// The bytes of one of them; empty when it is not there any more, or no file.
    std::string read_previous(const std::string& relative) const;

    /// Looks at OUT again, and publishes. When it throws, OUT is as it was, but for PartlyPublished. An old tree that
    /// cannot be removed is no failure: the next run does it.
    void publish();

    /// For a run that was asked to stop before it published. Nothing stays beside OUT; what cannot be removed in `time`
    /// stays in OUT/.cairn/staging, and the next run removes it. Never throws.
    void abandon(std::chrono::milliseconds time) noexcept;

  private:
    void tidy_up();
    void retire(const std::string& tree);
    void carry_over(const std::string& tree, const Survey& found);
    Survey survey_of_out() const;
    bool is_exchangeable(const Survey& found) const;
    bool prepare_exchange();
    void prepare_files();
    bool try_exchange();
    void write_manifest(const std::string& folder, const Manifest& manifest);
    void remove_outer();
    bool move_outer_into_out();
    void clean_up() noexcept;

    Filesystem& m_filesystem;
    std::string m_out;
    bool m_adopt;
    OutputLock m_lock;
    std::string m_outer;  ///< OUT.staging
    std::string m_tree;
    Method m_method = Method::files;
    bool m_is_abandoned = false;
    std::mutex m_mutex;  ///< guards m_written and m_folded
    Manifest m_written;
    std::set<std::string> m_folded;  ///< the paths written, in small letters
};

/// For a run that ends while its threads are still busy, before it has written a document: removes its empty staging
/// folder and its lock. Never throws; what it cannot remove the next run does.
void abandon_staging(Filesystem& filesystem, const std::string& out) noexcept;

}  // namespace cairn
