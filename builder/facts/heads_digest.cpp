#include "builder/facts/heads_digest.hpp"

#include <xxhash.h>

#include "base/storage/file_bytes.hpp"
#include "base/web_place.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_head_bytes = 64 << 10;

/// Versions of objects on the web tell their contents: nothing is read.
std::uint64_t with_head(std::uint64_t digest, const std::string& path) {
    if (is_web(path)) return digest;
    FileBytes file(path);
    const std::string head = file.is_regular() ? file.read(0, k_head_bytes) : std::string();
    return XXH3_64bits_withSeed(head.data(), head.size(), digest);
}

}  // namespace

std::uint64_t heads_digest(const std::string& path, const Fingerprint& fingerprint) {
    if (fingerprint.parts.empty()) return with_head(0, path);
    std::uint64_t digest = 0;
    for (const Sighting& part : fingerprint.parts) {
        if (part.stamp) digest = with_head(digest, part.path);
    }
    return digest;
}

}  // namespace cairn
