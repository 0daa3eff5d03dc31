#include "search/tables_of.hpp"

#include <algorithm>

#include "search/owner.hpp"

namespace cairn::search {

namespace {

constexpr std::string_view k_parquet = "application/vnd.apache.parquet";

bool has_role(const json::Value& asset, std::string_view wanted) {
    const json::Value* roles = json::find(asset, "roles");
    return roles != nullptr && roles->IsArray() &&
           std::any_of(roles->Begin(), roles->End(),
                       [&](const json::Value& role) { return role.IsString() && json::view(role) == wanted; });
}

}  // namespace

std::vector<TablePart> tables_of(const json::Value& collection, const std::string& key, const Links& links,
                                 Subject subject) {
    std::vector<TablePart> parts;
    const json::Value* assets = json::find(collection, "assets");
    if (assets == nullptr || !assets->IsObject()) return parts;
    const std::string_view role = subject == Subject::assets ? "asset-mirror" : "collection-mirror";
    for (const auto& member : assets->GetObject()) {
        const json::Value& asset = member.value;
        if (json::member_text(asset, "type") != k_parquet || !has_role(asset, role)) continue;
        const auto target = links.key_of(key, json::member_text(asset, "href"));
        if (!target) continue;
        TablePart part{*target, stated_time(asset), std::nullopt};
        const json::Value* rows = json::find(asset, "cairn:rows");
        if (rows != nullptr && rows->IsInt64()) part.rows = rows->GetInt64();
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace cairn::search
