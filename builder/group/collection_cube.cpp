#include "builder/group/collection_cube.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn {

namespace {

bool are_alike(const CubeDimension& a, const CubeDimension& b) {
    return a.name == b.name && a.kind == b.kind && (a.unit == b.unit || a.kind == DimensionKind::temporal);
}

bool are_alike(const CubeVariable& a, const CubeVariable& b) {
    return a.name == b.name && a.dimensions == b.dimensions && a.is_data == b.is_data;
}

bool are_alike(const Cube& a, const Cube& b) {
    const auto alike = [](const auto& one, const auto& other) { return are_alike(one, other); };
    return std::equal(a.dimensions.begin(), a.dimensions.end(), b.dimensions.begin(), b.dimensions.end(), alike) &&
           std::equal(a.variables.begin(), a.variables.end(), b.variables.begin(), b.variables.end(), alike);
}

template <class T>
void keep_if_equal(T& kept, const T& other) {
    if (kept != other) kept = T();
}

void unite(std::optional<double>& kept, const std::optional<double>& other, bool wants_least) {
    if (!kept.has_value() || !other.has_value()) {
        kept.reset();
    } else {
        kept = wants_least ? std::min(*kept, *other) : std::max(*kept, *other);
    }
}

/// Numbers of different units have no common extent.
void drop_numbers(CubeDimension& dimension) {
    dimension.minimum.reset();
    dimension.maximum.reset();
    dimension.spacing.reset();
    dimension.values.clear();
}

void unite(CubeDimension& kept, const CubeDimension& other) {
    if (kept.kind != other.kind) {
        CubeDimension bare;
        bare.name = std::move(kept.name);
        kept = std::move(bare);
        return;
    }
    const bool same_numbers = kept.unit == other.unit || kept.kind == DimensionKind::temporal;
    unite(kept.minimum, other.minimum, true);
    unite(kept.maximum, other.maximum, false);
    keep_if_equal(kept.description, other.description);
    keep_if_equal(kept.unit, other.unit);
    keep_if_equal(kept.standard_name, other.standard_name);
    keep_if_equal(kept.calendar, other.calendar);
    keep_if_equal(kept.step, other.step);
    keep_if_equal(kept.positive, other.positive);
    keep_if_equal(kept.formula_terms, other.formula_terms);
    keep_if_equal(kept.spacing, other.spacing);
    keep_if_equal(kept.values, other.values);
    keep_if_equal(kept.labels, other.labels);
    keep_if_equal(kept.size, other.size);
    keep_if_equal(kept.reference_system, other.reference_system);
    if (kept.box && other.box) kept.box = hull(std::vector<Box>{*kept.box, *other.box});
    if (!other.box) kept.box.reset();
    if (!same_numbers) drop_numbers(kept);
}

/// The dimensions that both have; sorted, once they differ.
std::vector<std::string> shared(std::vector<std::string> a, std::vector<std::string> b) {
    if (a == b) return a;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

void unite(CubeVariable& kept, const CubeVariable& other) {
    kept.dimensions = shared(std::move(kept.dimensions), other.dimensions);
    kept.is_data = kept.is_data || other.is_data;
    keep_if_equal(kept.data_type, other.data_type);
    keep_if_equal(kept.description, other.description);
    keep_if_equal(kept.unit, other.unit);
    keep_if_equal(kept.standard_name, other.standard_name);
    keep_if_equal(kept.cell_methods, other.cell_methods);
    keep_if_equal(kept.nodata, other.nodata);
    keep_if_equal(kept.scale, other.scale);
    keep_if_equal(kept.offset, other.offset);
    keep_if_equal(kept.value, other.value);
    keep_if_equal(kept.flags, other.flags);
}

}  // namespace

void CollectionCube::add(const ItemPlan& plan) {
    if (plan.cube.dimensions.empty() && plan.cube.variables.empty()) return;
    if (m_is_empty) {
        m_is_empty = false;
        m_cube = plan.cube;
        for (std::uint32_t i = 0; i < m_cube.dimensions.size(); ++i) m_temporal.push_back({i, {}, {}});
        for (const TemporalExtent& extent : plan.temporal) cairn::unite(m_temporal[extent.dimension], extent);
        return;
    }
    if (!m_is_mixed && !are_alike(m_cube, plan.cube)) sort_by_name();
    m_is_mixed ? add_by_name(plan) : add_alike(plan);
}

void CollectionCube::add_alike(const ItemPlan& plan) {
    for (std::size_t i = 0; i < m_cube.dimensions.size(); ++i) unite(m_cube.dimensions[i], plan.cube.dimensions[i]);
    for (std::size_t i = 0; i < m_cube.variables.size(); ++i) unite(m_cube.variables[i], plan.cube.variables[i]);
    for (const TemporalExtent& extent : plan.temporal) cairn::unite(m_temporal[extent.dimension], extent);
}

void CollectionCube::sort_by_name() {
    m_is_mixed = true;
    for (std::size_t i = 0; i < m_cube.dimensions.size(); ++i)
        m_axes.emplace(m_cube.dimensions[i].name, Axis{m_cube.dimensions[i], m_temporal[i]});
    for (const CubeVariable& variable : m_cube.variables) m_variables.emplace(variable.name, variable);
}

void CollectionCube::add_by_name(const ItemPlan& plan) {
    std::vector<Axis*> axes;
    for (const CubeDimension& dimension : plan.cube.dimensions) {
        const auto [known, is_new] = m_axes.try_emplace(dimension.name, Axis{dimension, {0, {}, {}}});
        if (!is_new) unite(known->second.dimension, dimension);
        axes.push_back(&known->second);
    }
    for (const TemporalExtent& extent : plan.temporal) cairn::unite(axes[extent.dimension]->temporal, extent);
    for (const CubeVariable& variable : plan.cube.variables) {
        const auto [known, is_new] = m_variables.try_emplace(variable.name, variable);
        if (!is_new) unite(known->second, variable);
    }
}

std::vector<const CollectionCube::Axis*> CollectionCube::axes() const {
    std::vector<const Axis*> axes;
    for (const auto& [name, axis] : m_axes) axes.push_back(&axis);
    std::stable_sort(axes.begin(), axes.end(),
                     [](const Axis* a, const Axis* b) { return a->dimension.kind < b->dimension.kind; });
    return axes;
}

std::optional<Cube> CollectionCube::cube() const {
    if (m_is_empty) return std::nullopt;
    if (!m_is_mixed) return m_cube;
    Cube cube;
    for (const Axis* axis : axes()) cube.dimensions.push_back(axis->dimension);
    for (const auto& [name, variable] : m_variables) cube.variables.push_back(variable);
    return cube;
}

std::vector<TemporalExtent> CollectionCube::temporal() const {
    std::vector<TemporalExtent> result;
    const auto add = [&](TemporalExtent extent, const CubeDimension& dimension) {
        if (dimension.kind != DimensionKind::temporal) return;
        if (dimension.unit.empty()) extent.native.reset();  // counted from different dates
        if (extent.interval || extent.native) result.push_back(extent);
    };
    if (!m_is_mixed) {
        for (const TemporalExtent& extent : m_temporal) add(extent, m_cube.dimensions[extent.dimension]);
        return result;
    }
    std::uint32_t index = 0;
    for (const Axis* axis : axes()) {
        TemporalExtent extent = axis->temporal;
        extent.dimension = index++;
        add(extent, axis->dimension);
    }
    return result;
}

}  // namespace cairn
