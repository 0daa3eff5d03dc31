// What lists of checksums state, as they were read: by the process that places the files, or by the plan of its merge.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/checksums/list_files.hpp"

namespace cairn::checksums {

/// A file of an archive: 128 bits of a hash of the archive and the path below its root.
struct FileKey {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const FileKey&) const = default;
};

/// `relative`: in UTF-8, as Source::relative is.
FileKey key_of(std::size_t archive, std::string_view relative);

/// What one line states.
struct Statement {
    FileKey file;
    std::uint64_t size_bytes = 0;
    std::uint64_t digest_at = 0;  ///< in Stated::digests
    std::uint64_t line = 0;
    std::uint32_t list = 0;  ///< index into Stated::files
    std::uint8_t digest_size = 0;
    std::uint8_t rank = 0;    ///< rank_of_multihash
    bool has_size = false;    ///< `size_bytes` is stated
    bool is_refused = false;  ///< another line contradicts it
};

/// A line whose file is not there.
struct MissingFile {
    std::uint32_t list = 0;
    std::uint64_t line = 0;
    std::string path;  ///< below the root of the archive
};

struct Stated {
    std::vector<ListFile> files;
    std::vector<Statement> statements;  ///< in the order of the lists and of their lines
    std::string digests;                ///< multihashes of all statements, one behind the other
    std::vector<MissingFile> missing;   ///< in the same order
    std::vector<Problem> problems;      ///< of reading: "discover/checksum-list", one for each list
};

}  // namespace cairn::checksums
