#include "builder/probe/references/source_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace cairn::references {

namespace {

bool comes_before(const IndexRange& a, const IndexRange& b) {
    return std::tie(a.dimension.group, a.dimension.index) < std::tie(b.dimension.group, b.dimension.index);
}

}  // namespace

/// Most sources cover three dimensions, which are scanned; one can cover as many as there are arrays.
IndexRange* SourceSummary::Entry::range_of(DimensionId dimension) {
    constexpr std::size_t k_few = 16;
    std::vector<IndexRange>& covers = source.covers;
    if (covers.size() <= k_few) {
        const auto known = std::find_if(covers.begin(), covers.end(),
                                        [&](const IndexRange& range) { return range.dimension == dimension; });
        return known == covers.end() ? nullptr : &*known;
    }
    if (!places) places = std::make_unique<Places>();
    for (std::size_t i = places->size(); i < covers.size(); ++i)
        places->emplace(std::pair(covers[i].dimension.group, covers[i].dimension.index), i);
    const auto known = places->find({dimension.group, dimension.index});
    return known == places->end() ? nullptr : &covers[known->second];
}

void SourceSummary::Entry::widen(DimensionId dimension, std::uint64_t begin, std::uint64_t end) {
    if (IndexRange* known = range_of(dimension)) {
        known->begin = std::min(known->begin, begin);
        known->end = std::max(known->end, end);
    } else {
        source.covers.push_back({dimension, begin, end});
    }
}

SourceSummary::Entry* SourceSummary::entry_of(std::string_view key, std::string_view url, const ArrayGrid& array) {
    if (m_last < m_entries.size() && m_entries[m_last].source.url == url) return &m_entries[m_last];
    const auto place = m_places.find(std::string(url));
    if (place != m_places.end()) return &m_entries[m_last = place->second];
    if (m_entries.size() == k_most_sources || url.size() > k_most_url_bytes - m_url_bytes) {
        m_problems.add("probe/too-many-sources", key,
                       fmt::format("the references name more than {} files, or their URLs have more than {} bytes; the "
                                   "source '{}' is left out",
                                   k_most_sources, k_most_url_bytes, url.substr(0, 200)));
        return nullptr;
    }
    m_url_bytes += url.size();
    m_last = m_entries.size();
    m_places.emplace(url, m_last);
    Entry& entry = m_entries.emplace_back();
    entry.source.url = url;
    entry.array = array.path;
    const Location location = m_locations.of(url, array.path);
    entry.is_refused = location.kind == Location::Kind::refused || location.kind == Location::Kind::outside;
    if (location.kind == Location::Kind::outside)
        m_problems.add(
            "probe/outside-archive", key,
            fmt::format("refers to '{}', a file of this machine that lies in none of the archives: it is not "
                        "read, and others could not; the source is left out",
                        url.substr(0, 200)),
            Severity::warning);
    if (location.kind == Location::Kind::refused)
        m_problems.add("probe/refused-source", key,
                       fmt::format("refers to '{}', which is refused: {}; the source is left out", url.substr(0, 200),
                                   location.why),
                       location.is_unknown_kind ? Severity::warning : Severity::error);
    return &entry;
}

void SourceSummary::add(std::string_view key, const ArrayGrid& array, const ChunkIndex& index, const Target& target) {
    Entry* entry = entry_of(key, target.url, array);
    if (entry == nullptr || entry->is_refused) return;
    ReferencedSource& source = entry->source;
    if (__builtin_add_overflow(source.bytes, target.length, &source.bytes)) source.bytes = UINT64_MAX;
    entry->furthest = std::max(entry->furthest, target.offset + target.length);  // checked where it was read
    // Coordinates in one chunk are of the file that they were taken from, and say nothing of what else it holds.
    if ((!array.has_many_chunks && array.is_coordinate) || array.dimensions.empty()) return;
    for (std::size_t axis = 0; axis < index.size(); ++axis) {
        const zarr::ChunkGrid::Span span = array.chunks.span_of(axis, index[axis]);
        entry->widen(array.dimensions[axis], span.begin, span.end);
    }
}

void SourceSummary::check_presence(const Entry& entry, const Location& location) {
    const std::string& url = entry.source.url;
    if (location.kind != Location::Kind::file) return;
    auto found = m_locations.size_of(location);
    if (!found) {
        const Problem problem = found.take_problem();
        return m_problems.add(problem.code, url, problem.message, Severity::warning);
    }
    const std::optional<std::uint64_t> size = *found;
    const std::string path = (location.folder == "/" ? "" : location.folder) + '/' + location.key;
    if (!size) {
        m_problems.add("probe/missing-source", url,
                       fmt::format("the references point into '{}', where there is no file; restore it, or make the "
                                   "references again",
                                   path));
    } else if (entry.furthest > *size) {
        m_problems.add("probe/short-source", url,
                       fmt::format("the references point to {} bytes of '{}', which has {}; make the references again",
                                   entry.furthest, path, *size));
    }
}

std::vector<ReferencedSource> SourceSummary::take() {
    std::sort(m_entries.begin(), m_entries.end(),
              [](const Entry& a, const Entry& b) { return a.source.url < b.source.url; });
    std::vector<ReferencedSource> sources;
    for (Entry& entry : m_entries) {
        if (entry.is_refused) continue;
        const Location location = m_locations.of(entry.source.url, entry.array);
        check_presence(entry, location);
        if (location.is_local) entry.source.url = m_locations.url_of(location);
        if (location.is_below_array) entry.source.url = entry.array + '/' + entry.source.url;
        std::sort(entry.source.covers.begin(), entry.source.covers.end(), comes_before);
        sources.push_back(std::move(entry.source));
    }
    m_entries.clear();
    m_places.clear();
    return sources;
}

}  // namespace cairn::references
