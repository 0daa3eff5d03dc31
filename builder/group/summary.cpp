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
    m_summary.asset_count += plan.entry_count;
    if (plan.footprint.box) {
        m_boxes.insert(*plan.footprint.box);
    } else {
        ++m_summary.without_box;
    }
    for (const CubeVariable& variable : plan.cube.variables) {
        if (variable.is_data && !variable.standard_name.empty()) m_standard_names.insert(variable.standard_name);
    }
    for (const auto& [name, values] : plan.facet_values) {
        std::set<std::string>& all = m_facets[name];
        all.insert(values.first);
        all.insert(values.more.begin(), values.more.end());
    }
    narrow_facets(plan.facets_of_all);
    if (plan.read_count > 0) m_description.add(plan.description);
    m_summary.is_deprecated = m_summary.is_deprecated && plan.is_deprecated;
}

void Summariser::narrow_facets(const Facets& facets) {
    if (!m_shared_facets) {
        m_shared_facets = facets;
        return;
    }
    std::erase_if(*m_shared_facets, [&](const auto& facet) {
        const auto other = facets.find(facet.first);
        return other == facets.end() || other->second != facet.second;
    });
}

CollectionSummary Summariser::finish() {
    CollectionSummary summary = m_summary;
    summary.shared_facets = m_shared_facets.value_or(Facets{});
    summary.description = m_description.take();
    summary.boxes.assign(m_boxes.begin(), m_boxes.end());
    for (const auto& [name, values] : m_facets) summary.facets[name].assign(values.begin(), values.end());
    summary.standard_names.assign(m_standard_names.begin(), m_standard_names.end());
    summary.cube = m_cube.cube();
    summary.temporal = m_cube.temporal();
    return summary;
}

}  // namespace cairn
