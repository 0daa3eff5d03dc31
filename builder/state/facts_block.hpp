// Facts of sources that follow each other, as they lie in a state: compressed together, since neighbours in an archive
// say nearly the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/facts/facts.hpp"

namespace cairn {

/// What has to be known of a source to see whether its Facts still hold, without decoding them.
struct KnownSource {
    std::string relative;  ///< below the root of the archive: the key
    Format format = Format::cdf1;
    FileStamp stamp;
    bool is_settled = false;
    bool has_errors = false;
    bool operator==(const KnownSource&) const = default;
};

KnownSource known_source(std::string relative, const Facts& facts);

/// How many sources a new block has. Compression wants many, a change wants few: it writes a block again.
inline constexpr std::size_t k_sources_of_block = 64;
/// Blocks grow when sources come between theirs; a larger one is divided.
inline constexpr std::size_t k_most_sources_of_block = 2 * k_sources_of_block;

/// Keys in front coding, then compressed (zstd).
std::string pack_keys(const std::vector<KnownSource>& sources);
/// nullopt: the bytes are damaged.
std::optional<std::vector<KnownSource>> unpack_keys(std::string_view bytes);

/// Encoded Facts, one of each source, compressed together.
std::string pack_facts(const std::vector<std::string>& encoded);
std::optional<std::vector<std::string>> unpack_facts(std::string_view bytes);

}  // namespace cairn
