#include "builder/probe/folder_look.hpp"

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>

#include "base/storage/file_bytes.hpp"

namespace cairn {

namespace fs = boost::filesystem;

std::string_view FolderLook::name() const {
    std::string_view text = path();
    while (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
    return text.substr(text.rfind('/') + 1);  // npos + 1 == 0
}

std::string DiskFolder::at(std::string_view member) const { return m_path + '/' + std::string(member); }

bool DiskFolder::has_file(std::string_view member) const {
    boost::system::error_code ignored;
    return fs::is_regular_file(at(member), ignored);
}

bool DiskFolder::has_folder(std::string_view member) const {
    boost::system::error_code ignored;
    return fs::is_directory(at(member), ignored);
}

std::string DiskFolder::head_of(std::string_view member, std::size_t count) const {
    FileBytes file(at(member));
    return file.read(0, count);
}

std::string DiskFolder::one_in(std::string_view folder) const {
    boost::system::error_code error;
    const fs::directory_iterator first(at(folder), error);
    if (error || first == fs::directory_iterator()) return {};
    return std::string(folder) + '/' + first->path().filename().string();
}

std::string ObjectFolder::key_of(std::string_view member) const {
    return m_place.key.empty() ? std::string(member) : m_place.key + '/' + std::string(member);
}

std::optional<bool> ObjectFolder::is_listed(std::string_view member, bool is_folder) const {
    if (!m_members) return std::nullopt;
    const std::string_view first = member.substr(0, member.find('/'));
    const bool is_last = first.size() == member.size();
    const auto found = std::ranges::lower_bound(*m_members, first, {}, [](const FolderMember& one) -> std::string_view {
        return one.name;
    });
    if (found == m_members->end() || found->name != first) return false;
    if (is_last) return found->is_folder == is_folder;
    return found->is_folder ? std::nullopt : std::optional(false);
}

bool ObjectFolder::has_file(std::string_view member) const {
    if (const auto listed = is_listed(member, false)) return *listed;
    return is_there(member);
}

bool ObjectFolder::is_there(std::string_view member) const {
    constexpr std::array<std::string_view, 5> k_common{".zmetadata", "zarr.json", ".zgroup", ".zarray", "repo"};
    if (m_asked.empty() && std::ranges::find(k_common, member) != k_common.end()) {
        std::vector<std::unique_ptr<PendingRanges>> pending;
        for (const std::string_view name : k_common)
            pending.push_back(m_place.storage->begin_ranges(key_of(name), {{0, 1}}, ""));
        for (std::size_t i = 0; i < k_common.size(); ++i)
            m_asked.emplace(k_common.at(i), std::holds_alternative<SeenRanges>(pending[i]->take()));
    }
    const auto asked = m_asked.find(member);
    if (asked != m_asked.end()) return asked->second;
    return std::holds_alternative<ObjectStat>(m_place.storage->stat(key_of(member)));
}

bool ObjectFolder::has_folder(std::string_view member) const {
    if (const auto listed = is_listed(member, true)) return *listed;
    return !one_in(member).empty();
}

std::string ObjectFolder::head_of(std::string_view member, std::size_t count) const {
    if (const auto listed = is_listed(member, false); listed && !*listed) return {};
    auto answer = m_place.storage->read_ranges(key_of(member), {{0, count}}, "");
    auto* parts = std::get_if<std::vector<std::string>>(&answer);
    return parts == nullptr ? std::string() : std::move(parts->front());
}

std::string ObjectFolder::one_in(std::string_view folder) const {
    const auto answer = m_place.storage->list(key_of(folder));
    const auto* members = std::get_if<std::vector<FolderMember>>(&answer);
    return members == nullptr || members->empty() ? std::string()
                                                  : std::string(folder) + '/' + members->front().name;
}

}  // namespace cairn
