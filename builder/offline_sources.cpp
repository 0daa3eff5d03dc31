#include "builder/offline_sources.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_set>

#include "base/text.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

Problem unknown(const Source& source) {
    return {Stage::discover,
            "discover/offline",
            to_utf8(source.path),
            "it is on tape only (scan.offline_files), and nothing is known of it: it is not catalogued; bring it back "
            "once, describe it by a record of the same URL, or exclude it",
            Severity::error,
            std::nullopt};
}

}  // namespace

void settle_offline(std::span<const Source> offline, const Placing& placing, Entries& entries,
                    std::vector<Problem>& problems) {
    if (offline.empty()) return;
    std::unordered_set<std::string> urls;
    for (const Source& source : offline) urls.insert(placing.href_of(source));
    std::unordered_set<std::string> recorded_urls;
    entries.take_if([&](const Entry& entry) {
        if (entry.recorded && urls.contains(entry.href)) recorded_urls.insert(entry.href);
        return false;
    });
    const auto key = [](const Source& source) { return std::tie(source.archive, source.relative); };
    std::vector<bool> is_described(offline.size());
    entries.take_if([&](const Entry& entry) {
        if (!entry.absence || entry.absence->why != Absent::offline) return false;
        const auto at = std::ranges::lower_bound(offline, key(entry.source), {}, key);
        if (at == offline.end() || key(*at) != key(entry.source)) return false;
        is_described[static_cast<std::size_t>(at - offline.begin())] = true;
        return recorded_urls.contains(entry.href);
    });
    for (std::size_t i = 0; i < offline.size(); ++i) {
        const Source& source = offline[i];
        const bool is_folder = source.stamp.size_bytes == 0;
        if (is_described[i] || !(is_folder || may_be_data(source.relative))) continue;
        const std::string href = placing.href_of(source);
        if (href.empty() || !recorded_urls.contains(href)) problems.push_back(unknown(source));
    }
}

}  // namespace cairn
