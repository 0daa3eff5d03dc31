#include "builder/write/survey.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "builder/write/output_layout.hpp"

namespace cairn {

namespace {

bool is_document(const std::string& name) { return name.size() > 5 && name.ends_with(".json"); }

template <class T>
T parsed(Outcome<T> read, const std::string& path) {
    if (!read) throw std::invalid_argument("'" + path + "' " + read.problem().message);
    return *std::move(read);
}

/// A run that is publishing may take it away between two looks.
std::optional<std::string> text_if_there(const Filesystem& filesystem, const std::string& path) {
    if (filesystem.kind_of(path) != PathKind::file) return std::nullopt;
    try {
        return filesystem.read(path);
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::no_such_file_or_directory) return std::nullopt;
        throw;
    }
}

bool is_own_name(const std::string& path, PathKind kind) {
    if (path == k_staging) return kind == PathKind::folder;
    return kind == PathKind::file && (path == k_manifest || path == k_next_manifest || path == k_lock);
}

/// Walks a folder; asks `enter` of folders, and hands the rest, and folders that are not entered, to `meet`.
template <class Enter, class Meet>
void walk(const Filesystem& filesystem, const std::string& folder, const Enter& enter, const Meet& meet) {
    const Mounts mounts = filesystem.mounts();
    const bool has_mounts = mounts.has_point_below(folder);
    std::vector<std::string> folders{""};
    while (!folders.empty()) {
        const std::string below = std::move(folders.back());
        folders.pop_back();
        for (const DiskMember& member : filesystem.members_of(below.empty() ? folder : folder + '/' + below)) {
            const std::string path = below.empty() ? member.name : below + '/' + member.name;
            const bool is_mount = has_mounts && mounts.has_point(folder + '/' + path);
            if (member.kind == PathKind::folder && !is_mount && enter(path)) {
                folders.push_back(path);
            } else {
                meet(path, is_mount ? PathKind::other : member.kind);
            }
        }
    }
}

/// "part-<name>" of the first level, "part2-<name>" of the second, ...
bool is_partition(std::string_view folder_name) {
    if (!folder_name.starts_with("part")) return false;
    const std::size_t end = folder_name.find_first_not_of("0123456789", 4);
    return end != std::string_view::npos && folder_name[end] == '-';
}

/// Tables lie beside the documents of what is in them (docs/parquet.md).
bool is_planned_table(const std::string& path, const std::string& name) {
    const auto slashes = std::count(path.begin(), path.end(), '/');
    if (slashes == 0) return name == "collections.parquet";
    if (!path.starts_with("collections/")) return false;
    if (slashes == 2) return name == "items.parquet" || name == "assets.parquet";
    return slashes == 3 && folder_of(path).ends_with("/assets");
}

/// Every document below `collections` and `catalogs`, and those at the top, by the names that the layout gives them
/// (docs/layout.md).
bool is_planned_name(const std::string& path) {
    const auto slashes = std::count(path.begin(), path.end(), '/');
    const std::string name = path.substr(path.rfind('/') + 1);
    if (name.ends_with(".parquet")) return is_planned_table(path, name);
    if (!is_document(name)) return false;
    if (slashes == 0) return name == "catalog.json" || name == "collections.json" || name.starts_with("collections-");
    const std::string folder = folder_of(path);
    const std::string folder_name = folder.substr(folder.rfind('/') + 1);
    const bool is_of_partition = is_partition(folder_name) && name == "catalog.json";
    if (path.starts_with("catalogs/")) return slashes == 2 && is_of_partition;
    if (!path.starts_with("collections/")) return false;
    if (slashes == 2) return name == "collection.json" || name.starts_with("items");
    if (slashes == 4) return folder_of(folder).ends_with("/items") && name == folder_name + ".json";
    if (folder_name == "assets") return slashes == 3 || slashes == 5;
    return slashes == 3 && is_of_partition;
}

/// The page in the browser and what is for search engines (docs/browse.md), by their names.
bool is_page_name(const std::string& path) {
    const auto slashes = std::count(path.begin(), path.end(), '/');
    if (path.starts_with("collections/")) return slashes == 2 && path.ends_with("/index.html");
    if (path.starts_with("browse/")) return slashes == 1 || path.starts_with("browse/vendor/");
    return path == "index.html" || (slashes == 0 && path.starts_with("sitemap") && path.ends_with(".xml"));
}

/// Others have pages of such names, too: each of ours says who made it.
bool says_cairn(const Filesystem& filesystem, const std::string& path) {
    const std::optional<std::string> text = text_if_there(filesystem, path);
    return text && text->find("<meta name=\"generator\" content=\"cairn\">") != std::string::npos;
}

bool is_own(const Filesystem& filesystem, const std::string& folder, const std::string& path, const Claim& claim) {
    if (claim.is_last_or_retired(path)) return true;
    const Digest* next = claim.next.find(path);
    return next != nullptr && digest_of(filesystem.read(folder + '/' + path)) == *next;
}

}  // namespace

