// The checksums that an archive has of its files: lists beside the data, and lists that the configuration names.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/checksums/stated.hpp"
#include "builder/model/source.hpp"

namespace cairn::checksums {

/// What all lists state, by file. Threads: any number may ask.
class ChecksumLists {
  public:
    ChecksumLists() = default;
    /// `problems` gets what was wrong when they were read, and warnings "discover/checksum-contradiction" (two digests
    /// of one algorithm for one file: none is used).
    ChecksumLists(Stated stated, std::vector<Problem>& problems);

    /// The multihash that a list states of a file, of several algorithms the most trusted; empty: none does, or only
    /// one that states another size.
    std::string of(const Source& source) const;

    /// What was found out while files asked, when all have: warnings "discover/checksum-size" (a list states another size of a
    /// file) and "discover/checksum-missing" (a list names files that are not there; one for each list).
    std::vector<Problem> disagreements() const;

  private:
    void refuse_contradictions(std::vector<Problem>& problems);
    std::span<const Statement> statements_of(const Source& source) const;
    std::string_view digest_of(const Statement& statement) const;
    std::vector<Problem> missing_files() const;

    Stated m_stated;                                  ///< in order of their files, then of trust
    std::unique_ptr<std::atomic<bool>[]> m_is_asked;  ///< of each statement
    mutable std::mutex m_mutex;                       ///< guards m_of_other_size
    mutable std::vector<Problem> m_of_other_size;
};

}  // namespace cairn::checksums
