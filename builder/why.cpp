#include "builder/why.hpp"

#include <fmt/format.h>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_named = 3;  ///< sources in a reason

/// The first components of a path below "collections": the folder of a Collection, and of an Item.
std::pair<std::string, std::string> place_of(std::string_view path) {
    constexpr std::string_view k_collections = "collections/";
    constexpr std::string_view k_items = "items/";
    if (!path.starts_with(k_collections)) return {};
    path.remove_prefix(k_collections.size());
    const std::size_t end = path.find('/');
    if (end == std::string_view::npos) return {};
    const std::string collection(path.substr(0, end));
    path.remove_prefix(end + 1);
    if (!path.starts_with(k_items)) return {collection, {}};
    path.remove_prefix(k_items.size());
    return {collection, std::string(path.substr(0, path.find('/')))};
}

std::string shown(const std::string& path) { return discreet(to_utf8(path)); }

}  // namespace

void Why::Happened::add(const std::string& path, const std::string& reason) {
    ++count;
    first.emplace(path, reason);
    if (first.size() > k_named) first.erase(std::prev(first.end()));
}

void Why::note(const Source& source, bool is_read, const std::string& reason) {
    const std::lock_guard lock(m_mutex);
    const auto [known, is_new] = m_sources.try_emplace(source.path, SourceReason{source.path, reason, is_read});
    if (is_new) m_places[{}].add(source.path, reason);
}

void Why::note(const Source& source, const StatedAttributes& stated, bool is_read, const std::string& reason) {
    note(source, is_read, reason);
    Interner<Facets> facets;
    const Outcome<Placement> placement = m_placer.place(source, &stated, facets);
    if (!placement) return;
    const std::string collection = path_name(placement->collection.str());
    const std::lock_guard lock(m_mutex);
    m_places[{collection, {}}].add(source.path, reason);
    if (!placement->item.empty()) m_places[{collection, path_name(placement->item.str())}].add(source.path, reason);
}

Reasons Why::sources() const {
    const std::lock_guard lock(m_mutex);
    Reasons reasons;
    for (const auto& [path, source] : m_sources) reasons.sources.push_back(source);
    return reasons;
}

const Why::Happened* Why::happened_at(const std::string& path) const {
    const auto [collection, item] = place_of(path);
    const Place places[] = {{collection, item}, {collection, {}}, {}};
    for (const Place& place : places) {
        const auto at = m_places.find(place);
        if (at != m_places.end()) return &at->second;
    }
    return nullptr;
}

std::vector<std::string> Why::reasons_of(const Change& change, const CommonCauses& common, bool is_as_last) const {
    std::vector<std::string> reasons;
    if (change.kind == ChangeKind::remove) return {"nothing links to it any more, and its grace period is over"};
    if (!common.has_catalog) return {"there was no catalog"};
    if (is_as_last) return {"its file was not as the last run left it"};
    if (common.other_program) reasons.emplace_back("the program is another one than in the last run");
    if (common.other_configuration)
        reasons.emplace_back("the configuration, an option or a variable is another one than in the last run");
    const std::lock_guard lock(m_mutex);
    if (const Happened* happened = happened_at(change.path)) {
        for (const auto& [path, reason] : happened->first)
            reasons.push_back(fmt::format("{}: {}", shown(path), reason));
        if (happened->count > happened->first.size())
            reasons.push_back(fmt::format("and {} more sources", happened->count - happened->first.size()));
    }
    if (!reasons.empty()) return reasons;
    if (!common.is_last_known)
        return {"nothing is known of the last run: the program, the configuration or the archive may be others"};
    return {
        "what else the walk or the records found is other than in the last run, or a time went by (kept sources, "
        "min_age)"};
}

std::vector<Change> changes_of(const TreeDiff& diff) {
    std::vector<Change> changes;
    for (const std::string& path : diff.added) changes.push_back({ChangeKind::add, path, {}, 0});
    for (const DocumentDiff& document : diff.changed) changes.push_back({ChangeKind::change, document.path, {}, 0});
    for (const std::string& path : diff.removed) changes.push_back({ChangeKind::remove, path, {}, 0});
    return changes;
}

std::string to_text(const Reasons& reasons) {
    std::string text;
    for (const SourceReason& source : reasons.sources)
        text += fmt::format("{} {}: {}\n", source.is_read ? "read" : "kept", shown(source.path), source.reason);
    for (const DocumentReason& document : reasons.documents) {
        const char* const what = document.kind == ChangeKind::add      ? "added"
                                 : document.kind == ChangeKind::change ? "changed"
                                                                       : "removed";
        text += fmt::format("{} {}: {}\n", what, to_utf8(document.path), fmt::join(document.reasons, "; "));
    }
    return text;
}

}  // namespace cairn