/// In the order in which a publication that is under way moves them: what is gone from one is in the next.
Claim claim_of(const Filesystem& filesystem, const std::string& folder) {
    Claim claim;
    const auto read = [&](const char* name, Manifest& manifest) {
        const std::optional<std::string> text = text_if_there(filesystem, folder + '/' + name);
        if (!text) return;
        manifest = parsed(Manifest::parse(*text, folder + '/' + name), folder + '/' + name);
        claim.has_manifest = true;
    };
    read(k_next_manifest, claim.next);
    if (filesystem.exists(folder + '/' + k_journal)) read(k_staged_manifest, claim.next);
    read(k_manifest, claim.last);
    if (const auto text = text_if_there(filesystem, folder + '/' + k_retired)) {
        claim.retired = parsed(parse_retired(*text, folder + '/' + k_retired), folder + '/' + k_retired);
    }
    return claim;
}

Claim adopted(const Filesystem& filesystem, const std::string& folder) {
    Claim claim;
    const auto enter = [](const std::string& path) {
        return path == "collections" || path.starts_with("collections/") || path == "catalogs" ||
               path.starts_with("catalogs/") || path == "browse" || path == "browse/vendor";
    };
    const bool has_page = says_cairn(filesystem, folder + "/index.html");
    const auto is_of_page = [&](const std::string& path) {
        if (!is_page_name(path)) return false;
        return path.ends_with(".html") ? says_cairn(filesystem, folder + '/' + path) : has_page;
    };
    walk(filesystem, folder, enter, [&](const std::string& path, PathKind kind) {
        if (kind != PathKind::file || !(is_planned_name(path) || is_of_page(path)) || !fault_of_path(path).empty())
            return;
        claim.last.add(path, digest_of(filesystem.read(folder + '/' + path)));
    });
    return claim;
}

Survey survey(const Filesystem& filesystem, const std::string& folder, const Claim& claim) {
    Survey found;
    const auto enter = [&](const std::string& path) {
        if (path == k_own_folder) return true;
        const bool is_own_folder = claim.last.has_folder(path) || claim.next.has_folder(path);
        if (is_own_folder) found.folders.insert(path);
        return is_own_folder;
    };
    walk(filesystem, folder, enter, [&](const std::string& path, PathKind kind) {
        if (is_own_name(path, kind)) return;
        if (kind == PathKind::file && is_own(filesystem, folder, path, claim)) {
            const Digest* last = claim.last.find(path);
            found.own.add(path, last == nullptr ? *claim.next.find(path) : *last);
        } else {
            found.foreign.insert(path);
        }
    });
    return found;
}

/// In the order of their names a folder stands before all that is in it.
void remove_empty_folders(Filesystem& filesystem, const std::string& folder, const std::set<std::string>& folders) {
    for (auto path = folders.rbegin(); path != folders.rend(); ++path) filesystem.remove_folder(folder + '/' + *path);
}

bool remove_own(Filesystem& filesystem, const std::string& folder, const Survey& found) {
    for (const auto& [path, digest] : found.own.files()) filesystem.remove_file(folder + '/' + path);
    remove_empty_folders(filesystem, folder, found.folders);
    filesystem.remove_file(folder + '/' + k_lock);
    filesystem.remove_file(folder + '/' + k_next_manifest);
    filesystem.remove_all(folder + '/' + k_staging);
    const auto holds_only = [&](const std::string& path, const std::string& name) {
        const std::vector<DiskMember> members = filesystem.members_of(path);
        return std::all_of(members.begin(), members.end(), [&](const auto& member) { return member.name == name; });
    };
    const std::string own_folder = folder + '/' + k_own_folder;
    const bool has_own_folder = filesystem.kind_of(own_folder) == PathKind::folder;
    if (!holds_only(folder, k_own_folder) || (has_own_folder && !holds_only(own_folder, "manifest"))) return false;
    filesystem.remove_file(folder + '/' + k_manifest);
    filesystem.remove_folder(folder + '/' + k_own_folder);
    return filesystem.remove_folder(folder);
}

}  // namespace cairn
