#include "builder/probe/zarr/walk_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json/write.hpp"

namespace cairn::zarr {

namespace {

json::Value take_member(json::Value& object, std::string_view name) {
    json::Value* member = json::find(object, name);
    return member == nullptr ? json::Value() : std::move(*member);
}

std::string short_text(const json::Value* value) {
    if (value == nullptr) return "none";
    if (value->IsString()) return fmt::format("\"{}\"", json::view(*value).substr(0, 80));
    return value->IsInt64() ? std::to_string(value->GetInt64()) : std::string(json::kind_name(*value));
}

}  // namespace

bool is_hidden(std::string_view name) { return name.starts_with('.'); }

bool take_v3_document(json::Value document, std::string_view key, Node& node, Reports& reports) {
    const json::Value* format = json::find(document, "zarr_format");
    if (format == nullptr || !format->IsInt() || format->GetInt() != 3) {
        reports.error(
            "probe/bad-metadata", key,
            fmt::format("found zarr_format {}, expected 3; what it describes is left out", short_text(format)));
        return false;
    }
    const std::string_view type = json::member_text(document, "node_type");
    if (type != "array" && type != "group") {
        reports.error("probe/bad-metadata", key,
                      fmt::format("found node_type {}, expected \"array\" or \"group\"; what it describes is left out",
                                  short_text(json::find(document, "node_type"))));
        return false;
    }
    node.zarr_version = 3;
    node.is_array = type == "array";
    node.attributes = take_member(document, "attributes");
    node.document = std::move(document);
    return true;
}

bool StoreWalk::list_folders(std::string_view group, std::vector<std::string>& names) {
    if (m_listed == k_most_listed_folders) {
        if (!std::exchange(m_said_many, true)) {
            m_documents.reports().warning(
                "probe/too-many-folders", group,
                fmt::format("more than {} folders of the store are groups or unknown; what is in the others is not "
                            "looked at",
                            k_most_listed_folders));
        }
        return false;
    }
    ++m_listed;
    auto entries = m_documents.store().list(group);
    if (!entries) {
        Problem problem = entries.take_problem();
        problem.message += "; what is in it is left out";
        m_documents.reports().add(std::move(problem));
        return false;
    }
    for (Entry& entry : *entries) {
        // An empty name would be the group itself, over and over.
        if (entry.is_prefix && !entry.name.empty()) names.push_back(std::move(entry.name));
    }
    return true;
}

void StoreWalk::add_below(std::string_view group) {
    std::vector<std::string> folders{std::string(group)};
    while (!folders.empty()) {
        const std::string folder = std::move(folders.back());
        folders.pop_back();
        std::vector<std::string> names;
        if (!list_folders(folder, names)) continue;
        for (const std::string& name : names) {
            if (is_hidden(name)) continue;
            std::string path = joined(folder, name);
            const Found found = add_node(path);
            if (found == Found::group || found == Found::nothing) folders.push_back(std::move(path));
        }
        if (m_nodes.size() >= k_most_nodes) return;
    }
}

bool StoreWalk::add_at(std::string_view path) {
    const std::size_t before = m_nodes.size();
    const Found found = add_node(std::string(path));
    if (found == Found::group || found == Found::nothing) add_below(path);
    return m_nodes.size() > before;
}

StoreWalk::Found StoreWalk::add_node(const std::string& path) {
    if (const std::string why_bad = why_bad_path(path); !why_bad.empty()) {
        m_documents.reports().warning("probe/bad-name", path.substr(0, 200),
                                      fmt::format("the path of the folder {}: what is in it is left out", why_bad));
        return Found::unusable;
    }
    return m_version == 3 ? add_v3_node(path) : add_v2_node(path);
}

StoreWalk::Found StoreWalk::add_v2_node(const std::string& path) {
    const std::string array_key = path + "/.zarray";
    auto document = m_documents.get(array_key, "the array is left out");
    if (m_documents.was_unusable()) return Found::unusable;
    const bool is_array = document.has_value();
    if (!is_array) document = m_documents.get(path + "/.zgroup", k_group_all_the_same, Severity::warning);
    if (!document && !m_documents.was_unusable()) return Found::nothing;
    Node* node = m_nodes.at(path, is_array ? array_key : path + "/.zgroup");
    if (node == nullptr) return Found::unusable;
    node->is_array = is_array;
    if (document) node->document = *std::move(document);
    auto attributes = m_documents.get(path + "/.zattrs", "it is described without its attributes");
    if (attributes) node->attributes = *std::move(attributes);
    return is_array ? Found::array : Found::group;
}

StoreWalk::Found StoreWalk::add_v3_node(const std::string& path) {
    const std::string key = path + "/zarr.json";
    auto document = m_documents.get(key, "the array or group is left out");
    if (m_documents.was_unusable()) return Found::unusable;
    if (!document) return Found::nothing;
    Node read;
    if (!take_v3_document(*std::move(document), key, read, m_documents.reports())) return Found::unusable;
    Node* node = m_nodes.at(path, key);
    if (node == nullptr) return Found::unusable;
    read.path = path;
    *node = std::move(read);
    return node->is_array ? Found::array : Found::group;
}

}  // namespace cairn::zarr
