#include "builder/probe/icechunk/signature.hpp"

#include <string_view>

namespace cairn::icechunk {

namespace {

constexpr std::string_view k_signature =
    "ICE\xF0\x9F\xA7\x8A"
    "CHUNK";

bool has_signature(const FolderLook& folder, std::string_view member) {
    return !member.empty() && folder.head_of(member, k_signature.size()) == k_signature;
}

}  // namespace

bool is_version_2(const FolderLook& folder) { return has_signature(folder, "repo"); }

bool is_version_1(const FolderLook& folder) {
    return folder.has_folder("refs") && has_signature(folder, folder.one_in("snapshots"));
}

}  // namespace cairn::icechunk
