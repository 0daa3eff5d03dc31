// The checksums that an archive has of its files: lists beside the data, and lists that the configuration names.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/checksums/list_files.hpp"
#include "builder/config/config.hpp"
#include "builder/model/source.hpp"

namespace cairn::checksums {

/// All lines of all lists: about 130 bytes of memory each. Threads: any number may ask.
class ChecksumLists {
  public:
    ChecksumLists() = default;
    /// Reads the lists. `problems` gets warnings: "discover/checksum-list" (a list that cannot be read, or lines of it; one for
    /// each list) and "discover/checksum-contradiction" (two digests of one algorithm for one file: none is used).
    ChecksumLists(const Config& config, std::vector<ListFile> files, std::vector<Problem>& problems);

    /// The multihash that a list states of a file, of several algorithms the most trusted; empty: none does, or only
    /// one that states another size.
    std::string of(const Source& source) const;

    /// What was found out while files asked, when all have: warnings "discover/checksum-size" (a list states another size of a
    /// file) and "discover/checksum-missing" (a list names files that are not there; one for each list).
    std::vector<Problem> disagreements() const;

  private:
    struct Row {
        std::uint64_t key_high = 0;  ///< hash of the archive and the path below its root
        std::uint64_t key_low = 0;
        std::uint64_t size_bytes = 0;
        std::uint64_t digest_at = 0;  ///< in m_digests
        std::uint64_t line = 0;
        std::uint32_t list = 0;
        std::uint8_t digest_size = 0;
        std::uint8_t rank = 0;
        bool has_size = false;
        bool is_refused = false;  ///< another list contradicts it
    };

    void read(std::uint32_t list, std::vector<Problem>& problems);
    void sort(std::vector<Problem>& problems);
    std::span<const Row> rows_of(const Source& source) const;
    std::string_view digest_of(const Row& row) const;
    std::optional<Problem> missing_in(std::uint32_t list, std::span<const std::uint64_t> lines) const;

    std::vector<ListFile> m_files;
    std::vector<std::string> m_roots;  ///< of the archives
    std::vector<Row> m_rows;           ///< in order of their keys, then of trust
    std::string m_digests;
    std::unique_ptr<std::atomic<bool>[]> m_is_asked;  ///< of each row
    mutable std::mutex m_mutex;                       ///< guards m_of_other_size
    mutable std::vector<Problem> m_of_other_size;
};

}  // namespace cairn::checksums
