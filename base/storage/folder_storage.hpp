// A folder of the file system.
#pragma once

#include <atomic>

#include "base/storage/storage.hpp"

namespace cairn {

/// Files below a folder. Symbolic links are followed as long as they stay below it (openat2; without it, none is).
/// Versions are made of inode, size and times. Reads are done when they are taken, on the caller's thread.
class FolderStorage final : public Storage {
  public:
    /// Throws std::system_error when the folder cannot be opened. `shown` is how people wrote it: places begin with it.
    explicit FolderStorage(std::string shown);
    ~FolderStorage() override;
    FolderStorage(const FolderStorage&) = delete;
    FolderStorage& operator=(const FolderStorage&) = delete;

    Answer<ObjectStat> stat(const std::string& key) override;
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override;
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override;
    std::string place_of(const std::string& key) const override;
    Traffic traffic() const override { return {m_files, m_bytes}; }
    std::size_t reads_ahead() const override { return 1; }

  private:
    class File;
    Answer<File> open(const std::string& key);
    Answer<std::string> read_whole(const std::string& key, std::uint64_t max_bytes);

    std::string m_shown;
    int m_root = -1;
    std::atomic<std::uint64_t> m_files{0};
    std::atomic<std::uint64_t> m_bytes{0};
};

}  // namespace cairn
