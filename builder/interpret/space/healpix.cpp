#include "builder/interpret/space/healpix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/cell_grids.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_greatest_nside = std::int64_t{1} << 29;  ///< of the published scheme
constexpr double k_degrees = 180 / std::numbers::pi;

/// The twelve faces have their south corner in this row and their middle in this column, in units of faces.
constexpr std::array<std::int64_t, 12> k_face_row{2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
constexpr std::array<std::int64_t, 12> k_face_column{1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

/// Every second bit, gathered.
std::int64_t even_bits(std::int64_t value) {
    std::int64_t result = 0;
    for (int bit = 0; bit < 30; ++bit) result |= ((value >> (2 * bit)) & 1) << bit;
    return result;
}

/// On ring `i`: how many cells there are, and by how many half cells the first is shifted from longitude 0.
std::int64_t ring_length(std::int64_t nside, std::int64_t ring) {
    return 4 * std::min({ring, nside, 4 * nside - ring});
}
bool is_shifted(std::int64_t nside, std::int64_t ring) {
    if (ring < nside || ring > 3 * nside) return true;
    return (ring - nside) % 2 == 0;
}

double sine_of_latitude(std::int64_t nside, std::int64_t ring) {
    const auto n = static_cast<double>(nside);
    const auto i = static_cast<double>(ring);
    if (ring <= nside) return 1 - i * i / (3 * n * n);
    if (ring >= 3 * nside) return (4 * n - i) * (4 * n - i) / (3 * n * n) - 1;
    return (2 * n - i) * 2 / (3 * n);
}

double latitude(std::int64_t nside, std::int64_t ring) {
    const double sine = sine_of_latitude(nside, ring);
    return std::asin(std::clamp(sine, -1.0, 1.0)) * k_degrees;
}

HealpixPlace place_in_ring_order(std::int64_t nside, std::int64_t cell) {
    const std::int64_t cap = 2 * nside * (nside - 1);
    const std::int64_t count = 12 * nside * nside;
    const auto ring_in_cap = [](std::int64_t index) {  // from the pole; 2 r (r - 1) cells lie before ring r
        auto ring = static_cast<std::int64_t>((1 + std::sqrt(1 + 2 * static_cast<double>(index))) / 2);
        while (2 * ring * (ring - 1) > index) --ring;
        while (2 * (ring + 1) * ring <= index) ++ring;
        return ring;
    };
    if (cell < cap) {
        const std::int64_t ring = ring_in_cap(cell);
        return {ring, cell - 2 * ring * (ring - 1) + 1};
    }
    if (cell < count - cap) {
        const std::int64_t behind = cell - cap;
        return {behind / (4 * nside) + nside, behind % (4 * nside) + 1};
    }
    const std::int64_t from_end = count - 1 - cell;
    const std::int64_t ring = ring_in_cap(from_end);
    return {4 * nside - ring, 4 * ring - (from_end - 2 * ring * (ring - 1))};
}

HealpixPlace place_in_nested_order(std::int64_t nside, std::int64_t cell) {
    const std::int64_t face = cell / (nside * nside);
    const std::int64_t within = cell % (nside * nside);
    const std::int64_t x = even_bits(within);
    const std::int64_t y = even_bits(within >> 1);
    const std::int64_t ring = k_face_row[static_cast<std::size_t>(face)] * nside - x - y - 1;
    const std::int64_t length = ring_length(nside, ring) / 4;
    const std::int64_t shift = is_shifted(nside, ring) ? 0 : 1;
    std::int64_t number = (k_face_column[static_cast<std::size_t>(face)] * length + x - y + 1 + shift) / 2;
    if (number > 4 * length) number -= 4 * length;
    if (number < 1) number += 4 * length;
    return {ring, number};
}

struct Scheme {
    std::int64_t nside = 0;
    HealpixOrder order = HealpixOrder::ring;
    std::string why_not;
};

std::optional<std::int64_t> whole_number(const std::vector<Attribute>& attributes, const char* name) {
    const std::vector<double> numbers = attribute_numbers(attributes, name);
    if (numbers.size() != 1 || numbers[0] != std::floor(numbers[0]) || std::abs(numbers[0]) > 1e9) return std::nullopt;
    return static_cast<std::int64_t>(numbers[0]);
}

/// healpix_nside and healpix_order (ICON, CDO), nside and order, or refinement_level and indexing_scheme (CF 1.13, the
/// dggs convention), level and indexing_scheme (xdggs).
Scheme scheme_of(const std::vector<Attribute>& attributes) {
    Scheme scheme;
    for (const char* name : {"healpix_nside", "nside"}) {
        if (const auto nside = whole_number(attributes, name)) scheme.nside = *nside;
    }
    for (const char* name : {"refinement_level", "healpix_level", "level"}) {
        const auto level = whole_number(attributes, name);
        if (scheme.nside == 0 && level && *level >= 0 && *level <= 29) scheme.nside = std::int64_t{1} << *level;
    }
    std::string order;
    for (const char* name : {"healpix_order", "indexing_scheme", "order", "healpix_scheme"}) {
        if (order.empty()) order = to_lower(text_attribute(attributes, name));
    }
    if (scheme.nside < 1 || scheme.nside > k_greatest_nside) {
        scheme.why_not = "its grid mapping states no nside from 1 to 2^29";
    } else if (order.starts_with("nest")) {
        scheme.order = HealpixOrder::nested;
        if ((scheme.nside & (scheme.nside - 1)) != 0)
            scheme.why_not = "nested order wants an nside that is a power of 2";
    } else if (order != "ring" && order != "ringed") {
        scheme.why_not = fmt::format("its order '{}' is neither nested nor ring", order);
    }
    return scheme;
}

/// The coordinate that says which cell each one is.
std::optional<VariableId> index_of(const Anatomy& anatomy, VariableId data, DimensionId cells) {
    for (const VariableId id : anatomy.variables()) {
        const Variable& variable = variable_of(anatomy.dataset(), id);
        if (variable.dimensions.size() != 1 || !(variable.dimensions.front() == cells)) continue;
        if (text_attribute(variable.attributes, "standard_name") == "healpix_index") return id;
    }
    return anatomy.coordinate_variable(data.group, cells);
}

}  // namespace

HealpixPlace healpix_place(std::int64_t nside, HealpixOrder order, std::int64_t cell) {
    return order == HealpixOrder::ring ? place_in_ring_order(nside, cell) : place_in_nested_order(nside, cell);
}

Position healpix_centre(std::int64_t nside, const HealpixPlace& place) {
    const auto length = static_cast<double>(ring_length(nside, place.ring));
    const double shift = is_shifted(nside, place.ring) ? 0.5 : 1;
    return {360 * (static_cast<double>(place.number) - shift) / length, latitude(nside, place.ring)};
}

/// The corners: north and south on the neighbouring rings, west and east half a cell away on its own; in the caps, too,
/// north and south lie between those.
Box healpix_box(std::int64_t nside, const HealpixPlace& place) {
    const double half = 180 / static_cast<double>(ring_length(nside, place.ring));
    const double lon = healpix_centre(nside, place).lon_deg;
    return {LonInterval::between(lon - half, lon + half),
            {latitude(nside, place.ring + 1), latitude(nside, place.ring - 1)}};
}

std::optional<DimensionId> healpix_dimension(const Anatomy& anatomy, VariableId data) {
    const Variable& variable = variable_of(anatomy.dataset(), data);
    if (variable.dimensions.empty()) return std::nullopt;
    const auto grid = cell_grid_of(anatomy, data);
    return grid && grid->dimension ? *grid->dimension : variable.dimensions.back();
}

Position HealpixCells::centre(std::uint64_t at) const {
    const double number = numbers.empty() ? static_cast<double>(at) : numbers[at];
    if (!(number >= 0 && number < 12.0 * static_cast<double>(nside) * static_cast<double>(nside)))
        return {std::nan(""), std::nan("")};
    return healpix_centre(nside, healpix_place(nside, order, static_cast<std::int64_t>(number)));
}

std::optional<HealpixCells> healpix_cells(const Anatomy& anatomy, const Grid& grid, std::string& why_not) {
    const auto stated = cell_grid_of(anatomy, grid.data);
    const auto along = healpix_dimension(anatomy, grid.data);
    const Scheme scheme = stated && stated->name == "healpix" ? scheme_of(stated->attributes) : Scheme{};
    why_not = scheme.nside == 0 ? "its cells are not known" : scheme.why_not;
    if (!why_not.empty() || !along) return std::nullopt;
    HealpixCells cells{scheme.nside, scheme.order, dimension(anatomy.dataset(), *along).size, {}};
    const auto index = stated->index ? stated->index : index_of(anatomy, grid.data, *along);
    if (index) cells.numbers = numbers_of(variable_of(anatomy.dataset(), *index), nullptr, Float32As::exact).values;
    if (cells.numbers.size() == cells.size) return cells;
    cells.numbers.clear();
    if (cells.size == static_cast<std::uint64_t>(12 * scheme.nside * scheme.nside)) return cells;
    why_not = "no coordinate says which cells it has";
    return std::nullopt;
}

CellsReading read_healpix(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    CellsReading reading;
    const auto stated = cell_grid_of(anatomy, grid.data);
    const auto cells = healpix_dimension(anatomy, grid.data);
    if (!stated || !cells) {
        reading.why_not = "it has no cells";
        return reading;
    }
    if (stated->name != "healpix") {
        reading.why_not = "only the cells of HEALPix are known here";
        return reading;
    }
    const Scheme scheme = scheme_of(stated->attributes);
    const std::uint64_t size = dimension(anatomy.dataset(), *cells).size;
    if (scheme.nside > 0 && scheme.nside <= k_greatest_nside) {
        reading.spacing_deg = std::sqrt(4 * std::numbers::pi / 12) / static_cast<double>(scheme.nside) * k_degrees;
        if (size == static_cast<std::uint64_t>(12 * scheme.nside * scheme.nside)) {
            findings.add("grid", fmt::format("all {} cells of nside {}", size, scheme.nside));
            reading.box = Box{LonInterval::full(), {-90, 90}};
            reading.from_bounds = true;
            return reading;
        }
    }
    reading.why_not = scheme.why_not;
    if (!reading.why_not.empty()) return reading;
    const auto index = stated->index ? stated->index : index_of(anatomy, grid.data, *cells);
    if (!index) {
        reading.why_not = fmt::format("it has {} of the {} cells of nside {}, and no coordinate says which", size,
                                      12 * scheme.nside * scheme.nside, scheme.nside);
        return reading;
    }
    const Numbers numbers = numbers_of(variable_of(anatomy.dataset(), *index), nullptr, Float32As::exact);
    std::vector<Box> boxes;
    for (const double value : numbers.values) {
        if (std::isnan(value)) continue;
        if (value < 0 || value >= static_cast<double>(12 * scheme.nside * scheme.nside) || value != std::floor(value)) {
            reading.why_not = fmt::format("'{}' has {}, which is no cell of nside {}",
                                          qualified_name(anatomy.dataset(), *index), number_text(value), scheme.nside);
            return reading;
        }
        boxes.push_back(
            healpix_box(scheme.nside, healpix_place(scheme.nside, scheme.order, static_cast<std::int64_t>(value))));
    }
    reading.box = hull(boxes);
    reading.from_bounds = true;
    if (!reading.box) {
        reading.why_not = numbers.unavailable_because.empty()
                              ? "no cell is named"
                              : "which cells it has is not available: " + numbers.unavailable_because;
        return reading;
    }
    findings.add("grid", fmt::format("{} cells of nside {}, by '{}'", boxes.size(), scheme.nside,
                                     qualified_name(anatomy.dataset(), *index)));
    return reading;
}

}  // namespace cairn
