#include "builder/group/neighbours.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace cairn {

namespace {

/// Folder ("" at the root) and name.
std::pair<std::string_view, std::string_view> split(std::string_view relative) {
    const std::size_t slash = relative.rfind('/');
    if (slash == std::string_view::npos) return {{}, relative};
    return {relative.substr(0, slash), relative.substr(slash + 1)};
}

std::string key_of(std::size_t archive, std::string_view folder, std::string_view name = {}) {
    return std::to_string(archive) + '/' + std::string(folder) + '\n' + std::string(name);
}

std::string_view without_ending(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

/// "tas_2000_thumbnail" is of "tas_2000".
std::string_view without_word(std::string_view stem) {
    constexpr std::array<std::string_view, 10> k_words{"thumbnail", "thumb", "preview",  "quicklook", "browse",
                                                       "iso19115",  "iso",   "metadata", "readme",    "ql"};
    for (const std::string_view word : k_words) {
        if (stem.size() <= word.size() + 1 || !stem.ends_with(word)) continue;
        const char before = stem[stem.size() - word.size() - 1];
        if (before == '_' || before == '-' || before == '.') return stem.substr(0, stem.size() - word.size() - 1);
    }
    return stem;
}

/// What the data may be called, without their ending, that a name speaks of: "x.nc.iso.xml" of "x.nc.iso", "x.nc", "x".
std::vector<std::string> stems_of(std::string_view name) {
    std::vector<std::string> stems;
    for (std::string_view stem = without_ending(name);; stem = without_ending(stem)) {
        for (const std::string_view one : {stem, without_word(stem), without_ending(without_word(stem))})
            if (std::ranges::find(stems, one) == stems.end()) stems.emplace_back(one);
        if (without_ending(stem) == stem || stems.size() > 12) return stems;
    }
}

bool describes(const OtherFile& file) { return file.kind.role != "data" && file.kind.role != "other"; }

}  // namespace

void Neighbours::Data::add(const Placement& one) {
    if (!is_seen) {
        is_seen = true;
        placement = one;
        return;
    }
    is_of_many_items = is_of_many_items || placement.item.str() != one.item.str();
    is_of_many_collections = is_of_many_collections || placement.collection.str() != one.collection.str();
    placement.collection_rule = std::min(placement.collection_rule, one.collection_rule);
}

Neighbours::Neighbours(std::span<const OtherFile> files) {
    for (const OtherFile& file : files) {
        if (!describes(file)) continue;
        const auto [folder, name] = split(file.source.relative);
        m_folders.try_emplace(key_of(file.source.archive, folder));
        for (const std::string& stem : stems_of(name)) m_names.try_emplace(key_of(file.source.archive, folder, stem));
    }
}

void Neighbours::see(const Entry& entry) {
    if (m_folders.empty() || entry.source.relative.empty()) return;
    const auto [folder, name] = split(entry.source.relative);
    const auto add = [&](Table& table, const std::string& key) {
        if (const auto found = table.find(key); found != table.end()) {
            const std::lock_guard lock(m_mutex);
            found->second.add(entry.placement);
        }
    };
    add(m_names, key_of(entry.source.archive, folder, without_ending(name)));
    for (std::string_view above = folder;; above = split(above).first) {
        add(m_folders, key_of(entry.source.archive, above));
        if (above.empty()) return;
    }
}

namespace {

Placement beside(const Placement& data, const OtherFile& file) {
    const auto [folder, name] = split(file.source.relative);
    Placement placement = data;
    placement.asset = SharedText(std::string(name));
    placement.asset_title = placement.asset;
    placement.facets = std::make_shared<const Facets>();
    return placement;
}

}  // namespace

std::optional<Placement> Neighbours::by_name(const OtherFile& file) const {
    if (!describes(file)) return std::nullopt;
    const auto [folder, name] = split(file.source.relative);
    for (const std::string& stem : stems_of(name)) {
        const auto found = m_names.find(key_of(file.source.archive, folder, stem));
        if (found == m_names.end() || !found->second.is_seen || found->second.is_of_many_items) continue;
        return beside(found->second.placement, file);
    }
    return std::nullopt;
}

std::optional<Placement> Neighbours::by_folder(const OtherFile& file) const {
    if (!describes(file)) return std::nullopt;
    const auto [folder, name] = split(file.source.relative);
    const auto found = m_folders.find(key_of(file.source.archive, folder));
    if (found == m_folders.end()) return std::nullopt;
    const Data& data = found->second;
    if (!data.is_seen || data.is_of_many_collections) return std::nullopt;
    Placement placement = beside(data.placement, file);
    if (!data.is_of_many_items) return placement;
    // An id that no Item has: what has no time and no Item is an asset of the Collection.
    const std::string place = folder.empty() ? std::string("archive") : std::string(folder);
    placement.item = SharedText(place);
    placement.item_folders = place.size();
    return placement;
}

}  // namespace cairn
