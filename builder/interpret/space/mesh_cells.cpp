#include "builder/interpret/space/mesh_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_nodes_of_cell = 32;

/// Which nodes each cell has.
struct Connectivity {
    VariableId table;  ///< of numbers of nodes: a row a cell, or a column
    double first = 0;  ///< the number of the first node
    bool is_transposed = false;
    VariableId latitude;  ///< of the nodes
    VariableId longitude;
    std::optional<VariableId> counts;  ///< how many nodes of its row a cell has
};

std::optional<Connectivity> with_nodes(const Anatomy& anatomy, std::uint32_t group,
                                       const std::vector<std::string>& names, VariableId table,
                                       bool is_projected = false) {
    std::optional<VariableId> latitude;
    std::optional<VariableId> longitude;
    for (const std::string& name : names) {
        const auto id = anatomy.names().find(group, name);
        const Axis axis = id ? anatomy.part(*id).meaning.axis : Axis::none;
        if (axis == (is_projected ? Axis::projected_y : Axis::latitude)) latitude = id;
        if (axis == (is_projected ? Axis::projected_x : Axis::longitude)) longitude = id;
    }
    if (!latitude || !longitude) return std::nullopt;
    return Connectivity{table, 0, false, *latitude, *longitude, std::nullopt};
}

/// UGRID 1.0: faces and edges by the nodes that the mesh's variable names.
std::optional<Connectivity> of_ugrid(const Anatomy& anatomy, const Grid& grid) {
    if (!grid.cells) return std::nullopt;
    const Dataset& dataset = anatomy.dataset();
    const std::vector<Attribute>& mesh = variable_of(dataset, *grid.cells).attributes;
    const Variable& data = variable_of(dataset, grid.data);
    const std::string location = to_lower(text_attribute(data.attributes, "location"));
    if (location == "node") return std::nullopt;
    const std::string place = location == "edge" ? "edge" : "face";
    const std::string name = text_attribute(mesh, place + "_node_connectivity");
    const auto table = name.empty() ? std::nullopt : anatomy.names().find(grid.cells->group, name);
    if (!table || variable_of(dataset, *table).dimensions.size() != 2) return std::nullopt;
    auto found =
        with_nodes(anatomy, grid.cells->group, attribute_words(mesh, "node_coordinates"), *table, grid.is_projected);
    if (!found) return std::nullopt;
    const Variable& numbers = variable_of(dataset, *table);
    const std::vector<double> first = attribute_numbers(numbers.attributes, "start_index");
    found->first = first.empty() ? 0 : first.front();
    const auto is_of_data = [&](DimensionId id) {
        return std::find(data.dimensions.begin(), data.dimensions.end(), id) != data.dimensions.end();
    };
    found->is_transposed = !is_of_data(numbers.dimensions[0]) && is_of_data(numbers.dimensions[1]);
    return found;
}

/// MPAS: verticesOnCell, from 1 on, filled up with anything behind the nEdgesOnCell that count.
std::optional<Connectivity> of_mpas(const Anatomy& anatomy, const Grid& grid) {
    if (!grid.latitude || variable_of(anatomy.dataset(), *grid.latitude).name != "latCell") return std::nullopt;
    const auto table = anatomy.names().find(grid.latitude->group, "verticesOnCell");
    if (!table) return std::nullopt;
    auto found = with_nodes(anatomy, grid.latitude->group, {"latVertex", "lonVertex"}, *table);
    if (!found) return std::nullopt;
    found->first = 1;
    found->counts = anatomy.names().find(grid.latitude->group, "nEdgesOnCell");
    return found;
}

/// FVCOM: nv(three, nele), from 1 on, for what lies on nele; nodes have the latitude and longitude of another
/// dimension.
std::optional<Connectivity> of_fvcom(const Anatomy& anatomy, const Grid& grid) {
    const auto table = grid.latitude ? anatomy.names().find(grid.latitude->group, "nv") : std::nullopt;
    if (!table) return std::nullopt;
    const Dataset& dataset = anatomy.dataset();
    const Variable& numbers = variable_of(dataset, *table);
    const std::vector<DimensionId>& own = variable_of(dataset, *grid.latitude).dimensions;
    if (numbers.dimensions.size() != 2 || own.size() != 1 || dimension(dataset, numbers.dimensions[0]).size != 3)
        return std::nullopt;
    if (!(numbers.dimensions[1] == own.front())) return std::nullopt;
    auto found = with_nodes(anatomy, grid.latitude->group, {"lat", "lon"}, *table);
    if (!found || variable_of(dataset, found->latitude).dimensions == own) return std::nullopt;
    found->first = 1;
    found->is_transposed = true;
    return found;
}

std::optional<Connectivity> connectivity_of(const Anatomy& anatomy, const Grid& grid) {
    auto found = of_ugrid(anatomy, grid);
    if (!found) found = of_mpas(anatomy, grid);
    if (!found) found = of_fvcom(anatomy, grid);
    return found;
}

/// The middle of places on the sphere, no farther north or south than they are: the great circle between two places of
/// one latitude is, and the cells reach to their nodes.
Position middle_of(const std::vector<Position>& places) {
    constexpr double k_radians = std::numbers::pi / 180;
    double x = 0;
    double y = 0;
    double z = 0;
    LatInterval lat{90, -90};
    for (const Position& place : places) {
        lat = {std::min(lat.south_deg, place.lat_deg), std::max(lat.north_deg, place.lat_deg)};
        x += std::cos(place.lat_deg * k_radians) * std::cos(place.lon_deg * k_radians);
        y += std::cos(place.lat_deg * k_radians) * std::sin(place.lon_deg * k_radians);
        z += std::sin(place.lat_deg * k_radians);
    }
    return {std::atan2(y, x) / k_radians,
            std::clamp(std::atan2(z, std::hypot(x, y)) / k_radians, lat.south_deg, lat.north_deg)};
}

