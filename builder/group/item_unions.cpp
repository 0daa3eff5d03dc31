#include "builder/group/item_unions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "builder/group/attach_sources.hpp"

namespace cairn {

namespace {

/// Files of a virtual store repeat what it knows; of what it does not know, it alone says why.
bool says_why(const Entry& entry, const std::string& reason) {
    return !entry.is_only_referenced() || (!reason.empty() && reason != k_as_its_store);
}

using BoxKey = std::tuple<bool, double, double, double, double>;
BoxKey key_of(const Box& box) {
    return {box.lon.is_full(), box.lon.west_deg(), box.lon.east_deg(), box.lat.south_deg, box.lat.north_deg};
}

}  // namespace

void TimeUnion::add(const Entry& entry) {
    const TimeCoverage& time = entry.granule.time;
    if (says_why(entry, time.reason)) {
        ++m_considered;
        if (!time.reason.empty()) m_reasons.add(time.reason);
        if (!time.reason.empty() && !time.interval) m_reasons_of_undated.add(time.reason);
    }
    if (!time.interval) {
        ++m_undated;
        return;
    }
    m_united.interval = m_united.interval ? hull(*m_united.interval, *time.interval) : *time.interval;
    m_worst = m_worst ? std::max(*m_worst, time.evidence) : time.evidence;
}

TimeCoverage TimeUnion::finish(std::size_t entries, const CollectionRule& rule, Notes& notes) {
    m_united.evidence = m_worst.value_or(Evidence::none);
    if (!m_united.interval && rule.undated.interval) {
        return {rule.undated.interval, Evidence::configuration,
                "no file states a time: it is the one stated in the configuration"};
    }
    if (m_united.interval && m_undated > 0) {
        notes.add(
            fmt::format("{} of {} files have no time: {}", m_undated, entries, m_reasons_of_undated.text(m_undated)));
    }
    if (!m_united.interval || m_united.evidence > Evidence::coordinates) m_united.reason = m_reasons.text(m_considered);
    return std::move(m_united);
}

void PlaceUnion::add(const Entry& entry) {
    add_projection(entry);
    const Footprint& footprint = entry.granule.footprint;
    if (says_why(entry, footprint.reason)) {
        ++m_considered;
        if (!footprint.reason.empty()) m_reasons.add(footprint.reason);
        if (!footprint.reason.empty() && !footprint.box) m_reasons_of_unknown.add(footprint.reason);
    }
    if (!footprint.box) {
        ++m_unknown;
        return;
    }
    m_worst = m_worst ? std::max(*m_worst, footprint.evidence) : footprint.evidence;
    if (m_boxes.empty() || !(m_boxes.back() == *footprint.box)) m_boxes.push_back(*footprint.box);
    add_outline(footprint);
}

/// The outline of all entries that have a place, when they have the same (files of one grid). Of several the union
/// would have to be computed; their common box is then the geometry.
void PlaceUnion::add_outline(const Footprint& footprint) {
    if (m_outlines_differ) return;
    if (!m_outline) m_outline = footprint.outline;
    m_outlines_differ = !footprint.outline || (m_outline != footprint.outline && !(*m_outline == *footprint.outline));
}

void PlaceUnion::add_projection(const Entry& entry) {
    if (!entry.is_read() || m_projections_differ) return;
    const auto& projection = entry.granule.projection;
    if (!m_projection) m_projection = projection;
    m_projections_differ = !projection || (m_projection != projection && !(*m_projection == *projection));
}

Footprint PlaceUnion::finish(std::size_t entries, Notes& notes) {
    std::sort(m_boxes.begin(), m_boxes.end(), [](const Box& a, const Box& b) { return key_of(a) < key_of(b); });
    m_boxes.erase(std::unique(m_boxes.begin(), m_boxes.end()), m_boxes.end());
    m_united.box = hull(m_boxes);
    m_united.evidence = m_worst.value_or(Evidence::none);
    if (m_united.box && m_unknown > 0) {
        notes.add(fmt::format("{} of {} files have no footprint: {}", m_unknown, entries,
                              m_reasons_of_unknown.text(m_unknown)));
    }
    if (!m_united.box || m_united.evidence > Evidence::coordinates) m_united.reason = m_reasons.text(m_considered);
    if (!m_outlines_differ) m_united.outline = std::move(m_outline);
    return std::move(m_united);
}

void FacetUnion::Sets::add(const std::shared_ptr<const Facets>& facets) {
    if (count > 0 && (facets == last || (facets && last && *facets == *last))) return;
    ++count;
    last = facets;
    if (!facets) return;
    for (const auto& [name, value] : *facets) {
        const auto [known, is_new] = names.try_emplace(name);
        ++known->second.seen;
        FacetValues& values = known->second.values;
        if (is_new) {
            values.first = value;
        } else if (value != values.first) {
            values.more.insert(value);
        }
    }
}

void FacetUnion::add(const Entry& entry) {
    (entry.is_of_other_format() ? m_of_other_formats : m_said).add(entry.placement.facets);
}

void FacetUnion::finish(ItemPlan& plan) {
    const Sets& sets = m_said.count > 0 ? m_said : m_of_other_formats;
    for (auto& [name, known] : sets.names) {
        if (known.seen < sets.count || !known.values.more.empty()) {
            plan.varying.push_back(name);
        } else {
            plan.facets.emplace(name, known.values.first);
        }
    }
    plan.facets_of_all = plan.facets;
    if (m_said.count > 0 && m_of_other_formats.count > 0) {
        std::erase_if(plan.facets_of_all, [&](const auto& facet) {
            const auto other = m_of_other_formats.names.find(facet.first);
            return other == m_of_other_formats.names.end() || other->second.seen < m_of_other_formats.count ||
                   !other->second.values.more.empty() || other->second.values.first != facet.second;
        });
    }
    for (Sets* some : {&m_said, &m_of_other_formats}) {
        for (auto& [name, known] : some->names) {
            const auto [all, is_new] = plan.facet_values.try_emplace(name, std::move(known.values));
            if (is_new) continue;
            all->second.more.insert(std::move(known.values.first));
            all->second.more.merge(known.values.more);
        }
    }
}

}  // namespace cairn
