#include "builder/probe/zarr/zarr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "builder/probe/zarr/attributes.hpp"
#include "builder/probe/zarr/coordinate_arrays.hpp"
#include "builder/probe/zarr/dimensions.hpp"
#include "builder/probe/zarr/documents.hpp"
#include "builder/probe/zarr/hierarchy.hpp"
#include "builder/probe/zarr/nodes.hpp"
#include "builder/probe/zarr/timed_store.hpp"

namespace cairn::zarr {

namespace {

class StoreReader {
  public:
    StoreReader(KeyStore& store, const std::string& name, const ReadLimits& limits, PartRequest* part)
        : m_store(store), m_name(name), m_limits(limits), m_part(part) {}

    Outcome<Dataset> read() {
        Documents documents(m_store, m_reports);
        Outcome<Hierarchy> hierarchy = read_hierarchy(documents);
        if (!hierarchy) return hierarchy.take_problem();
        m_dataset.reader = "native-zarr";
        m_dataset.format = fmt::format("Zarr v{}", hierarchy->traits.zarr_version);
        m_dataset.store = hierarchy->traits;
        m_dataset.store->root = m_store.root();
        hierarchy->nodes.front().consolidated = hierarchy->traits.consolidated;
        m_arrays.reserve(hierarchy->nodes.size());
        m_axes.reserve(hierarchy->nodes.size());
        for (Node& node : hierarchy->nodes) add(node);
        finish();
        m_dataset.problems = m_reports.take();
        return std::move(m_dataset);
    }

  private:
    void add(Node& node) {
        if (!node.is_array) return (void)add_group(node);
        if (node.path.empty()) {
            add_group({});
            m_dataset.store->is_array = true;
        }
        add_array(node, m_groups.at(std::string(parent_of(node.path))));
    }

    void add_group(const Node& node) {
        if (!node.document.IsNull() && node.zarr_version == 2) check_format(node);
        const auto index = static_cast<std::uint32_t>(m_dataset.groups.size());
        const std::uint32_t parent = node.path.empty() ? 0 : m_groups.at(std::string(parent_of(node.path)));
        m_groups.emplace(node.path, index);
        Group& group = m_dataset.groups.emplace_back();
        group.path = '/' + node.path;
        group.parent = parent;
        group.consolidated = node.consolidated;
        group.attributes = attributes_of(node.attributes, key_of(node), m_reports);
    }

    void check_format(const Node& node) {
        const json::Value* format = json::find(node.document, "zarr_format");
        if (format != nullptr && format->IsInt() && format->GetInt() == 2) return;
        m_reports.warning("probe/bad-metadata", key_of(node), "found no \"zarr_format\": 2; taken for a group of it");
    }

    void add_array(Node& node, std::uint32_t group) {
        auto document = parse_array(node, m_reports);
        if (!document) return;
        const auto index = static_cast<std::uint32_t>(m_dataset.groups[group].variables.size());
        Variable& variable = m_dataset.groups[group].variables.emplace_back();
        const ArrayMetadata& metadata = document->metadata;
        variable.name = node.path.empty() ? to_utf8(m_name) : std::string(name_of_node(node.path));
        variable.type = model_type(metadata.type);
        std::string key = key_of(node);
        variable.attributes = attributes_of(node.attributes, key, m_reports);
        settle_array_attributes(variable.attributes, metadata, key, m_reports);
        if (metadata.zarr_version == 2) set_fill_value(variable, metadata, key);
        m_axes.push_back({{group, index}, std::move(key), axes_of(node, metadata, m_reports)});
        m_arrays.push_back({{group, index}, std::move(node.path), *std::move(document)});
    }

    void set_fill_value(Variable& variable, const ArrayMetadata& metadata, std::string_view key) {
        std::string why_not;
        variable.fill_value = fill_value_of(metadata, why_not);
        if (!why_not.empty() && variable.type != Type::other) {
            m_reports.warning("probe/bad-fill-value", key,
                              fmt::format("the fill value cannot be understood: {}", why_not));
        }
    }

    void finish() {
        place_dimensions(m_dataset, m_axes, m_reports);
        const auto is_before = [](const LoadedArray& a, const LoadedArray& b) { return a.id < b.id; };
        if (!std::is_sorted(m_arrays.begin(), m_arrays.end(), is_before))
            std::sort(m_arrays.begin(), m_arrays.end(), is_before);
        read_coordinates(m_store, m_dataset, m_arrays, m_limits, m_reports);
        if (m_part != nullptr) read_part();
    }

    void read_part() {
        const std::optional<Part> part = m_part->choose(m_dataset);
        if (!part) return;
        const auto loaded = std::lower_bound(m_arrays.begin(), m_arrays.end(), part->variable,
                                             [](const LoadedArray& array, VariableId id) { return array.id < id; });
        ArrayMetadata& metadata = loaded->document.metadata;
        m_part->missing_because = loaded->document.values_unreadable_because;
        if (!m_part->missing_because.empty()) return;
        metadata.shape = part->shape;  // it is the last that is read
        ArrayValues found = read_values(m_store, loaded->path, metadata, m_part->largest_chunk_bytes);
        m_part->missing_because = std::move(found.missing_because);
        m_dataset.groups[part->variable.group].variables[part->variable.index].values = std::move(found.values);
    }

    KeyStore& m_store;
    const std::string& m_name;
    ReadLimits m_limits;
    PartRequest* m_part;
    Reports m_reports;
    Dataset m_dataset;
    std::unordered_map<std::string, std::uint32_t> m_groups;  ///< index of each path
    std::vector<ArrayAxes> m_axes;
    std::vector<LoadedArray> m_arrays;
};

}  // namespace

Outcome<Dataset> read_store(KeyStore& store, const std::string& name, const ReadLimits& limits, PartRequest* part) {
    TimedStore timed(store, limits.time);
    return StoreReader(timed, name, limits, part).read();
}

}  // namespace cairn::zarr
