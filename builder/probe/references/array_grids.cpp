#include "builder/probe/references/array_grids.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/zarr/array_document.hpp"
#include "builder/probe/zarr/documents.hpp"
#include "builder/probe/zarr/hierarchy.hpp"

namespace cairn::references {

namespace {

/// The paths of variables: "/a" and "b" are the array "a/b". An array at the root is the only variable there is.
std::string path_of(const Dataset& dataset, VariableId id) {
    if (dataset.store && dataset.store->is_array) return {};
    const Group& group = dataset.groups[id.group];
    const std::string& name = group.variables[id.index].name;
    return group.path == "/" ? name : group.path.substr(1) + '/' + name;
}

struct Role {
    std::vector<DimensionId> dimensions;
    bool is_coordinate = false;
};

std::unordered_map<std::string, Role> roles_of(const Dataset& dataset) {
    std::unordered_map<std::string, Role> roles;
    for (std::uint32_t group = 0; group < dataset.groups.size(); ++group) {
        const std::vector<Variable>& variables = dataset.groups[group].variables;
        for (std::uint32_t index = 0; index < variables.size(); ++index)
            roles[path_of(dataset, {group, index})] = {variables[index].dimensions, false};
    }
    for (const VariableId id : coordinates_to_read(dataset)) roles[path_of(dataset, id)].is_coordinate = true;
    return roles;
}

ArrayGrid grid_of(std::string path, const zarr::ArrayMetadata& metadata, const Role& role) {
    ArrayGrid grid;
    grid.path = std::move(path);
    grid.shape = metadata.shape;
    grid.chunks = zarr::ChunkGrid(metadata);
    grid.keys = metadata.keys;
    const std::vector<std::uint64_t>& counts = grid.chunks.counts();
    grid.has_many_chunks = std::any_of(counts.begin(), counts.end(), [](std::uint64_t count) { return count > 1; });
    if (role.dimensions.size() == grid.shape.size()) grid.dimensions = role.dimensions;
    grid.is_coordinate = role.is_coordinate;
    return grid;
}

/// The number at the begin of a text, which is cut off; false when there is none, or it is no plain one.
bool take_number(std::string_view& text, std::uint64_t& number) {
    std::size_t digits = 0;
    number = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        if (__builtin_mul_overflow(number, std::uint64_t{10}, &number) ||
            __builtin_add_overflow(number, static_cast<std::uint64_t>(text[digits] - '0'), &number))
            return false;
    }
    if (digits == 0 || (digits > 1 && text.front() == '0')) return false;
    text.remove_prefix(digits);
    return true;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

KeyKind chunk_of(const ArrayGrid& array, std::string_view name, ChunkIndex& index) {
    const std::size_t axes = array.shape.size();
    const bool is_standard = array.keys.encoding == zarr::ChunkKeys::Encoding::standard;
    index.clear();
    if (is_standard && !take(name, 'c')) return KeyKind::no_chunk;
    if (axes == 0) return name == (is_standard ? "" : "0") ? KeyKind::chunk : KeyKind::no_chunk;
    bool is_outside = false;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        if ((axis > 0 || is_standard) && !take(name, array.keys.separator)) return KeyKind::no_chunk;
        std::uint64_t number = 0;
        if (!take_number(name, number)) return KeyKind::no_chunk;
        is_outside = is_outside || number >= array.chunks.counts()[axis];
        index.push_back(number);
    }
    if (!name.empty()) return KeyKind::no_chunk;
    return is_outside ? KeyKind::outside : KeyKind::chunk;
}

ArrayGrids::ArrayGrids(zarr::KeyStore& metadata, const Dataset& dataset) {
    zarr::Reports ignored;  // the reading of the dataset said it
    zarr::Documents documents(metadata, ignored);
    auto hierarchy = zarr::read_hierarchy(documents);
    if (!hierarchy) return;
    const auto roles = roles_of(dataset);
    for (zarr::Node& node : hierarchy->nodes) {
        const auto role = roles.find(node.path);
        if (!node.is_array || role == roles.end()) continue;
        std::string path = node.path;
        if (auto document = zarr::parse_array(node, ignored))
            m_arrays.push_back(grid_of(std::move(path), document->metadata, role->second));
    }
    for (std::size_t i = 0; i < m_arrays.size(); ++i) m_places.emplace(m_arrays[i].path, i);
}

const ArrayGrid* ArrayGrids::at(std::string_view path) const {
    const auto place = m_places.find(path);
    return place == m_places.end() ? nullptr : &m_arrays[place->second];
}

ArrayGrids::Found ArrayGrids::find(std::string_view key) {
    if (m_last != nullptr && !m_last->path.empty() && key.size() > m_last->path.size() + 1 &&
        key.starts_with(m_last->path) && key[m_last->path.size()] == '/')
        return {m_last, key.substr(m_last->path.size() + 1)};
    for (std::size_t slash = key.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = key.rfind('/', slash - 1)) {
        if (const ArrayGrid* array = at(key.substr(0, slash))) return {m_last = array, key.substr(slash + 1)};
    }
    if (const ArrayGrid* root = at("")) return {root, key};
    return {};
}

}  // namespace cairn::references
