#include "builder/interpret/space/footprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/curvilinear.hpp"
#include "builder/interpret/space/geometries.hpp"
#include "builder/interpret/space/healpix.hpp"
#include "builder/interpret/space/points.hpp"
#include "builder/interpret/space/projected.hpp"
#include "builder/interpret/space/radar.hpp"
#include "builder/interpret/space/rectilinear.hpp"

namespace cairn {

namespace {

/// Beside those on latitude and longitude axes. Files have up to five; one with thousands is damaged or hostile, and
/// each costs a reading of coordinates.
constexpr std::ptrdiff_t k_most_grids = 64;

/// "nav_lat", "XLONG_M", "lon"; not "platform".
bool speaks_of_place(std::string_view name) {
    static constexpr std::array<std::string_view, 6> k_words{"lat", "lon", "latitude", "longitude", "xlat", "xlong"};
    const std::string lower = to_lower(name);
    for (std::size_t begin = 0; begin <= lower.size();) {
        const std::size_t end = std::min(lower.find('_', begin), lower.size());
        const std::string_view word = std::string_view(lower).substr(begin, end - begin);
        if (std::find(k_words.begin(), k_words.end(), word) != k_words.end()) return true;
        begin = end + 1;
    }
    return false;
}

/// What comes nearest to a latitude or a longitude, and why it is none.
std::string what_is_called_place(const Anatomy& anatomy) {
    for (const VariableId id : anatomy.variables()) {
        const Variable& variable = variable_of(anatomy.dataset(), id);
        const Axis axis = anatomy.part(id).meaning.axis;
        if (axis != Axis::none || anatomy.part(id).is_bounds || !speaks_of_place(variable.name)) continue;
        const std::string units = text_attribute(variable.attributes, "units");
        return fmt::format("; '{}' has {}", qualified_name(anatomy.dataset(), id),
                           units.empty() ? "neither a unit nor a standard name of one"
                                         : fmt::format("the unit '{}', which is none of one", units));
    }
    return {};
}

std::string why_no_grid(const Anatomy& anatomy) {
    for (const VariableId id : anatomy.variables()) {
        const Axis axis = anatomy.part(id).meaning.axis;
        if (axis != Axis::latitude && axis != Axis::longitude) continue;
        return fmt::format("no data variable has a latitude and a longitude; {} '{}' belongs to none of them",
                           name_of(axis), qualified_name(anatomy.dataset(), id));
    }
    return "no latitude and longitude coordinates" + what_is_called_place(anatomy);
}

/// Grids without one of the two axes, and scalar places that nothing refers to, count only when there is nothing
/// better: profiles along a latitude stand beside maps in many files, and the station of a radar beside what it sees.
std::vector<Grid> grids_that_count(std::vector<Grid> grids) {
    const auto is_partial = [](const Grid& grid) {
        return grid.kind == GridKind::no_latitude || grid.kind == GridKind::no_longitude ||
               grid.kind == GridKind::indexes;
    };
    const auto is_incidental = [](const Grid& grid) { return grid.is_incidental; };
    const auto keep_better = [&](const auto& is_worse) {
        if (std::all_of(grids.begin(), grids.end(), is_worse)) return;
        grids.erase(std::remove_if(grids.begin(), grids.end(), is_worse), grids.end());
    };
    keep_better(is_partial);
    keep_better(is_incidental);
    return grids;
}

SpaceReading without_box(std::string reason) {
    SpaceReading reading;
    reading.footprint.reason = std::move(reason);
    return reading;
}

/// Grids of one area in several resolutions have the same outline within a cell.
bool is_same(const std::shared_ptr<const Outline>& a, const std::shared_ptr<const Outline>& b, double cell_deg) {
    return a == b || (a && b && are_alike(*a, *b, cell_deg));
}

bool is_same(const std::shared_ptr<const Projection>& a, const std::shared_ptr<const Projection>& b) {
    return a == b || (a && b && *a == *b);
}

void add(SpaceReading& total, SpaceReading added) {
    total.axis_systems.merge(added.axis_systems);
    total.x_axes.merge(added.x_axes);
    total.cells.insert(total.cells.end(), added.cells.begin(), added.cells.end());
    const std::vector<Box> boxes{*total.footprint.box, *added.footprint.box};
    total.footprint.box = hull(boxes);
    total.footprint.evidence = std::max(total.footprint.evidence, added.footprint.evidence);
    if (total.footprint.reason.empty()) total.footprint.reason = added.footprint.reason;
    const double cell_deg = std::max(total.spacing_deg, added.spacing_deg);
    if (!is_same(total.footprint.outline, added.footprint.outline, cell_deg)) total.footprint.outline = nullptr;
    if (!is_same(total.projection, added.projection)) total.projection = nullptr;
    total.spacing_deg = std::max(total.spacing_deg, added.spacing_deg);
}

void set_evidence(Footprint& footprint, bool from_bounds, const std::string& guess) {
    footprint.evidence = !guess.empty() ? Evidence::guess : from_bounds ? Evidence::bounds : Evidence::coordinates;
    footprint.reason = guess;
}

void use_projected(SpaceReading& reading, const ProjectedReading& projected, const std::string& guess) {
    reading.footprint.box = projected.footprint.box;
    reading.footprint.outline = projected.footprint.outline;
    reading.spacing_deg = projected.footprint.cell_deg;
    set_evidence(reading.footprint, projected.from_bounds, projected.guess.empty() ? guess : projected.guess);
}

/// What is known of the system although the place is taken from latitudes and longitudes.
void add_projection(SpaceReading& reading, const ProjectedReading& projected, const Grid& grid) {
    reading.projection = projected.projection;
    if (projected.axis_system.empty()) return;
    reading.x_axes.insert(*grid.x);
    reading.axis_systems[*grid.x] = projected.axis_system;
    reading.axis_systems[*grid.y] = projected.axis_system;
}

/// Whether two boxes are the same place but for one and a half cells: edges of cells against centres, seen aslant.
bool agree(const Box& a, const Box& b, double cell_deg) {
    const double limit = std::max(1.5 * cell_deg, 1e-3);
    const auto near = [&](double one, double other) { return std::abs(one - other) <= limit; };
    if (!near(a.lat.south_deg, b.lat.south_deg) || !near(a.lat.north_deg, b.lat.north_deg)) return false;
    const double greatest_lat = std::max({std::abs(a.lat.south_deg), std::abs(a.lat.north_deg)});
    if (greatest_lat > 80) return true;  // there a cell is many degrees of longitude wide
    const double lon_limit = limit / std::cos(greatest_lat * std::numbers::pi / 180);
    const auto near_on_circle = [&](double one, double other) {
        return std::abs(std::remainder(one - other, 360)) <= lon_limit;
    };
    return near_on_circle(a.lon.west_deg(), b.lon.west_deg()) && near_on_circle(a.lon.east_deg(), b.lon.east_deg());
}

std::string text_of(const Box& box) {
    const auto [west, south, east, north] = bbox_of(box);
    return fmt::format("{} {} {} {}", west, south, east, north);
}

class Reader {
  public:
    Reader(const Anatomy& anatomy, Findings& findings)
        : m_anatomy(anatomy), m_findings(findings), m_boxes(anatomy, findings) {}

