#include <algorithm>

#include "builder/reasons_to_read.hpp"
#include "builder/scan.hpp"

namespace cairn {

std::optional<Format> KnownSources::format_of(std::string_view relative, const FileStamp& stamp) const {
    if (m_blocks.empty()) return std::nullopt;
    const std::vector<KnownSource>& sources = m_blocks[block_of(relative)].sources;
    const auto known = std::ranges::lower_bound(
        sources, relative, {}, [](const KnownSource& one) -> std::string_view { return one.relative; });
    const bool is_same = known != sources.end() && known->relative == relative && known->stamp == stamp;
    return is_same && known->is_settled && !known->has_errors ? std::optional(known->format) : std::nullopt;
}

std::size_t KnownSources::block_of(std::string_view relative) const {
    const auto after = std::ranges::upper_bound(m_blocks, relative, {}, [](const BlockOfKeys& block) {
        return std::string_view(block.sources.front().relative);
    });
    return after == m_blocks.begin() ? 0 : static_cast<std::size_t>(after - m_blocks.begin()) - 1;
}

bool KnownSources::holds(const BlockOfKeys& block, const KnownSource& known, const Source& source) const {
    if (!known.is_settled || known.has_errors || known.format != source.format) return false;
    if (block.has_references_of_other_context && is_of_references(known.format)) return false;
    // What a folder's stamp says is not what its description depends on: Fingerprint::parts are.
    const bool is_folder = source.stamp.size_bytes == 0;
    return is_folder || known.stamp == source.stamp;
}

}  // namespace cairn
