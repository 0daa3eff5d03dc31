#include "builder/discover/listed_storage.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

ListedStorage::ListedStorage(std::unique_ptr<Storage> storage, std::vector<ListedObject> objects)
    : m_storage(std::move(storage)), m_objects(std::move(objects)) {
    std::ranges::reverse(m_objects);  // the later first
    std::ranges::stable_sort(m_objects, {}, &ListedObject::key);
    const auto [first, last] = std::ranges::unique(m_objects, {}, &ListedObject::key);
    m_objects.erase(first, last);
}

Answer<std::vector<FolderMember>> ListedStorage::list(const std::string& folder) {
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
