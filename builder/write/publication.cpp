#include "builder/write/publication.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "builder/write/output_layout.hpp"

namespace cairn {

namespace {

[[noreturn]] void refuse_foreign(const std::string& path) {
    throw std::runtime_error("'" + path + "' came to be while cairn was at work, and is not its own: move it away");
}

}  // namespace

RealPaths::RealPaths(const Filesystem& filesystem, const std::string& out)
    : m_filesystem(filesystem), m_out(out), m_mounts(filesystem.mounts()) {}

PathKind RealPaths::kind_of_folder(const std::string& folder) {
    if (folder.empty()) return PathKind::folder;
    const auto known = m_known.find(folder);
    if (known != m_known.end()) return known->second;
    constexpr std::size_t k_most_remembered = 10'000;
    if (m_known.size() >= k_most_remembered) m_known.clear();
    PathKind kind = kind_of_folder(folder_of(folder));
    if (kind == PathKind::folder) {
        kind = m_mounts.has_point(m_out + '/' + folder) ? PathKind::other : m_filesystem.kind_of(m_out + '/' + folder);
    }
    m_known.emplace(folder, kind);
    return kind;
}

bool RealPaths::has_real_folder(const std::string& path) { return kind_of_folder(folder_of(path)) == PathKind::folder; }

bool RealPaths::is_folder_free(const std::string& folder) {
    const PathKind kind = kind_of_folder(folder);
    return kind == PathKind::folder || kind == PathKind::absent;
}

bool RealPaths::is_own_file(const std::string& path) {
    return has_real_folder(path) && m_filesystem.kind_of(m_out + '/' + path) == PathKind::file &&
           !m_mounts.has_point(m_out + '/' + path);
}

TreePublication::TreePublication(Filesystem& filesystem, const std::string& out, const Journal& journal)
    : m_filesystem(filesystem), m_out(out), m_journal(journal), m_real(filesystem, out) {}

std::string TreePublication::staged(const std::string& path) const { return at(k_staged_tree) + '/' + path; }

void TreePublication::place_new() {
    for (const std::string& path : m_journal.placed) place(path);
    if (!m_journal.placed.empty()) sync_folders_of(m_journal.placed);
}

/// Done already when it is not in the staging folder any more. Where the file system renames by a second name a crash
/// can leave both.
void TreePublication::place(const std::string& path) {
    const auto state = m_filesystem.state_of(staged(path));
    if (!state) return;
    const std::string folder = folder_of(path);
    if (!m_real.is_folder_free(folder)) refuse_foreign(at(folder));
    if (place_folder(folder)) return;
    m_filesystem.create_folders(folder.empty() ? m_out : at(folder));
    if (m_filesystem.state_of(at(path)) == state) return m_filesystem.remove_file(staged(path));
    try {
        m_filesystem.rename_new(staged(path), at(path));
    } catch (const std::system_error& error) {
        if (error.code() != std::errc::file_exists) throw;
        refuse_foreign(at(path));
    }
}

/// Where a folder is new, all in it is: the highest such folder is moved as a whole, one rename in place of many. False
/// when none is new, or the file system cannot move a folder without replacing one.
bool TreePublication::place_folder(const std::string& folder) {
    std::string highest;
    for (std::string above = folder; !above.empty() && !m_filesystem.exists(at(above)); above = folder_of(above)) {
        highest = above;
    }
    if (highest.empty()) return false;
    try {
        m_filesystem.rename_new(staged(highest), at(highest));
        return true;
    } catch (const std::system_error& error) {
        const bool cannot = error.code() == std::errc::operation_not_permitted ||
                            error.code() == std::errc::not_supported || error.code() == std::errc::invalid_argument;
        if (!cannot) throw;
        return false;
    }
}

void TreePublication::take_back() {
    for (auto path = m_journal.placed.rbegin(); path != m_journal.placed.rend(); ++path) {
        if (!m_filesystem.exists(staged(*path)) && m_filesystem.exists(at(*path))) {
            m_filesystem.create_folders(folder_of(staged(*path)));
            m_filesystem.rename_new(at(*path), staged(*path));
        }
    }
    for (const std::string& folder : folders_of(m_journal.placed)) m_filesystem.remove_folder(at(folder));
    m_filesystem.remove_file(at(k_journal));
}

void TreePublication::replace(const std::string& path) {
    if (!m_filesystem.exists(staged(path))) return;
    const std::string folder = folder_of(path);
    if (!m_real.is_folder_free(folder)) refuse_foreign(at(folder));
    const PathKind kind = m_filesystem.kind_of(at(path));
    if (kind != PathKind::file && kind != PathKind::absent) refuse_foreign(at(path));
    m_filesystem.create_folders(folder.empty() ? m_out : at(folder));
    m_filesystem.rename(staged(path), at(path));
}

void TreePublication::finish() {
    for (const std::string& path : m_journal.replaced) replace(path);
    move_own(k_staged_retired, k_retired);
    move_own(k_staged_states, k_states);
    move_own(k_staged_manifest, k_manifest);
    m_filesystem.remove_file(at(k_next_manifest));
    keep_previous();
    sync_folders_of(m_journal.replaced, {at(k_own_folder)});
    if (!m_journal.removed.empty()) remove_expired();
    m_filesystem.remove_file(at(k_journal));
}

void TreePublication::move_own(const char* from, const char* to) {
    if (m_filesystem.exists(at(from))) m_filesystem.rename(at(from), at(to));
}

void TreePublication::keep_previous() {
    if (!m_journal.kept_as || !m_filesystem.exists(at(k_staged_previous))) return;
    m_filesystem.create_folders(at(k_previous));
    m_filesystem.rename_new(at(k_staged_previous), at(k_previous) + '/' + std::to_string(*m_journal.kept_as));
}

void TreePublication::remove_expired() {
    RealPaths real(m_filesystem, m_out);
    std::vector<std::string> left;
    for (const std::string& path : m_journal.removed) {
        if (real.is_own_file(path)) m_filesystem.remove_file(at(path));
    }
    for (const std::string& folder : folders_of(m_journal.removed)) {
        if (real.has_real_folder(folder + "/x") && !m_filesystem.remove_folder(at(folder))) left.push_back(at(folder));
    }
    left.push_back(m_out);
    m_filesystem.sync(m_out, left);
}

void TreePublication::sync_folders_of(const std::vector<std::string>& paths, std::vector<std::string> more) {
    for (const std::string& folder : folders_of(paths, k_synced_one_by_one)) more.push_back(at(folder));
    more.push_back(m_out);
    m_filesystem.sync(m_out, more);
}

std::vector<std::string> conflicts(const Filesystem& filesystem, const std::string& out, const Manifest& tree,
                                   const PathSet& paths, const std::function<bool(const std::string& path)>& is_own) {
    RealPaths real(filesystem, out);
    std::set<std::string> found;
    std::string last;  // folder looked at: documents of one folder follow each other
    for (const auto& [path, digest] : tree.files()) {
        std::string at = folder_of(path);
        if (at == last) continue;
        last = at;
        if (real.is_folder_free(at)) continue;
        while (!real.has_real_folder(at)) at = folder_of(at);  // the highest one: what lies in it is not looked at
        found.insert(at);
    }
    for (const auto& [path, nothing] : paths) {
        const bool is_taken = real.has_real_folder(path) && filesystem.exists(out + '/' + path);
        if (is_taken && !(is_own(path) && real.is_own_file(path))) found.insert(path);
    }
    return {found.begin(), found.end()};
}

std::vector<std::string> folders_of(const std::vector<std::string>& paths, std::size_t limit) {
    std::set<std::string> folders;
    for (const std::string& path : paths) {
        for (std::string at = folder_of(path); !at.empty() && folders.insert(at).second;) at = folder_of(at);
        if (folders.size() > limit) break;
    }
    return {folders.rbegin(), folders.rend()};
}

}  // namespace cairn