    SpaceReading read(const Grid& grid) {
        switch (grid.kind) {
            case GridKind::rectilinear:
                return m_boxes.read(grid);
            case GridKind::curvilinear:
                return curvilinear(grid);
            case GridKind::points:
            case GridKind::mesh:
                return points(grid);
            case GridKind::healpix:
                return healpix(grid);
            case GridKind::projected:
            case GridKind::rotated_pole:
                return projected(grid);
            case GridKind::polar:
                return cells_of_kind(grid, read_radar);
            case GridKind::geometry:
                return cells_of_kind(grid, read_geometries);
            case GridKind::none:
            case GridKind::indexes:
            case GridKind::no_longitude:
            case GridKind::no_latitude:
                break;
        }
        return without_box(grid.description);
    }

  private:
    SpaceReading curvilinear(const Grid& grid);
    SpaceReading points(const Grid& grid);
    SpaceReading healpix(const Grid& grid);
    SpaceReading projected(const Grid& grid);
    SpaceReading cells_of_kind(const Grid& grid, CellsReading (*read_cells)(const Anatomy&, const Grid&, Findings&));
    static void take(SpaceReading& reading, const CellsReading& cells, const Grid& grid);

    const Anatomy& m_anatomy;
    Findings& m_findings;
    BoxReader m_boxes;
};

void Reader::take(SpaceReading& reading, const CellsReading& cells, const Grid& grid) {
    reading.footprint.box = cells.box;
    reading.footprint.outline = cells.outline;
    reading.spacing_deg = cells.spacing_deg;
    reading.is_void = cells.is_void;
    if (cells.box) {
        set_evidence(reading.footprint, cells.from_bounds, grid.guess);
    } else {
        reading.footprint.reason = fmt::format("{}: {}", grid.description, cells.why_not);
    }
}

SpaceReading Reader::curvilinear(const Grid& grid) {
    SpaceReading reading;
    const auto read = is_discrete(m_anatomy.dataset()) ? read_points : read_curvilinear;
    take(reading, read(m_anatomy, grid, m_findings), grid);
    if (!grid.x || !grid.y) return reading;
    const ProjectedReading projected = read_projected(m_anatomy, grid, m_findings);
    if (!projected.footprint.box) return reading;
    if (!reading.footprint.box) {
        use_projected(reading, projected, grid.guess);
    } else if (!agree(*reading.footprint.box, *projected.footprint.box,
                      std::max(projected.footprint.cell_deg, reading.spacing_deg))) {
        m_findings.note(
            fmt::format("Latitudes and longitudes ({}) and the grid mapping ({}) put the grid at different places: the "
                        "coordinates are used.",
                        text_of(*reading.footprint.box), text_of(*projected.footprint.box)));
        return reading;
    }
    add_projection(reading, projected, grid);
    return reading;
}

SpaceReading Reader::points(const Grid& grid) {
    if (!grid.latitude || !grid.longitude) return without_box(grid.description);
    SpaceReading reading;
    take(reading, read_points(m_anatomy, grid, m_findings), grid);
    const auto dimension = dimension_of_cells(m_anatomy, grid);
    if (reading.footprint.box && dimension) reading.cells.emplace_back(*dimension, *reading.footprint.box);
    return reading;
}

SpaceReading Reader::cells_of_kind(const Grid& grid,
                                   CellsReading (*read_cells)(const Anatomy&, const Grid&, Findings&)) {
    SpaceReading reading;
    take(reading, read_cells(m_anatomy, grid, m_findings), grid);
    return reading;
}

SpaceReading Reader::healpix(const Grid& grid) {
    SpaceReading reading;
    take(reading, read_healpix(m_anatomy, grid, m_findings), grid);
    const auto dimension = healpix_dimension(m_anatomy, grid.data);
    if (reading.footprint.box && dimension) reading.cells.emplace_back(*dimension, *reading.footprint.box);
    return reading;
}

SpaceReading Reader::projected(const Grid& grid) {
    SpaceReading reading;
    const ProjectedReading projected = read_projected(m_anatomy, grid, m_findings);
    if (!projected.footprint.box) return without_box(fmt::format("{}: {}", grid.description, projected.why_not));
    use_projected(reading, projected, grid.guess);
    if (grid.x && grid.y) {
        add_projection(reading, projected, grid);
    } else {
        reading.projection = projected.projection;
    }
    return reading;
}

/// Grids whose coordinates were never written cost the others nothing (ROMS leaves zeros on staggered grids).
void drop_void_grids(std::vector<Grid>& grids, std::vector<SpaceReading>& readings, Findings& findings) {
    const auto has_box = [](const SpaceReading& reading) { return reading.footprint.box.has_value(); };
    if (!std::any_of(readings.begin(), readings.end(), has_box)) return;
    for (std::size_t i = readings.size(); i-- > 0;) {
        if (!readings[i].is_void || has_box(readings[i])) continue;
        findings.note(
            fmt::format("The place is that of the other grids; one has none: {}.", readings[i].footprint.reason));
        readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(i));
        grids.erase(grids.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

/// One sentence for each kind of grid whose place is not known.
std::string why_unknown(const std::vector<Grid>& grids, const std::vector<SpaceReading>& readings) {
    std::string reasons;
    std::set<GridKind> reported;
    for (std::size_t i = 0; i < grids.size(); ++i) {
        if (readings[i].footprint.box || !reported.insert(grids[i].kind).second) continue;
        reasons += (reasons.empty() ? "" : "; ") + readings[i].footprint.reason;
    }
    return reasons;
}

std::string how_known(const Grid& grid, Evidence evidence) {
    if (grid.kind == GridKind::polar) return "as far as its rays reach";
    const bool is_through_plane = grid.kind == GridKind::projected || grid.kind == GridKind::rotated_pole;
    if (is_through_plane && evidence != Evidence::guess)
        return "by the edges of its cells through its reference system";
    switch (evidence) {
        case Evidence::bounds:
            return "by the edges of its cells";
        case Evidence::guess:
            return "as a guess";
        default:
            return "by the places of its cells";
    }
}

/// "latitude 'lat' and longitude 'lon', by the edges of its cells".
std::string where_from(const Anatomy& anatomy, const Grid& grid, const SpaceReading& reading) {
    std::string what = grid.description;
    if (what.empty() && grid.latitude && grid.longitude) {
        what =
            fmt::format("a grid on latitude '{}' and longitude '{}'", qualified_name(anatomy.dataset(), *grid.latitude),
                        qualified_name(anatomy.dataset(), *grid.longitude));
    }
    return fmt::format("{}, {}", what, how_known(grid, reading.footprint.evidence));
}

/// In one or two sentences, for `inspect`.
void record_evidence(const Anatomy& anatomy, const std::vector<Grid>& grids, const std::vector<SpaceReading>& readings,
                     const SpaceReading& total, Findings& findings) {
    if (!total.footprint.box) {
        findings.add("place", fmt::format("The place is not known: {}.", total.footprint.reason));
        return;
    }
    std::string text = fmt::format("The place is that of {}.", where_from(anatomy, grids.front(), readings.front()));
    if (grids.size() > 1) text += fmt::format(" {} more grids are united with it.", grids.size() - 1);
    findings.add("place", std::move(text));
}

SpaceReading read_grids(const Anatomy& anatomy, std::vector<Grid> grids, Findings& findings) {
    if (grids.empty()) return without_box(why_no_grid(anatomy));
    const auto costly =
        std::count_if(grids.begin(), grids.end(), [](const Grid& grid) { return grid.kind != GridKind::rectilinear; });
    if (costly > k_most_grids) return without_box(fmt::format("there are {} different grids", grids.size()));
    std::vector<SpaceReading> readings;
    Reader reader(anatomy, findings);
    for (const Grid& grid : grids) {
        findings.add("grid", grid.description.empty() ? std::string(name_of(grid.kind)) : grid.description);
        readings.push_back(reader.read(grid));
    }
    drop_void_grids(grids, readings, findings);
    std::string unknown = why_unknown(grids, readings);
    SpaceReading total = unknown.empty() ? readings.front() : without_box(std::move(unknown));
    for (std::size_t i = unknown.empty() && total.footprint.box ? 1 : 0; i < readings.size(); ++i) {
        if (total.footprint.box) {
            add(total, std::move(readings[i]));
        } else {  // what is known of single dimensions stays true
            total.axis_systems.merge(readings[i].axis_systems);
            total.x_axes.merge(readings[i].x_axes);
            total.cells.insert(total.cells.end(), readings[i].cells.begin(), readings[i].cells.end());
        }
    }
    record_evidence(anatomy, grids, readings, total, findings);  // the first was copied, not moved
    return total;
}

}  // namespace

SpaceReading read_space(const Anatomy& anatomy, Findings& findings) {
    SpaceReading reading = read_grids(anatomy, grids_that_count(find_grids(anatomy, findings)), findings);
    if (reading.footprint.box) {
        const auto [west, south, east, north] = bbox_of(*reading.footprint.box);
        findings.add("footprint", fmt::format("west {}, south {}, east {}, north {} ({})", west, south, east, north,
                                              name_of(reading.footprint.evidence)));
    } else {
        findings.add("footprint", "no box: " + reading.footprint.reason);
    }
    return reading;
}

}  // namespace cairn
