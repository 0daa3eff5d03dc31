#include "builder/interpret/space/geometries.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/cell_hull.hpp"
#include "builder/interpret/space/cell_places.hpp"

namespace cairn {

namespace {

struct Nodes {
    std::optional<VariableId> latitude;
    std::optional<VariableId> longitude;
};

Nodes nodes_of(const Anatomy& anatomy, VariableId container) {
    Nodes nodes;
    for (const std::string& word :
         attribute_words(variable_of(anatomy.dataset(), container).attributes, "node_coordinates")) {
        const auto id = anatomy.names().find(container.group, word);
        if (!id) continue;
        // `axis` alone may tell the nodes apart (CF section 7.5).
        const Axis axis = anatomy.part(*id).meaning.axis;
        const std::string letter = to_lower(text_attribute(variable_of(anatomy.dataset(), *id).attributes, "axis"));
        if (axis == Axis::latitude || (axis == Axis::none && letter == "y")) nodes.latitude = id;
        if (axis == Axis::longitude || (axis == Axis::none && letter == "x")) nodes.longitude = id;
    }
    return nodes;
}

/// How many nodes each part has: those of lines and rings, else those of instances, else one each.
std::vector<std::size_t> counts_of(const Anatomy& anatomy, VariableId container, std::size_t total) {
    for (const char* name : {"part_node_count", "node_count"}) {
        const std::string target = text_attribute(variable_of(anatomy.dataset(), container).attributes, name);
        const auto id = target.empty() ? std::nullopt : anatomy.names().find(container.group, target);
        if (!id) continue;
        const Numbers numbers = numbers_of(variable_of(anatomy.dataset(), *id), nullptr, Float32As::exact);
        std::vector<std::size_t> counts;
        std::size_t sum = 0;
        for (const double value : numbers.values) {
            if (!(value >= 0) || value > static_cast<double>(total - sum)) return {};
            counts.push_back(static_cast<std::size_t>(value));
            sum += counts.back();
        }
        if (!counts.empty()) return counts;
    }
    return std::vector<std::size_t>(total, 1);
}

}  // namespace

CellsReading read_geometries(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    CellsReading reading;
    const Nodes nodes = nodes_of(anatomy, *grid.cells);
    if (!nodes.latitude || !nodes.longitude) {
        reading.why_not = "its node_coordinates name no latitude and longitude";
        return reading;
    }
    const CellPlaces places = cell_places(anatomy, *nodes.latitude, *nodes.longitude);
    reading.why_not = places.why_not;
    reading.is_void = places.is_void;
    if (!reading.why_not.empty()) return reading;
    const std::vector<std::size_t> counts = counts_of(anatomy, *grid.cells, places.centres.size());
    if (counts.empty()) {
        reading.why_not = fmt::format("its counts of nodes are more than the {} nodes", places.centres.size());
        return reading;
    }
    const std::string type =
        to_lower(text_attribute(variable_of(anatomy.dataset(), *grid.cells).attributes, "geometry_type"));
    CellHull hull;
    std::size_t begin = 0;
    for (const std::size_t count : counts) {
        std::vector<Position> part;
        for (std::size_t i = begin; i < begin + count; ++i) {
            if (places.has_place(i)) part.push_back(places.centres[i]);
        }
        begin += count;
        if (type == "polygon") {
            hull.add_polygon(part);
        } else if (type == "line") {
            hull.add_line(part);
        } else {
            for (const Position& point : part) hull.add_point(point);
        }
    }
    if (hull.count() == 0) {
        reading.why_not = "none of its nodes has a place";
        return reading;
    }
    reading.box = hull.box(0);
    reading.from_bounds = type == "polygon";
    findings.add("grid", fmt::format("{} {}s by the nodes '{}' and '{}'", counts.size(), type.empty() ? "part" : type,
                                     qualified_name(anatomy.dataset(), *nodes.latitude),
                                     qualified_name(anatomy.dataset(), *nodes.longitude)));
    return reading;
}

}  // namespace cairn
