#include "builder/group/collection_cube.hpp"

#include <algorithm>

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

void unite(CubeDimension& kept, const CubeDimension& other) {
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
}

void unite(CubeVariable& kept, const CubeVariable& other) {
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
    if (m_is_mixed) return;
    if (m_is_empty) {
        m_cube = plan.cube;
        for (std::uint32_t i = 0; i < m_cube.dimensions.size(); ++i) m_temporal.push_back({i, {}, {}});
        m_is_empty = false;
    } else if (!are_alike(m_cube, plan.cube)) {
        m_is_mixed = true;
        return;
    } else {
        for (std::size_t i = 0; i < m_cube.dimensions.size(); ++i) unite(m_cube.dimensions[i], plan.cube.dimensions[i]);
        for (std::size_t i = 0; i < m_cube.variables.size(); ++i) unite(m_cube.variables[i], plan.cube.variables[i]);
    }
    for (const TemporalExtent& extent : plan.temporal) cairn::unite(m_temporal[extent.dimension], extent);
}

std::optional<Cube> CollectionCube::cube() const {
    if (m_is_empty || m_is_mixed) return std::nullopt;
    return m_cube;
}

std::vector<TemporalExtent> CollectionCube::temporal() const {
    std::vector<TemporalExtent> result;
    for (TemporalExtent extent : m_temporal) {
        if (m_cube.dimensions[extent.dimension].unit.empty()) extent.native.reset();  // counted from different dates
        if (extent.interval || extent.native) result.push_back(extent);
    }
    return result;
}

}  // namespace cairn
