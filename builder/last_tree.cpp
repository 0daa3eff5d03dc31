#include "builder/last_tree.hpp"

#include <memory>
#include <utility>

#include "builder/write/output_layout.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

namespace {

/// By a folder that is there during a run: a disk that finds it in large letters takes them for small ones.
bool tells_case(const Filesystem& filesystem, const std::string& out) {
    return !filesystem.exists(out + '/' + k_own_folder) || !filesystem.exists(out + "/.CAIRN");
}

std::string text_of_file(const Filesystem& filesystem, const std::string& path) {
    return filesystem.kind_of(path) == PathKind::file ? filesystem.read(path) : std::string();
}

}  // namespace

LastTree last_tree(const Staging& staging, const Filesystem& filesystem) {
    LastTree tree;
    tree.digest_of = [&staging](const std::string& path) -> std::optional<Digest> {
        if (!staging.can_keep(path)) return std::nullopt;
        return *staging.previous().find(path);
    };
    tree.read = [&staging](const std::string& path) { return staging.read_previous(path); };
    tree.tells_case = tells_case(filesystem, staging.out());
    return tree;
}

LastTree last_tree(const Filesystem& filesystem, const std::string& out) {
    const std::string folder = filesystem.resolved(out);
    const auto claim = std::make_shared<const Claim>(claim_of(filesystem, folder));
    LastTree tree;
    tree.digest_of = [&filesystem, folder, claim](const std::string& path) -> std::optional<Digest> {
        const Digest* digest = claim->last.find(path);
        const std::string whole = folder + '/' + path;
        if (digest == nullptr || filesystem.kind_of(whole) != PathKind::file) return std::nullopt;
        return digest_of(filesystem.read(whole)) == *digest ? std::optional(*digest) : std::nullopt;
    };
    tree.read = [&filesystem, folder](const std::string& path) {
        return text_of_file(filesystem, folder + '/' + path);
    };
    tree.tells_case = tells_case(filesystem, folder);
    return tree;
}

}  // namespace cairn
