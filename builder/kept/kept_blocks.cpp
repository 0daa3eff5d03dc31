#include "builder/kept/kept_blocks.hpp"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <span>

#include "base/codecs/zstd_block.hpp"
#include "builder/facts/byte_codec.hpp"

namespace cairn {

namespace {

KeptBlock pack_one(std::span<const KeptEntry> entries) {
    facts::Writer writer;
    writer.count(entries.size());
    std::string_view before;
    for (const KeptEntry& entry : entries) {
        writer.text_after(before, entry.path);
        writer.text(entry.bytes);
        before = entry.path;
    }
    return {entries.front().path, codecs::zstd_block(writer.take())};
}

std::string hash_text(std::string_view bytes) {
    facts::Writer writer;
    writer.real(std::bit_cast<double>(XXH3_64bits(bytes.data(), bytes.size())));
    return writer.take();
}

constexpr std::size_t k_hash_bytes = 8;

}  // namespace

std::vector<KeptBlock> pack(const std::vector<KeptEntry>& entries) {
    const std::size_t size = entries.size() <= 2 * k_entries_of_block ? entries.size() : k_entries_of_block;
    std::vector<KeptBlock> blocks;
    for (std::size_t begin = 0; begin < entries.size(); begin += size)
        blocks.push_back(pack_one(std::span(entries).subspan(begin, std::min(size, entries.size() - begin))));
    return blocks;
}

std::optional<std::vector<KeptEntry>> unpack(const KeptBlock& block) {
    const auto unpacked = codecs::unzstd_block(block.packed);
    if (!unpacked) return std::nullopt;
    facts::Reader reader(*unpacked);
    std::vector<KeptEntry> entries(reader.elements());
    std::string_view before;
    for (KeptEntry& entry : entries) {
        entry.path = reader.text_after(before);
        entry.bytes = reader.text();
        before = entry.path;
    }
    return reader.failed() || !reader.is_at_end() ? std::nullopt : std::optional(std::move(entries));
}

std::string kept_text(std::string_view format, std::uint64_t program, const std::vector<KeptBlock>& blocks) {
    facts::Writer writer;
    writer.count(program);
    writer.count(blocks.size());
    for (const KeptBlock& block : blocks) {
        writer.text(block.first);
        writer.text(block.packed);
    }
    std::string bytes = std::string(format) + '\n' + writer.take();
    return bytes += hash_text(bytes);
}

std::vector<KeptBlock> parse_kept(std::string_view bytes, std::string_view format, std::uint64_t program) {
    if (!bytes.starts_with(format) || bytes.size() < format.size() + 1 + k_hash_bytes) return {};
    const std::string_view hash = bytes.substr(bytes.size() - k_hash_bytes);
    bytes.remove_suffix(k_hash_bytes);
    if (hash != hash_text(bytes)) return {};
    facts::Reader reader(bytes.substr(format.size() + 1));
    if (program == 0 || reader.count() != program) return {};
    std::vector<KeptBlock> blocks(reader.elements());
    for (KeptBlock& block : blocks) {
        block.first = reader.text();
        block.packed = reader.text();
    }
    const bool is_sound =
        !reader.failed() && reader.is_at_end() && std::ranges::is_sorted(blocks, {}, &KeptBlock::first);
    return is_sound ? std::move(blocks) : std::vector<KeptBlock>();
}

}  // namespace cairn
