#include "builder/write/earlier_versions.hpp"

#include <stdexcept>
#include <system_error>

#include "builder/write/output_layout.hpp"

namespace cairn {

namespace {

constexpr const char* k_marker = "/cairn-staging";
constexpr const char* k_tree = "/tree";

/// What came into the old tree between the last look at it and the exchange goes where it was.
void carry_over(Filesystem& filesystem, const std::string& tree, const std::string& out, const Survey& found) {
    for (const std::string& path : found.foreign) {
        const std::string target = out + '/' + path;
        filesystem.create_folders(folder_of(target));
        try {
            filesystem.rename_new(tree + '/' + path, target);
        } catch (const std::system_error& error) {
            if (error.code() != std::errc::file_exists) throw;  // it stays in the staging folder, which is said
        }
    }
}

/// A tree with a manifest is one that was published, or was about to be. One without was never whole, and nothing but
/// the run that was killed has written to it.
void retire_tree(Filesystem& filesystem, const std::string& tree, const std::string& out) {
    if (filesystem.kind_of(tree) != PathKind::folder) return;
    const Claim claim = claim_of(filesystem, tree);
    if (!claim.has_manifest) return filesystem.remove_all(tree);
    if (remove_own(filesystem, tree, survey(filesystem, tree, claim))) return;
    carry_over(filesystem, tree, out, survey(filesystem, tree, claim));
    remove_own(filesystem, tree, survey(filesystem, tree, claim));
}

}  // namespace

bool is_outer_staging(const Filesystem& filesystem, const std::string& folder) {
    return filesystem.kind_of(folder) == PathKind::folder && filesystem.kind_of(folder + k_marker) == PathKind::file;
}

/// It goes into OUT before it loses its marker, so that a kill leaves nothing that nobody knows.
void remove_outer_staging(Filesystem& filesystem, const std::string& out) {
    const std::string outer = outer_staging_of(out);
    if (!is_outer_staging(filesystem, outer)) return;
    retire_tree(filesystem, outer + k_tree, out);
    filesystem.remove_file(outer + k_tree + ".manifest");
    if (filesystem.members_of(outer).size() > 1) {
        throw std::invalid_argument("'" + outer +
                                    "', where an earlier version of cairn was killed, holds files that are not "
                                    "cairn's: move them away, and remove it");
    }
    filesystem.create_folders(out + '/' + k_own_folder);
    filesystem.rename_new(outer, out + '/' + k_staging);
    filesystem.remove_all(out + '/' + k_staging);
}

void take_over_next(const Filesystem& filesystem, const std::string& out, Claim& claim) {
    for (const auto& [path, digest] : claim.next.files()) {
        if (claim.is_last_or_retired(path) || filesystem.kind_of(out + '/' + path) != PathKind::file) continue;
        if (digest_of(filesystem.read(out + '/' + path)) == digest) claim.last.add(path, digest);
    }
    claim.next = {};
}

}  // namespace cairn
