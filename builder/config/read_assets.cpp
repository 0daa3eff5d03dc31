#include "builder/config/read_assets.hpp"

#include "builder/config/defaults.hpp"
#include "builder/config/members.hpp"

namespace cairn {

namespace {

ChecksumList read_checksum_list(const json::Value& json, const std::string& folder) {
    if (json.IsString()) return {absolute_path(std::string(json::view(json)), folder), {}, {}};
    const std::string root = text(json, "root");
    return {absolute_path(text(json, "path"), folder), text(json, "archive"),
            root.empty() ? root : absolute_path(root)};
}

/// The URL that a replica stands for: what it says, or that of the only archive.
std::string origin_of(const json::Value& replica, const Config& config) {
    const std::string from = without_final_slash(text(replica, "from"));
    return from.empty() && config.archives.size() == 1 ? config.archives.front().href : from;
}

}  // namespace

void read_assets(const json::Value& assets, const std::string& folder, Config& config) {
    AssetRules& rules = config.assets;
    set_number(assets, "inline_max", rules.inline_max);
    set_number(assets, "page_size", rules.page_size);
    if (json::member_text(assets, "other_files") == "assets") rules.other_files = OtherFiles::assets;
    rules.modified = member(assets, "modified").IsTrue();
    if (const json::Value& lists = member(assets, "checksum_lists"); lists.IsArray()) {
        for (const json::Value& one : lists.GetArray()) rules.checksum_lists.push_back(read_checksum_list(one, folder));
    }
    rules.checksums =
        checksums_named(json::member_text(assets, "checksums", rules.checksum_lists.empty() ? "none" : "lists"));
    if (const json::Value& replicas = member(assets, "replicas"); replicas.IsArray()) {
        for (const json::Value& one : replicas.GetArray()) {
            rules.replicas.push_back({text(one, "name"), origin_of(one, config), without_final_slash(text(one, "href")),
                                      text(one, "title"), text(one, "description")});
        }
    }
}

}  // namespace cairn