class Assembly {
  public:
    Assembly(const Anatomy& anatomy, const Connectivity& mesh, const PlaneSystem* plane)
        : m_mesh(mesh),
          m_nodes(cell_places(anatomy, mesh.latitude, mesh.longitude, plane)),
          m_table(numbers_of(variable_of(anatomy.dataset(), mesh.table), nullptr, Float32As::exact)) {
        const std::vector<DimensionId>& dimensions = variable_of(anatomy.dataset(), mesh.table).dimensions;
        m_cells = dimensions[mesh.is_transposed ? 1 : 0];
        m_count = dimension(anatomy.dataset(), m_cells).size;
        m_width = dimension(anatomy.dataset(), dimensions[mesh.is_transposed ? 0 : 1]).size;
        if (mesh.counts)
            m_counts = numbers_of(variable_of(anatomy.dataset(), *mesh.counts), nullptr, Float32As::exact).values;
    }

    /// Empty when the vertices could be taken. `latitude`: that of `cells`, which are the nodes where the file has no
    /// other places.
    std::string assemble(const Variable& latitude, CellPlaces& cells) {
        if (!m_nodes.why_not.empty()) return "of its nodes, " + m_nodes.why_not;
        if (!m_table.unavailable_because.empty()) return "its values are not available: " + m_table.unavailable_because;
        if (m_width < 2 || m_width > k_most_nodes_of_cell || m_table.values.size() < m_count * m_width)
            return fmt::format("{} nodes make no cell", m_width);
        const bool has_centres = cells.why_not.empty() && latitude.dimensions.size() == 1 &&
                                 latitude.dimensions.front() == m_cells && cells.centres.size() == m_count;
        std::vector<Position> vertices;
        std::vector<Position> centres;
        vertices.reserve(m_count * m_width);
        for (std::size_t cell = 0; cell < m_count; ++cell) {
            std::vector<Position> nodes = nodes_of(cell);
            if (m_is_broken) return "it names nodes that do not exist";
            if (!has_centres)
                centres.push_back(nodes.empty() ? Position{std::nan(""), std::nan("")} : middle_of(nodes));
            const Position last = nodes.empty() ? Position{std::nan(""), std::nan("")} : nodes.back();
            nodes.resize(m_width, last);  // a triangle among squares
            vertices.insert(vertices.end(), nodes.begin(), nodes.end());
        }
        if (!has_centres) take_centres(cells, std::move(centres));
        cells.vertices = std::move(vertices);
        cells.vertex_count = m_width;
        return {};
    }

  private:
    static void take_centres(CellPlaces& cells, std::vector<Position> centres) {
        cells = {};
        cells.centres = std::move(centres);
        for (std::size_t i = 0; i < cells.centres.size(); ++i) cells.places += cells.has_place(i) ? 1 : 0;
    }

    /// Rows end at a fill value, at the count of the cell, or where a number repeats the last one.
    std::vector<Position> nodes_of(std::size_t cell) {
        std::vector<Position> nodes;
        const double stated = cell < m_counts.size() ? m_counts[cell] : static_cast<double>(m_width);
        const std::size_t width =
            stated >= 0 && stated < static_cast<double>(m_width) ? static_cast<std::size_t>(stated) : m_width;
        for (std::size_t i = 0; i < width; ++i) {
            const double number = m_table.values[m_mesh.is_transposed ? i * m_count + cell : cell * m_width + i];
            if (std::isnan(number) || number < m_mesh.first)
                continue;  // fill values: -1, -999, 0 where nodes count from 1
            const double index = number - m_mesh.first;
            if (index >= static_cast<double>(m_nodes.centres.size())) {
                m_is_broken = true;
                return {};
            }
            const auto node = static_cast<std::size_t>(index);
            if (m_nodes.has_place(node)) nodes.push_back(m_nodes.centres[node]);
        }
        return nodes;
    }

    const Connectivity& m_mesh;
    CellPlaces m_nodes;
    Numbers m_table;
    std::vector<double> m_counts;
    DimensionId m_cells;
    std::size_t m_count = 0;  ///< of cells
    std::size_t m_width = 0;  ///< nodes of a row of the table
    bool m_is_broken = false;
};

}  // namespace

void take_mesh_cells(const Anatomy& anatomy, const Grid& grid, const PlaneSystem* plane, CellPlaces& cells,
                     Findings& findings) {
    const auto mesh = connectivity_of(anatomy, grid);
    if (!mesh) return;
    const std::string name = qualified_name(anatomy.dataset(), mesh->table);
    const std::string why_not =
        Assembly(anatomy, *mesh, plane).assemble(variable_of(anatomy.dataset(), *grid.latitude), cells);
    if (why_not.empty()) {
        cells.bounds_name = fmt::format("{}' at '{}' and '{}", name, qualified_name(anatomy.dataset(), mesh->latitude),
                                        qualified_name(anatomy.dataset(), mesh->longitude));
    } else {
        findings.note(fmt::format("The cells of '{}' are not known from '{}': {}.",
                                  variable_of(anatomy.dataset(), grid.data).name, name, why_not));
    }
}

}  // namespace cairn
