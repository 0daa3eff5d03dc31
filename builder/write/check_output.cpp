#include "builder/write/check_output.hpp"

#include <algorithm>
#include <stdexcept>

#include "builder/write/earlier_versions.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw std::invalid_argument(message); }

void refuse_kind(const Filesystem& filesystem, const std::string& out) {
    const PathKind kind = filesystem.kind_of(out);
    if (kind == PathKind::link) refuse("'" + out + "' is a symbolic link that leads nowhere: mend it, or remove it");
    if (kind != PathKind::absent && kind != PathKind::folder) {
        refuse("'" + out + "' exists and is not a folder: refusing to replace it");
    }
    const PathKind own = filesystem.kind_of(out + '/' + k_own_folder);
    if (own != PathKind::absent && own != PathKind::folder) {
        refuse("'" + out + '/' + k_own_folder +
               "' is not a folder, and cairn keeps its manifest in a folder of that "
               "name: rename it, or choose another output folder");
    }
}

void refuse_archives(const Filesystem& filesystem, const std::string& out, const std::vector<std::string>& archives) {
    for (const std::string& archive : archives) {
        if (!lies_in(filesystem, archive, out)) continue;
        const bool is_same = lies_in(filesystem, out, archive);
        refuse("the output folder '" + out + "' " + (is_same ? "is" : "contains") + " the archive '" + archive +
               "': choose a folder outside of the archives");
    }
}

bool is_empty(const Filesystem& filesystem, const std::string& out) {
    const auto members = filesystem.members_of(out);
    return std::all_of(members.begin(), members.end(), [](const auto& member) { return member.name == k_own_folder; });
}

void refuse_unclaimed(const Filesystem& filesystem, const std::string& out, const OutputRequest& request) {
    for (const std::string& archive : request.archives) {
        if (!lies_in(filesystem, out, archive)) continue;
        refuse("the output folder '" + out + "' lies in the archive '" + archive + "' and holds files that are not " +
               "cairn's (it has no " + k_manifest + "), which may be data: choose an empty or a new folder");
    }
    if (request.adopt) return;
    refuse("'" + out + "' holds files, and no " + k_manifest +
           " says which of them are cairn's: choose an empty or a new folder; or, if cairn is to write a catalog among "
           "them, run once with --adopt, which takes over the files that lie where documents of a catalog lie "
           "(catalog.json, collections.json, collections/*/collection.json, ...) and leaves all others alone");
}

/// The names that every catalog has are known before anything is read.
void refuse_fixed_names(const Filesystem& filesystem, const std::string& out, const Claim& claim) {
    std::string names;
    const auto name = [&](const std::string& path) { names += "\n  " + path; };
    for (const std::string path : {"catalog.json", "collections.json"}) {
        const PathKind kind = filesystem.kind_of(out + '/' + path);
        const bool is_own = kind == PathKind::file && (claim.is_last_or_retired(path) || claim.next.has(path));
        if (kind != PathKind::absent && !is_own) name(path);
    }
    const PathKind collections = filesystem.kind_of(out + "/collections");
    const bool is_mount = filesystem.mounts().has_point(out + "/collections");
    if ((collections != PathKind::absent && collections != PathKind::folder) || is_mount) name("collections");
    if (!names.empty()) {
        refuse("'" + out +
               "' holds what is not cairn's where the catalog must be written: move it away, or choose another "
               "output folder" +
               names);
    }
}

}  // namespace

void check_output(const Filesystem& filesystem, const OutputRequest& request) {
    if (request.out.empty()) refuse("'' cannot be the output folder: name a folder");
    const std::string out = filesystem.resolved(request.out);
    if (out == "/") refuse("'" + request.out + "' cannot be the output folder: name a folder below it");
    refuse_kind(filesystem, out);
    refuse_archives(filesystem, out, request.archives);
    if (filesystem.kind_of(out) == PathKind::absent) return;
    Claim claim = claim_of(filesystem, out);
    if (!claim.has_manifest) {
        if (is_empty(filesystem, out)) return;
        claim = claim_of(filesystem, out);  // another run may have begun to publish between the two looks
    }
    if (!claim.has_manifest) {
        refuse_unclaimed(filesystem, out, request);
        claim = adopted(filesystem, out);
    }
    refuse_fixed_names(filesystem, out, claim);
}

bool lies_in(const Filesystem& filesystem, const std::string& path, const std::string& folder) {
    const std::string inner = filesystem.resolved(path);
    const std::string outer = filesystem.resolved(folder);
    if (is_at_or_below(inner, outer)) return true;
    const std::optional<FileId> wanted = filesystem.id_of(outer);
    if (!wanted) return false;
    for (std::string at = inner;; at = folder_of(at)) {
        if (filesystem.id_of(at) == wanted) return true;
        if (at == "/" || at.empty()) break;
    }
    const Mounts mounts = filesystem.mounts();
    const Place inner_place = mounts.place_of(inner);
    const Place outer_place = mounts.place_of(outer);
    return inner_place.device == outer_place.device && is_at_or_below(inner_place.path, outer_place.path);
}

HiddenFolders hidden_folders(const Filesystem& filesystem, const std::string& out) {
    const std::string real = filesystem.resolved(out);
    HiddenFolders hidden{{}, {real}};
    if (is_outer_staging(filesystem, outer_staging_of(real))) hidden.paths.push_back(outer_staging_of(real));
    std::vector<std::string> paths = hidden.paths;
    const Mounts mounts = filesystem.mounts();
    for (const std::string& path : hidden.paths) {
        for (std::string& point : mounts.points_of(path)) paths.push_back(std::move(point));
    }
    for (const std::string& path : paths) {
        if (const std::optional<FileId> id = filesystem.id_of(path)) hidden.ids.push_back(*id);
    }
    return hidden;
}

}  // namespace cairn
