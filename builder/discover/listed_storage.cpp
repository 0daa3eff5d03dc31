#include "builder/discover/listed_storage.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cairn {

ListedStorage::ListedStorage(std::unique_ptr<Storage> storage, std::vector<ListedObject> objects)
    : m_storage(std::move(storage)), m_objects(std::move(objects)) {
    std::ranges::reverse(m_objects);  // the later first
    std::ranges::stable_sort(m_objects, {}, &ListedObject::key);
    const auto [first, last] = std::ranges::unique(m_objects, {}, &ListedObject::key);
    m_objects.erase(first, last);
}

bool ListedStorage::is_listed(const std::string& key) const {
    return std::ranges::binary_search(m_objects, key, {}, &ListedObject::key);
}

bool ListedStorage::is_in_store(const std::string& folder) const {
    for (std::size_t slash = folder.find('/'); slash != std::string::npos; slash = folder.find('/', slash + 1))
        if (is_listed(folder.substr(0, slash + 1))) return true;
    return false;
}

Answer<std::vector<FolderMember>> ListedStorage::list_store(const std::string& folder) const {
    constexpr std::array<std::string_view, 4> k_names{".zarray", ".zgroup", ".zmetadata", "zarr.json"};
    Answer<std::vector<FolderMember>> listed = m_storage->list(folder);
    std::vector<FolderMember> members;
    if (auto* all = std::get_if<std::vector<FolderMember>>(&listed)) members = std::move(*all);
    const bool is_told = std::ranges::any_of(members, [&](const FolderMember& member) {
        return std::ranges::find(k_names, std::string_view(member.name)) != k_names.end();
    });
    if (is_told) return members;
    std::vector<std::unique_ptr<PendingRanges>> pending;
    for (const std::string_view name : k_names)
        pending.push_back(m_storage->begin_ranges(folder + '/' + std::string(name), {{0, 1}}, ""));
    for (std::size_t i = 0; i < k_names.size(); ++i) {
        const bool is_there = std::holds_alternative<SeenRanges>(pending[i]->take());
        if (is_there) members.push_back({std::string(k_names.at(i)), false, {}});
    }
    if (members.empty() && std::holds_alternative<StorageFault>(listed)) return listed;
    std::ranges::sort(members, {}, &FolderMember::name);
    return members;
}

Answer<std::vector<FolderMember>> ListedStorage::list(const std::string& folder) {
    if (is_listed(folder + '/')) return list_store(folder);
    if (is_in_store(folder)) return m_storage->list(folder);
    const std::string prefix = folder.empty() ? "" : folder + '/';
    std::vector<FolderMember> members;
    auto at = std::ranges::lower_bound(m_objects, prefix, {}, &ListedObject::key);
    while (at != m_objects.end() && at->key.starts_with(prefix)) {
        const std::size_t slash = at->key.find('/', prefix.size());
        if (slash == std::string::npos) {
            members.push_back({at->key.substr(prefix.size()), false, at->stat});
            ++at;
            continue;
        }
        members.push_back({at->key.substr(prefix.size(), slash - prefix.size()), true, {}});
        const std::string behind = at->key.substr(0, slash) + static_cast<char>('/' + 1);
        at = std::ranges::lower_bound(at, m_objects.end(), behind, {}, &ListedObject::key);
    }
    if (members.empty()) return StorageFault{StorageFault::Kind::missing, "the list has nothing below it"};
    // "a.nc" sorts before "a/b.nc", but the folder "a" before "a.nc".
    std::ranges::stable_sort(members, {}, &FolderMember::name);
    return members;
}

}  // namespace cairn
