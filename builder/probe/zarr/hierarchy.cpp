#include "builder/probe/zarr/hierarchy.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "builder/probe/zarr/consolidated.hpp"
#include "builder/probe/zarr/nodes.hpp"
#include "builder/probe/zarr/walk_store.hpp"

namespace cairn::zarr {

namespace {

class HierarchyReader {
  public:
    explicit HierarchyReader(Documents& documents)
        : m_documents(documents), m_reports(documents.reports()), m_nodes(documents.reports()) {}

    Outcome<Hierarchy> read() {
        m_documents.store().expect({"zarr.json", ".zmetadata"});
        auto root = m_documents.get("zarr.json", "the store cannot be described");
        if (m_documents.was_unusable()) return m_reports.take_last();
        const bool is_understood = root ? read_v3(*std::move(root)) : read_v2();
        if (!is_understood) return m_reports.take_last();
        Hierarchy hierarchy{m_nodes.take(), m_traits};
        expect_documents_of_groups(hierarchy.nodes);
        for (Node& node : hierarchy.nodes) {
            if (!node.path.empty() && !node.is_array)
                node.consolidated = node.zarr_version == 3 ? is_consolidated_v3(node) : is_consolidated_v2(node);
        }
        return hierarchy;
    }

  private:
    bool read_v3(json::Value document) {
        m_traits.zarr_version = 3;
        json::Value consolidated;
        if (json::Value* member = json::find(document, "consolidated_metadata")) consolidated = std::move(*member);
        Node& root = *m_nodes.at("", "zarr.json");
        if (!take_v3_document(std::move(document), "zarr.json", root, m_reports)) return false;
        warn_of_v2();
        if (root.is_array) return true;
        StoreWalk walk(m_documents, m_nodes, 3);
        const Consolidated found = add_consolidated_v3(std::move(consolidated), m_nodes, m_reports);
        m_is_from_root = found != Consolidated::unusable;
        if (!m_is_from_root) {
            walk.add_below("");
        } else {
            const bool agrees = agrees_with_store(walk, "zarr.json");
            m_traits.consolidated = agrees && found == Consolidated::whole;
        }
        return true;
    }

    void expect_documents_of_groups(const std::vector<Node>& nodes) {
        std::vector<std::string> keys;
        for (const Node& node : nodes) {
            if (node.path.empty() || node.is_array) continue;
            if (node.zarr_version == 2) keys.push_back(joined(node.path, ".zmetadata"));
            if (node.zarr_version == 3 && m_is_from_root) keys.push_back(key_of(node));
        }
        m_documents.store().expect(keys);
    }

    bool is_consolidated_v2(const Node& node) {
        const auto size = m_documents.store().size_of(joined(node.path, ".zmetadata"));
        return size && size->has_value();
    }

    /// What a consolidated root says of its groups is its own: only their own documents say whether they have theirs.
    bool is_consolidated_v3(const Node& node) {
        const auto own = m_is_from_root ? m_documents.get(key_of(node), "its consolidated metadata are not looked for",
                                                          Severity::warning)
                                        : std::nullopt;
        const json::Value* document = m_is_from_root ? (own ? &*own : nullptr) : &node.document;
        const json::Value* metadata = document == nullptr ? nullptr : json::find(*document, "consolidated_metadata");
        return metadata != nullptr && metadata->IsObject();
    }

    /// Members of a consolidated store are looked for where that costs no round trips.
    bool agrees_with_store(StoreWalk& walk, std::string_view document) {
        return m_documents.store().distance() == Distance::network ||
               check_against_store(walk, m_nodes, m_reports, document);
    }

    void warn_of_v2() {
        if (m_documents.store().distance() == Distance::network) return;
        for (const std::string_view key : {".zgroup", ".zarray"}) {
            const auto size = m_documents.store().size_of(key);
            if (!size || !size->has_value()) continue;
            m_reports.warning("probe/two-versions", key,
                              "the root of the store has metadata of Zarr v2 beside zarr.json; the store is described "
                              "as v3; remove the others if they are not meant");
        }
    }

    bool read_v2() {
        StoreWalk walk(m_documents, m_nodes, 2);
        auto all = m_documents.get(".zmetadata", "the arrays and groups are looked for one by one", Severity::warning);
        const Consolidated found =
            all ? add_consolidated_v2(*std::move(all), m_nodes, m_reports) : Consolidated::unusable;
        if (found != Consolidated::unusable) {
            Node* root = m_nodes.at("", ".zmetadata");
            const bool agrees = root->is_array || agrees_with_store(walk, ".zmetadata");
            m_traits.consolidated = agrees && found == Consolidated::whole;
            return true;
        }
        const auto unusable = m_documents.was_unusable() ? std::optional(m_reports.last()) : std::nullopt;
        return read_v2_one_by_one(walk, unusable);
    }

    /// `consolidated`: why the consolidated metadata cannot be used, where there are any.
    bool read_v2_one_by_one(StoreWalk& walk, const std::optional<Problem>& consolidated) {
        auto array = m_documents.get(".zarray", "the store cannot be described");
        if (m_documents.was_unusable()) return false;
        auto group = array ? std::nullopt : m_documents.get(".zgroup", k_group_all_the_same, Severity::warning);
        const bool has_group = group || m_documents.was_unusable();
        Node& root = *m_nodes.at("", ".zgroup");
        root.is_array = array.has_value();
        if (array) root.document = *std::move(array);
        if (group) root.document = *std::move(group);
        auto attributes = m_documents.get(".zattrs", "the root is described without its attributes");
        if (attributes) root.attributes = *std::move(attributes);
        if (root.is_array) return true;
        walk.add_below("");
        if (has_group || m_nodes.size() > 1) return true;
        report_no_metadata(consolidated);
        return false;
    }

    void report_no_metadata(const std::optional<Problem>& consolidated) {
        if (!consolidated) {
            return m_reports.error("probe/no-metadata", "",
                                   "found no zarr.json, .zmetadata, .zgroup or .zarray in the store, nor in its "
                                   "folders; it cannot be described");
        }
        Problem problem = *consolidated;
        problem.severity = Severity::error;
        problem.message += "; none is found, so what is here, a store or references, cannot be described";
        m_reports.add(std::move(problem));
    }

    Documents& m_documents;
    Reports& m_reports;
    Nodes m_nodes;
    StoreTraits m_traits;
    bool m_is_from_root = false;  ///< the nodes of v3 come from the document of the root
};

}  // namespace

std::string key_of(const Node& node) {
    return joined(node.path, node.zarr_version == 3 ? "zarr.json" : node.is_array ? ".zarray" : ".zgroup");
}

Outcome<Hierarchy> read_hierarchy(Documents& documents) { return HierarchyReader(documents).read(); }

}  // namespace cairn::zarr
