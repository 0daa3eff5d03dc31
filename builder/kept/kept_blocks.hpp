// Byte strings by path, in one file of OUT/.cairn: compressed in blocks of neighbours, which say nearly the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What is kept under one path.
struct KeptEntry {
    std::string path;
    std::string bytes;
};

/// How many entries a new block has. Compression wants many, a change wants few: it packs a block again.
inline constexpr std::size_t k_entries_of_block = 64;

struct KeptBlock {
    std::string first;   ///< path of its first entry
    std::string packed;  ///< zstd; paths in front coding
};

/// The entries, which are sorted by path and not none, in one block, or in several when they are more than twice
/// k_entries_of_block.
std::vector<KeptBlock> pack(const std::vector<KeptEntry>& entries);
/// nullopt: the bytes are damaged.
std::optional<std::vector<KeptEntry>> unpack(const KeptBlock& block);

/// As bytes: the format (with its version) as a line, then the program's number, the blocks, and a hash of all before
/// it.
std::string kept_text(std::string_view format, std::uint64_t program, const std::vector<KeptBlock>& blocks);
/// None when the bytes are of another format or program, or damaged: what they hold can be made again.
std::vector<KeptBlock> parse_kept(std::string_view bytes, std::string_view format, std::uint64_t program);

}  // namespace cairn
