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

class Parts final : public PartReader {
  public:
    Parts(KeyStore& store, std::vector<LoadedArray>& arrays, const PartWork& request)
        : m_store(store), m_arrays(arrays), m_request(request) {}

    std::string read(VariableId variable, const std::vector<std::uint64_t>& shape, const BlockTaker& take) override {
        const auto loaded = std::lower_bound(m_arrays.begin(), m_arrays.end(), variable,
                                             [](const LoadedArray& array, VariableId id) { return array.id < id; });
        if (!loaded->document.values_unreadable_because.empty()) return loaded->document.values_unreadable_because;
        if (m_request.before) m_request.before(loaded->path, shape);
        ArrayMetadata& metadata = loaded->document.metadata;
        const std::vector<std::uint64_t> whole = std::exchange(metadata.shape, shape);
        std::string why_not =
            read_blocks(m_store, loaded->path, metadata, k_largest_part_chunk, k_part_block, take).missing_because;
        metadata.shape = whole;
        return why_not;
    }

  private:
    KeyStore& m_store;
    std::vector<LoadedArray>& m_arrays;  ///< in order of ids
    const PartWork& m_request;
};

class StoreReader {
  public:
    StoreReader(KeyStore& store, const std::string& name, const ReadLimits& limits, const PartWork* parts)
        : m_store(store), m_name(name), m_limits(limits), m_parts(parts) {}

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
        if (m_parts == nullptr) return;
        Parts parts(m_store, m_arrays, *m_parts);
        m_parts->work(m_dataset, parts);
    }

    KeyStore& m_store;
    const std::string& m_name;
    ReadLimits m_limits;
    const PartWork* m_parts;
    Reports m_reports;
    Dataset m_dataset;
    std::unordered_map<std::string, std::uint32_t> m_groups;  ///< index of each path
    std::vector<ArrayAxes> m_axes;
    std::vector<LoadedArray> m_arrays;
};

}  // namespace

Outcome<Dataset> read_store(KeyStore& store, const std::string& name, const ReadLimits& limits, const PartWork* parts) {
    TimedStore timed(store, limits.time);
    return StoreReader(timed, name, limits, parts).read();
}

}  // namespace cairn::zarr
