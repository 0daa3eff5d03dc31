#include "builder/interpret/space/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

void take_bounds(Cells& cells, const std::vector<double>& values, const std::string& why_unavailable) {
    const std::size_t count = cells.centres.size();
    const bool are_edges = values.size() == count + 1 && count > 1;
    if (!why_unavailable.empty()) {
        cells.bounds_unusable_because = fmt::format("their values are not available: {}", why_unavailable);
        return;
    }
    cells.bounds.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (are_edges)
            cells.bounds.emplace_back(values[i], values[i + 1]);
        else
            cells.bounds.emplace_back(values[2 * i], values[2 * i + 1]);
    }
}

bool is_strictly_monotonic(const std::vector<double>& values) {
    if (values.size() < 2) return false;
    const bool rises = values[1] > values[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (!(rises ? values[i] > values[i - 1] : values[i] < values[i - 1])) return false;  // nor where NaN stands
    }
    return true;
}

/// An axis that only rises or only falls has its outer cells at its ends: their bounds are enough, where those
/// of all were too many to be read.
bool take_outer_bounds(Cells& cells, const Anatomy& anatomy, const Variable& variable, const Variable& owner,
                       Float32As float32) {
    const std::size_t count = cells.centres.size();
    if (size_of(variable.ends) != 4 || element_count(anatomy.dataset(), variable) != 2 * count) return false;
    if (!is_strictly_monotonic(cells.centres)) return false;
    Variable outer = variable;
    outer.values = variable.ends;
    outer.values_missing_because.clear();
    const std::vector<double> values = numbers_of(outer, &owner, float32).values;
    cells.bounds.assign(count, {std::nan(""), std::nan("")});
    cells.bounds.front() = {values[0], values[1]};
    cells.bounds.back() = {values[2], values[3]};
    return true;
}

bool believable(double low, double high, double centre) {
    const double width = high - low;
    return std::isnan(centre) || (low - width <= centre && centre <= high + width);
}

}  // namespace

Cells cells_of(const Anatomy& anatomy, VariableId coordinate, Float32As float32) {
    const Variable& variable = variable_of(anatomy.dataset(), coordinate);
    Cells cells;
    Numbers centres = numbers_of(variable, nullptr, float32);
    cells.centres = std::move(centres.values);
    cells.unavailable_because = std::move(centres.unavailable_because);
    const auto bounds = anatomy.bounds_of(coordinate);
    if (!bounds || cells.centres.empty()) return cells;
    cells.bounds_name = qualified_name(anatomy.dataset(), *bounds);
    cells.is_climatology = find_attribute(variable.attributes, "climatology") != nullptr;
    const Variable& bounds_variable = variable_of(anatomy.dataset(), *bounds);
    const std::size_t found = size_of(bounds_variable.values);
    const std::size_t count = cells.centres.size();
    const bool was_read = !std::holds_alternative<std::monostate>(bounds_variable.values);
    if (was_read && found != 2 * count &&
        found != count + 1) {  // before conversion: many axes may name one large variable
        cells.bounds_unusable_because =
            fmt::format("they have {} values for {} cells, expected two a cell", found, count);
        return cells;
    }
    if (!was_read && take_outer_bounds(cells, anatomy, bounds_variable, variable, float32)) return cells;
    const Numbers values = numbers_of(bounds_variable, &variable, float32);
    take_bounds(cells, values.values, values.unavailable_because);
    return cells;
}

LinearCell linear_cell(const Cells& cells, std::size_t index) {
    using From = LinearCell::From;
    const double centre = cells.centres[index];
    const From from_centre = std::isnan(centre) ? From::nothing : From::centre;
    if (index >= cells.bounds.size()) return {centre, centre, from_centre};
    const auto [first, second] = cells.bounds[index];
    if (std::isnan(first) || std::isnan(second)) return {centre, centre, from_centre};
    const double low = std::min(first, second);
    const double high = std::max(first, second);
    if (!cells.is_climatology && !believable(low, high, centre))
        return {centre, centre, From::centre_for_refused_bounds};
    return {low, high, From::bounds};
}

std::optional<LinearExtent> linear_extent(const Cells& cells) {
    std::optional<LinearExtent> extent;
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        const LinearCell cell = linear_cell(cells, i);
        if (cell.from == LinearCell::From::nothing) continue;
        if (!extent) extent = LinearExtent{cell.low, cell.high, false, 0};
        extent->low = std::min(extent->low, cell.low);
        extent->high = std::max(extent->high, cell.high);
        if (cell.from == LinearCell::From::bounds) extent->from_bounds = true;
        if (cell.from == LinearCell::From::centre_for_refused_bounds) ++extent->bounds_refused;
    }
    return extent;
}

}  // namespace cairn
