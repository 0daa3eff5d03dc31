#include "builder/quicklook/thinned.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>
#include <vector>

#include "builder/cf/names.hpp"

namespace cairn::quicklook {

namespace {

using Shape = std::vector<std::uint64_t>;

Variable& variable_in(Dataset& dataset, VariableId id) { return dataset.groups[id.group].variables[id.index]; }

bool is_left_out(const Variable& variable) {
    return size_of(variable.values) == 0 && !variable.values_missing_because.empty();
}

std::uint64_t kept(std::uint64_t length, std::uint64_t step) { return (length + step - 1) / step; }

/// The least with which not too many places are left.
std::uint64_t step_for(const Shape& shape) {
    for (std::uint64_t step = 1;; ++step) {
        std::uint64_t places = 1;
        for (const std::uint64_t length : shape) {
            const std::uint64_t count = kept(length, step);
            places = places > k_most_places / count ? k_most_places + 1 : places * count;
        }
        if (places <= k_most_places) return step;
    }
}

class Kept {
  public:
    Kept(const Shape& shape, std::uint64_t step) : m_step(step), m_row(kept(shape.back(), step)) {
        m_count = m_row * (shape.size() == 2 ? kept(shape.front(), step) : 1);
    }

    void take(const zarr::Block& block) {
        std::visit([&](const auto& held) { take(block, held); }, block.values);
    }

    Values values() { return std::move(m_values); }

  private:
    template <class Held>
    void take(const zarr::Block& block, const Held& held) {
        if constexpr (!std::is_same_v<Held, std::monostate>) {
            if (!std::holds_alternative<Held>(m_values)) m_values = Held(m_count);
            auto& all = std::get<Held>(m_values);
            const bool is_plane = block.extent.size() == 2;
            const std::uint64_t rows = is_plane ? block.extent.front() : 1;
            const std::uint64_t columns = block.extent.back();
            const std::uint64_t first_row = is_plane ? block.origin.front() : 0;
            const std::uint64_t first_column = block.origin.back();
            for (std::uint64_t row = kept(first_row, m_step) * m_step; row < first_row + rows; row += m_step) {
                for (std::uint64_t column = kept(first_column, m_step) * m_step; column < first_column + columns;
                     column += m_step)
                    all[row / m_step * m_row + column / m_step] =
                        held[(row - first_row) * columns + (column - first_column)];
            }
        }
    }

    std::uint64_t m_step;
    std::uint64_t m_row;
    std::uint64_t m_count = 0;
    Values m_values;
};

/// What has another number of values than its dimensions say would be misread.
void shorten(Dataset& dataset, const std::vector<DimensionId>& dimensions, std::uint64_t step) {
    for (Group& group : dataset.groups) {
        for (Variable& variable : group.variables) {
            const bool is_touched = std::ranges::any_of(variable.dimensions, [&](DimensionId id) {
                return std::ranges::find(dimensions, id) != dimensions.end();
            });
            if (!is_touched) continue;
            variable.values = {};
            variable.values_missing_because = "they belong to cells that are left out";
        }
    }
    for (const DimensionId id : dimensions) {
        auto& size = dataset.groups[id.group].dimensions[id.index].size;
        size = kept(size, step);
    }
}

}  // namespace

std::string thin_out(Dataset& dataset, const MapChoice& choice, zarr::PartReader& parts, std::uint64_t& step) {
    step = 1;
    const Grid& grid = choice.grid;
    const bool has_places = grid.kind == GridKind::curvilinear || grid.kind == GridKind::points;
    if (!has_places || !grid.latitude || !grid.longitude) return {};
    const std::vector<VariableId> coordinates = {*grid.latitude, *grid.longitude};
    const std::vector<DimensionId> dimensions = variable_of(dataset, coordinates.front()).dimensions;
    const auto is_out = [&](VariableId id) { return is_left_out(variable_of(dataset, id)); };
    if (std::ranges::none_of(coordinates, is_out) || dimensions.empty() || dimensions.size() > 2) return {};
    if (variable_of(dataset, coordinates.back()).dimensions != dimensions) return {};
    Shape shape;
    for (const DimensionId id : dimensions) shape.push_back(dimension(dataset, id).size);
    step = step_for(shape);
    std::vector<Values> values;
    for (const VariableId id : coordinates) {
        Kept places(shape, step);
        std::string why_not = parts.read(id, shape, [&](const zarr::Block& block) { places.take(block); });
        if (!why_not.empty()) return '\'' + variable_of(dataset, id).name + "': " + why_not;
        values.push_back(places.values());
    }
    shorten(dataset, dimensions, step);
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        Variable& variable = variable_in(dataset, coordinates[i]);
        variable.values = std::move(values[i]);
        variable.values_missing_because.clear();
    }
    return {};
}

}  // namespace cairn::quicklook
