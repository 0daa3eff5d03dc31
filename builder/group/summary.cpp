#include "builder/group/summary.hpp"

#include <tuple>

namespace cairn {

bool Summariser::BoxOrder::operator()(const Box& a, const Box& b) const {
    const auto key = [](const Box& box) {
        return std::tuple(box.lon.is_full(), box.lon.west_deg(), box.lon.east_deg(), box.lat.south_deg,
                          box.lat.north_deg);
    };
    return key(a) < key(b);
}

void Summariser::add(const ItemPlan& plan) {
    if (plan.time.interval) {
        ++m_summary.item_count;
        m_summary.interval = m_summary.interval ? hull(*m_summary.interval, *plan.time.interval) : *plan.time.interval;
    }
    m_cube.add(plan);
    m_summary.asset_count += plan.entries.size();
    if (plan.footprint.box) {
        m_boxes.insert(*plan.footprint.box);
    } else {
        ++m_summary.without_box;
    }
    for (const CubeVariable& variable : plan.cube.variables) {
        if (variable.is_data && !variable.standard_name.empty()) m_standard_names.insert(variable.standard_name);
    }
    const Facets* last = nullptr;  // facet sets are interned: neighbours mostly share one
    for (const Entry* entry : plan.entries) {
        if (entry->placement.facets == nullptr || entry->placement.facets.get() == last) continue;
        last = entry->placement.facets.get();
        for (const auto& [name, value] : *last) m_facets[name].insert(value);
    }
}

CollectionSummary Summariser::finish() const {
    CollectionSummary summary = m_summary;
    summary.boxes.assign(m_boxes.begin(), m_boxes.end());
    for (const auto& [name, values] : m_facets) summary.facets[name].assign(values.begin(), values.end());
    summary.standard_names.assign(m_standard_names.begin(), m_standard_names.end());
    summary.cube = m_cube.cube();
    summary.temporal = m_cube.temporal();
    return summary;
}

}  // namespace cairn
