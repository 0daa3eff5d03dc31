// The output tree: written into a folder beside OUT, looked at, then put in OUT's place in one step. Until then OUT is
// as it was.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "builder/write/filesystem.hpp"
#include "builder/write/lock.hpp"

namespace cairn {

/// Layout: OUT is the published tree; OUT.staging holds all that is not: the new tree in `tree`, and in `previous` the
/// old one where the file system cannot exchange two folders. A file `cairn-staging` in it says that it is ours: a
/// folder of that name without it is never touched. What a killed run left is removed when the next one begins, and an
/// old tree that it had moved away is put back. Threads: `write` and `create` from any thread, for different paths; the
/// rest from one. Hold an OutputLock of the same OUT.
class Staging {
  public:
    /// Throws std::invalid_argument, before anything is written, when OUT is not a folder, or holds files but no
    /// catalog.json.
    Staging(Filesystem& filesystem, const std::string& out);
    /// Removes what was not published.
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// `relative`: '/' separated, no "..", not absolute (checked: std::invalid_argument). Makes the folders it needs.
    void write(const std::string& relative, std::string_view bytes);
    std::unique_ptr<OutputFile> create(const std::string& relative);

    /// The folder that becomes OUT.
    const std::string& path() const { return m_tree; }
    /// Sync, then exchange with OUT (or rename when there is no OUT), then remove the old tree. When it throws, OUT is
    /// as it was; an old tree that cannot be removed is no failure: the next run does it.
    void publish();

  private:
    void refuse_foreign_output() const;
    void remove_leftovers();
    void replace_by_renames();
    void clean_up() noexcept;

    Filesystem& m_filesystem;
    std::string m_out;
    std::string m_staging;
    std::string m_tree;
    std::string m_previous;
};

}  // namespace cairn
