// One line of a list of checksums, in any of the forms that archives have.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/multihash.hpp"

namespace cairn::checksums {

/// A line that says nothing: it is empty or a comment.
struct NoLine {};

struct ChecksumLine {
    std::string name;                         ///< of the file, as the list has it: relative or absolute; raw bytes
    std::string multihash;                    ///< in small hexadecimal digits
    std::optional<std::uint64_t> size_bytes;  ///< nullopt: the list does not say it
};

using ReadLine = std::variant<NoLine, ChecksumLine, ChecksumComplaint>;

/// Reads
/// - "DIGEST  NAME" and "DIGEST *NAME" of md5sum, sha256sum and their kin; with a '\' in front the name has "\\", "\n",
///   "\r" (GNU coreutils, "cksum output modes");
/// - "SHA256 (NAME) = DIGEST" (BSD, `--tag`);
/// - "DATASET | NAME | SIZE | mod_time=... | checksum=DIGEST | checksum_type=SHA256" (ESGF map files); without a
///   checksum it is NoLine;
/// - a digest alone, of the file that the list is named after ("x.nc.md5").
/// A digest without a name of its algorithm is told by its length; "b2" in `list` makes one of 128 digits BLAKE2b.
/// `list`: name of the file of the list, without folders.
ReadLine read_checksum_line(std::string_view line, std::string_view list);

/// Whether a name is that of a list: "tas.nc.md5", "SHA256SUMS", "checksums.txt", "x.map".
bool is_name_of_checksums(std::string_view name);

}  // namespace cairn::checksums
