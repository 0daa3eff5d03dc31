#include "tests/property/cells/cells.hpp"

namespace cairn::testing {

namespace {

/// Cells of three or four nodes of their own, each around its middle; none is near a pole.
struct Cells {
    std::size_t width = 4;                     ///< nodes of the largest cell
    std::vector<std::vector<Position>> nodes;  ///< of each cell
    std::vector<Position> middles;

    std::size_t count() const { return nodes.size(); }
};

Cells any_cells(Random& random, std::size_t fewest, std::size_t most) {
    Cells cells;
    cells.width = most;
    const std::size_t count = 1 + random() % 10;
    const double west = between(random, -180, 180);
    for (std::size_t i = 0; i < count; ++i) {
        const Position middle{west + between(random, 0, 100), between(random, -70, 70)};
        const std::size_t corners = i == 0 ? most : fewest + random() % (most - fewest + 1);
        std::vector<Position> nodes;
        for (std::size_t corner = 0; corner < corners; ++corner) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(corner) / static_cast<double>(corners);
            const double far = between(random, 1, 3);
            nodes.push_back({middle.lon_deg + far * std::cos(angle), middle.lat_deg + far * std::sin(angle)});
        }
        cells.middles.push_back(middle);
        cells.nodes.push_back(std::move(nodes));
    }
    return cells;
}

/// Nodes and middles as coordinates, and which nodes each cell has; what a cell has not is `filler`.
struct Lists {
    Doubles lat;
    Doubles lon;
    Doubles middle_lat;
    Doubles middle_lon;
    Integers table;  ///< cell after cell
    Integers counts;
    std::vector<Position> corners;
};

Lists lists_of(const Cells& cells, Random& random, bool is_empty, std::int64_t first, std::int64_t filler) {
    Lists lists;
    for (std::size_t cell = 0; cell < cells.count(); ++cell) {
        lists.middle_lat.push_back(is_empty ? std::nan("") : cells.middles[cell].lat_deg);
        lists.middle_lon.push_back(is_empty ? std::nan("") : spelled(random, cells.middles[cell].lon_deg));
        lists.counts.push_back(static_cast<std::int64_t>(cells.nodes[cell].size()));
        for (std::size_t corner = 0; corner < cells.width; ++corner) {
            if (corner >= cells.nodes[cell].size()) {
                lists.table.push_back(filler);
                continue;
            }
            const Position& node = cells.nodes[cell][corner];
            lists.table.push_back(first + static_cast<std::int64_t>(lists.lat.size()));
            lists.lat.push_back(is_empty ? std::nan("") : node.lat_deg);
            lists.lon.push_back(is_empty ? std::nan("") : spelled(random, node.lon_deg));
            if (!is_empty) lists.corners.push_back(node);
        }
    }
    return lists;
}

DatasetBuilder nodes_of(const Lists& lists, const Cells& cells) {
    DatasetBuilder build;
    build.dimension("node", lists.lat.size()).dimension("face", cells.count()).dimension("width", cells.width);
    build.variable("lat", {"node"}, {north()}, lists.lat).variable("lon", {"node"}, {east()}, lists.lon);
    return build;
}

/// Numbers from 0 or from 1 on; triangles beside quadrangles; places of the faces, which do not count, or none.
Made ugrid(Random& random, bool is_empty) {
    const Cells cells = any_cells(random, 3, 4);
    const std::int64_t first = random() % 2;
    const Lists lists = lists_of(cells, random, is_empty, first, -999);
    Made made{nodes_of(lists, cells), lists.corners};
    made.build.variable("mesh", {},
                        {text("cf_role", "mesh_topology"), text("node_coordinates", "lon lat"),
                         text("face_node_connectivity", "nodes")});
    made.build.variable(
        "nodes", {"face", "width"},
        {number("start_index", static_cast<double>(first), Type::int32), number("_FillValue", -999, Type::int32)},
        lists.table, Type::int32);
    made.build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
    if (random() % 2 == 0) return made;
    made.build.variable("face_lat", {"face"}, {north()}, lists.middle_lat);
    made.build.variable("face_lon", {"face"}, {east()}, lists.middle_lon);
    made.build.set("mesh", text("face_coordinates", "face_lon face_lat"));
    return made;
}

/// In radians, the table filled up with the last node, as MPAS does.
Made mpas(Random& random, bool is_empty) {
    const Cells cells = any_cells(random, 3, 6);
    Lists lists = lists_of(cells, random, is_empty, 1, 0);
    for (std::size_t i = 1; i < lists.table.size(); ++i)
        if (lists.table[i] == 0) lists.table[i] = lists.table[i - 1];
    for (Doubles* values : {&lists.lat, &lists.lon, &lists.middle_lat, &lists.middle_lon})
        for (double& value : *values) value *= k_radians;
    Made made;
    made.corners = lists.corners;
    made.build.dimension("nCells", cells.count())
        .dimension("nVertices", lists.lat.size())
        .dimension("maxEdges", cells.width);
    made.build.variable("latCell", {"nCells"}, {}, lists.middle_lat)
        .variable("lonCell", {"nCells"}, {}, lists.middle_lon);
    made.build.variable("latVertex", {"nVertices"}, {}, lists.lat).variable("lonVertex", {"nVertices"}, {}, lists.lon);
    made.build.variable("nEdgesOnCell", {"nCells"}, {}, lists.counts, Type::int32);
    made.build.variable("verticesOnCell", {"nCells", "maxEdges"}, {}, lists.table, Type::int32);
    made.build.variable("t", {"nCells"}, {});
    return made;
}

Made fvcom(Random& random, bool is_empty) {
    const Cells cells = any_cells(random, 3, 3);
    const Lists lists = lists_of(cells, random, is_empty, 1, 0);
    Made made{nodes_of(lists, cells), lists.corners};
    Integers table;
    for (std::size_t corner = 0; corner < 3; ++corner)
        for (std::size_t cell = 0; cell < cells.count(); ++cell) table.push_back(lists.table[3 * cell + corner]);
    made.build.variable("latc", {"face"}, {north()}, lists.middle_lat)
        .variable("lonc", {"face"}, {east()}, lists.middle_lon);
    made.build.variable("nv", {"width", "face"}, {}, table, Type::int32);
    made.build.variable("u", {"face"}, {text("coordinates", "lonc latc")});
    return made;
}

/// Corners of each cell beside its centre: named as SCRIP does, or by `bounds`, as ICON does.
Made with_corners(Random& random, bool is_empty, bool is_scrip) {
    const Cells cells = any_cells(random, 4, 4);
    const Lists lists = lists_of(cells, random, is_empty, 0, 0);
    Made made;
    made.corners = lists.corners;
    made.build.dimension("cell", cells.count()).dimension("corner", 4);
    const char* units = is_scrip ? "degrees" : "radian";
    const double factor = is_scrip ? 1 : k_radians;
    const auto scaled = [&](Doubles values) {
        for (double& value : values) value *= factor;
        return values;
    };
    const auto centre = [&](const char* scrip, const char* icon, const char* standard, const char* bounds,
                            const Doubles& values) {
        std::vector<Attribute> attributes{text("units", units)};
        if (!is_scrip) attributes.insert(attributes.end(), {text("standard_name", standard), text("bounds", bounds)});
        made.build.variable(is_scrip ? scrip : icon, {"cell"}, std::move(attributes), scaled(values));
    };
    centre("grid_center_lat", "clat", "latitude", "clat_bnds", lists.middle_lat);
    centre("grid_center_lon", "clon", "longitude", "clon_bnds", lists.middle_lon);
    made.build.variable(is_scrip ? "grid_corner_lat" : "clat_bnds", {"cell", "corner"}, {text("units", units)},
                        scaled(lists.lat));
    made.build.variable(is_scrip ? "grid_corner_lon" : "clon_bnds", {"cell", "corner"}, {text("units", units)},
                        scaled(lists.lon));
    made.build.variable("t", {"cell"}, {});
    if (!is_scrip) made.build.set("t", text("coordinates", "clat clon"));
    return made;
}

Made scrip(Random& random, bool is_empty) { return with_corners(random, is_empty, true); }
Made icon(Random& random, bool is_empty) { return with_corners(random, is_empty, false); }

Made geometries(Random& random, bool is_empty) {
    const Cells cells = any_cells(random, 3, 5);
    const Lists lists = lists_of(cells, random, is_empty, 0, 0);
    Made made{nodes_of(lists, cells), lists.corners};
    made.build.variable("node_count", {"face"}, {}, lists.counts, Type::int32);
    made.build.variable(
        "shapes", {},
        {text("geometry_type", "polygon"), text("node_coordinates", "lon lat"), text("node_count", "node_count")});
    made.build.variable("t", {"face"}, {text("geometry", "shapes")});
    return made;
}

}  // namespace

std::vector<MakerOfCells> makers_of_meshes() {
    return {{"UGRID", ugrid}, {"MPAS", mpas}, {"FVCOM", fvcom},
            {"SCRIP", scrip}, {"ICON", icon}, {"geometries", geometries}};
}

}  // namespace cairn::testing
