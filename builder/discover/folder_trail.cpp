#include "builder/discover/folder_trail.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "base/storage/object_stamp.hpp"

namespace cairn {

namespace {

std::uint64_t hash_of(const std::vector<FolderMember>& members) {
    std::string text;
    for (const FolderMember& member : members)
        text += fmt::format("{}{}{} {} {}\n", member.name, member.is_folder ? '/' : '\0', member.stat.size_bytes,
                            member.stat.modified_ns, member.stat.version);
    return XXH3_64bits(text.data(), text.size());
}

bool is_evident(const std::vector<FolderMember>& members) {
    return std::ranges::any_of(members,
                               [](const FolderMember& one) { return !one.is_folder && tells_changes(one.stat); });
}

}  // namespace

FolderTrail::Place FolderTrail::step(const Place& above, const std::string& path,
                                     const std::vector<FolderMember>& members) {
    FolderTrail trail;
    trail.m_above = above;
    trail.m_path = path;
    trail.m_depth = above == nullptr ? 0 : above->m_depth + 1;
    trail.m_listing = hash_of(members);
    trail.m_is_evident = is_evident(members);
    return std::make_shared<const FolderTrail>(std::move(trail));
}

bool FolderTrail::is_in_itself(const List& list) const {
    for (const FolderTrail* above = m_above.get(); above != nullptr; above = above->m_above.get()) {
        if (above->m_listing == m_listing && (m_is_evident || leads_on(*above, list))) return true;
    }
    return false;
}

/// Follows the names between `same` and here once more from here: through a link they lead to the same folders.
bool FolderTrail::leads_on(const FolderTrail& same, const List& list) const {
    std::vector<const FolderTrail*> way;
    for (const FolderTrail* at = this; at != &same; at = at->m_above.get()) way.push_back(at);
    std::string path = m_path;
    for (std::size_t i = 0; i < k_most_steps; ++i) {
        const FolderTrail& wanted = *way[way.size() - 1 - i % way.size()];
        path += '/' + wanted.m_path.substr(wanted.m_path.rfind('/') + 1);  // npos + 1 == 0
        const auto members = list(path);
        if (!members || hash_of(*members) != wanted.m_listing) return false;
        if (wanted.m_is_evident) return true;
    }
    return true;
}

}  // namespace cairn
