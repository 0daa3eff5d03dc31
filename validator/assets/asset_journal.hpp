// Which assets were found to agree with their documents, so that a run that was interrupted need not ask again.
#pragma once

#include <cstdint>
#include <fstream>
#include <mutex>
#include <string>
#include <unordered_set>

namespace cairn::validate {

/// A file with a line for each asset that agrees: a digest of its place, its version and what was claimed. What does
/// not agree is looked at again. Threads: any number.
class AssetJournal {
  public:
    /// Empty: nothing is kept. Throws std::runtime_error when the file cannot be written.
    explicit AssetJournal(const std::string& path);

    bool knows(std::uint64_t digest) const { return m_known.count(digest) > 0; }
    void add(std::uint64_t digest);

  private:
    std::unordered_set<std::uint64_t> m_known;  ///< before this run
    std::mutex m_mutex;                         ///< guards m_file
    std::ofstream m_file;
};

}  // namespace cairn::validate
