#include "builder/probe/zarr/consolidated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "builder/probe/zarr/named_keys.hpp"

namespace cairn::zarr {

namespace {

constexpr std::string_view k_v2_key = ".zmetadata";
constexpr std::string_view k_v3_key = "zarr.json";

bool is_object(const json::Value& value, const std::string& member, std::string_view key, Reports& reports) {
    if (value.IsObject()) return true;
    reports.error(
        "probe/bad-metadata", key,
        fmt::format("the member '{}' is a {}, expected an object; it is left out", member, json::kind_name(value)));
    return false;
}

/// False for a member that is left out, and said.
bool add_v2_member(const std::string& member, json::Value value, Nodes& nodes, Reports& reports) {
    const std::size_t slash = member.rfind('/');
    const std::string_view path =
        slash == std::string::npos ? std::string_view() : std::string_view(member).substr(0, slash);
    const std::string_view kind = std::string_view(member).substr(slash + 1);  // npos + 1 == 0
    if (kind != ".zarray" && kind != ".zgroup" && kind != ".zattrs") return true;
    if (!is_object(value, member, k_v2_key, reports)) return false;
    Node* node = nodes.at(path, k_v2_key);
    if (node == nullptr) return false;
    if (kind == ".zattrs") {
        node->attributes = std::move(value);
    } else if (kind == ".zarray" || !node->is_array) {
        node->is_array = kind == ".zarray";
        node->document = std::move(value);
    }
    return true;
}

bool add_v3_member(const std::string& member, json::Value value, Nodes& nodes, Reports& reports) {
    if (!is_object(value, member, k_v3_key, reports)) return false;
    Node read;
    const std::string key = joined(member, k_v3_key);
    if (member.empty()) return true;  // the root, which zarr.json itself describes
    if (!take_v3_document(std::move(value), key, read, reports)) return false;
    Node* node = nodes.at(member, k_v3_key);
    if (node == nullptr) return false;
    read.path = member;
    *node = std::move(read);
    return true;
}

template <class AddMember>
Consolidated add_members(json::Value& metadata, AddMember add) {
    Consolidated result = Consolidated::whole;
    for (rapidjson::SizeType i = 0; i < metadata.MemberCount(); ++i) {
        auto& member = *(metadata.MemberBegin() + i);
        if (!add(std::string(json::view(member.name)), std::move(member.value))) result = Consolidated::partly_refused;
    }
    return result;
}

/// What is in the document and what is in the store, of each group.
class Comparison {
  public:
    Comparison(StoreWalk& walk, Nodes& nodes) : m_walk(walk), m_nodes(nodes) {}

    void run() {
        std::vector<std::string> groups{std::string()};
        while (!groups.empty()) {
            const std::string group = std::move(groups.back());
            groups.pop_back();
            compare(group, groups);
        }
    }

    bool has_nothing_but_document() const { return m_has_nothing; }
    std::vector<std::string> gone;
    std::vector<std::string> added;

  private:
    void compare(const std::string& group, std::vector<std::string>& groups) {
        const std::vector<std::string> promised = m_nodes.children_of(group);
        std::vector<std::string> folders;
        if (!m_walk.list_folders(group, folders)) return;
        if (group.empty() && folders.empty() && !promised.empty()) {
            m_has_nothing = true;
            return;
        }
        for (const std::string& name : promised) {
            std::string path = joined(group, name);
            if (!std::binary_search(folders.begin(), folders.end(), name)) {
                m_nodes.remove_with_members(path);
                gone.push_back(std::move(path));
            } else if (!m_nodes.find(path)->is_array) {
                groups.push_back(std::move(path));
            }
        }
        for (const std::string& name : folders) {
            const std::string path = joined(group, name);
            const bool is_known = std::binary_search(promised.begin(), promised.end(), name);
            if (!is_known && !is_hidden(name) && m_walk.add_at(path)) added.push_back(path);
        }
    }

    StoreWalk& m_walk;
    Nodes& m_nodes;
    bool m_has_nothing = false;
};

}  // namespace

Consolidated add_consolidated_v2(json::Value document, Nodes& nodes, Reports& reports) {
    const json::Value* format = json::find(document, "zarr_consolidated_format");
    json::Value* metadata = json::find(document, "metadata");
    if (format == nullptr || !format->IsInt() || format->GetInt() != 1 || metadata == nullptr ||
        !metadata->IsObject()) {
        reports.warning("probe/bad-consolidated", k_v2_key,
                        "found no \"zarr_consolidated_format\": 1 with an object \"metadata\"; the arrays and groups "
                        "are looked for one by one; consolidate the metadata again");
        return Consolidated::unusable;
    }
    return add_members(*metadata, [&](const std::string& member, json::Value value) {
        return add_v2_member(member, std::move(value), nodes, reports);
    });
}

Consolidated add_consolidated_v3(json::Value document, Nodes& nodes, Reports& reports) {
    if (document.IsNull()) return Consolidated::unusable;
    json::Value* metadata = json::find(document, "metadata");
    if (json::member_text(document, "kind") != "inline" || metadata == nullptr || !metadata->IsObject()) {
        reports.warning("probe/bad-consolidated", k_v3_key,
                        "found consolidated_metadata without \"kind\": \"inline\" and an object \"metadata\"; the "
                        "arrays and groups are looked for one by one; consolidate the metadata again");
        return Consolidated::unusable;
    }
    return add_members(*metadata, [&](const std::string& member, json::Value value) {
        return add_v3_member(member, std::move(value), nodes, reports);
    });
}

bool check_against_store(StoreWalk& walk, Nodes& nodes, Reports& reports, std::string_view document_key) {
    Comparison comparison(walk, nodes);
    comparison.run();
    if (comparison.has_nothing_but_document()) {
        reports.warning("probe/stale-consolidated", document_key,
                        "none of the arrays and groups that it lists has a folder in the store: they are described "
                        "from it alone");
    }
    if (!comparison.gone.empty()) {
        reports.warning("probe/stale-consolidated", document_key,
                        fmt::format("it lists {}, which the store does not have (any more): left out; consolidate the "
                                    "metadata again",
                                    named(comparison.gone)));
    }
    if (!comparison.added.empty()) {
        reports.warning("probe/stale-consolidated", document_key,
                        fmt::format("it does not list {}, which the store has: added, but programs that trust it will "
                                    "not find them; consolidate the metadata again",
                                    named(comparison.added)));
    }
    return !comparison.has_nothing_but_document() && comparison.gone.empty() && comparison.added.empty();
}

}  // namespace cairn::zarr
