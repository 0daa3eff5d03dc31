#include "base/storage/web_storages.hpp"

#include <xxhash.h>

#include <algorithm>

#include "base/storage/object_stamp.hpp"
#include "base/web_place.hpp"

namespace cairn {

namespace {

bool is_unchanged(const Sighting& one, const ObjectPlace& place) {
    if (one.path.ends_with('/')) {
        const Answer<std::vector<FolderMember>> members = place.storage->list(place.key);
        const auto* found = std::get_if<std::vector<FolderMember>>(&members);
        return found == nullptr ? !one.stamp : one.stamp == stamp_of(*found);
    }
    const Answer<ObjectStat> answer = place.storage->stat(place.key);
    if (const auto* fault = std::get_if<StorageFault>(&answer))
        return !one.stamp && fault->kind == StorageFault::Kind::missing;
    return one.stamp == stamp_of(std::get<ObjectStat>(answer));
}

}  // namespace

void WebStorages::add(std::string root, std::unique_ptr<Storage> storage) {
    m_storages.emplace_back(std::move(root), std::move(storage));
    std::ranges::stable_sort(m_storages, [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::optional<ObjectPlace> WebStorages::find(std::string_view place) {
    while (place.size() > 1 && place.ends_with('/')) place.remove_suffix(1);
    for (const auto& [root, storage] : m_storages) {
        if (!place.starts_with(root)) continue;
        const std::string_view rest = place.substr(root.size());
        if (!rest.empty() && rest.front() != '/') continue;
        return ObjectPlace{storage.get(), std::string(rest.substr(rest.empty() ? 0 : 1)), &m_habits, m_largest_whole};
    }
    return std::nullopt;
}

void WebStorages::keep(const std::string& place, std::unique_ptr<ObjectBytes> bytes) {
    const std::scoped_lock lock(m_mutex);
    if (m_kept_bytes + bytes->kept_bytes() > k_most_kept) return;
    m_kept_bytes += bytes->kept_bytes();
    m_kept[place] = std::move(bytes);
}

std::unique_ptr<ObjectBytes> WebStorages::take(const std::string& place) {
    const std::scoped_lock lock(m_mutex);
    const auto kept = m_kept.find(place);
    if (kept == m_kept.end()) return nullptr;
    std::unique_ptr<ObjectBytes> bytes = std::move(kept->second);
    m_kept.erase(kept);
    m_kept_bytes -= bytes->kept_bytes();
    return bytes;
}

bool WebStorages::keeps_more() const {
    const std::scoped_lock lock(m_mutex);
    return m_kept_bytes + ObjectBytes::k_first_read <= k_most_kept;
}

Traffic WebStorages::traffic() const {
    if (m_traffic) return m_traffic();
    Traffic all;
    for (const auto& [root, storage] : m_storages) {
        const Traffic one = storage->traffic();
        all.requests += one.requests;
        all.bytes += one.bytes;
    }
    return all;
}

bool are_unchanged(const std::vector<Sighting>& seen, WebStorages* web) {
    if (web == nullptr) return are_unchanged(seen);
    std::vector<Sighting> on_disk;
    for (const Sighting& one : seen) {
        const auto place = is_web(one.path) ? web->find(one.path) : std::nullopt;
        if (place && !is_unchanged(one, *place)) return false;
        if (!place) on_disk.push_back(one);
    }
    return are_unchanged(on_disk);
}

FileStamp stamp_of(const std::vector<FolderMember>& members) {
    std::string names;
    for (const FolderMember& member : members) names += member.name + (member.is_folder ? "/\n" : "\n");
    return {members.size(), 0, 0, XXH3_64bits(names.data(), names.size())};
}

}  // namespace cairn
