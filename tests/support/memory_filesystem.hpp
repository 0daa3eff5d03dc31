// A file system in memory: what tests write to when the disk does not matter, and under the faulty one.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "builder/write/filesystem.hpp"

namespace cairn::test {

/// Absolute paths without links. The root is there from the start. Threads: safe.
class MemoryFilesystem : public Filesystem {
  public:
    void create_folders(const std::string& path) override;
    std::unique_ptr<OutputFile> create(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void exchange(const std::string& a, const std::string& b) override;
    void sync(const std::string& folder) override;
    void remove_all(const std::string& path) override;
    PathKind kind_of(const std::string& path) const override;
    std::string resolved(const std::string& path) const override { return without_final_slashes(path); }

    /// The contents of a file; throws std::out_of_range when there is none.
    std::string read(const std::string& path) const;
    /// Every file and empty folder below a folder, "relative=contents" or "relative/" a line, sorted.
    std::string snapshot(const std::string& folder) const;

  private:
    struct Contents {
        std::mutex mutex;  ///< guards bytes
        std::string bytes;
    };
    class File;
    using Tree = std::map<std::string, std::shared_ptr<Contents>>;  ///< path -> contents; nullptr: a folder

    PathKind kind(const std::string& path) const;
    /// Takes a path and all below it out of the tree, keyed by what follows the path.
    Tree take(const std::string& path);
    void put(const std::string& path, Tree branch);

    mutable std::mutex m_mutex;  ///< guards m_tree
    Tree m_tree;
};

}  // namespace cairn::test
