// Checksums as multihashes: what "file:checksum" of the STAC file extension wants.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace cairn::records {

/// What is wrong, with what was expected.
struct ChecksumComplaint {
    std::string message;
};

/// A multihash in small hexadecimal digits: the code of the algorithm, the length and the digest
/// (https://multiformats.io/multihash, codes of its table).
using Multihash = std::variant<std::string, ChecksumComplaint>;

/// From a digest in hexadecimal digits. Algorithms as k_algorithms in checksum.cpp names them; case, '-' and '_' do not
/// count, and "sha256" is sha2-256.
Multihash multihash_of(std::string_view algorithm, std::string_view digest);

/// A multihash as it is, when its algorithm is one of these and its length is that of the algorithm.
Multihash checked_multihash(std::string_view hexadecimal);

}  // namespace cairn::records
