#include "builder/interpret/testimony/place_weighing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "builder/cf/words.hpp"
#include "builder/interpret/testimony/weighing.hpp"

namespace cairn {

namespace {

std::string text_of(const Box& box) {
    const auto [west, south, east, north] = bbox_of(box);
    return fmt::format("{} to {} east, {} to {} north", west, east, south, north);
}

}  // namespace

PlaceWeighing::PlaceWeighing(const std::vector<Attribute>& attributes, const SpaceReading& space,
                             const Policies& policies, Findings& findings)
    : m_attributes(attributes),
      m_policies(policies),
      m_limit_deg(std::max(policies.place_tolerance_deg, 1.01 * space.spacing_deg)),
      m_claim(box_claim(attributes)),
      m_findings(findings) {}

bool PlaceWeighing::is_claim_refuted(const Footprint& footprint) const {
    return footprint.box && footprint.evidence != Evidence::metadata && m_claim.box &&
           !is_near(*footprint.box, *m_claim.box);
}

void PlaceWeighing::disbelieve(std::string because) {
    m_claim.box.reset();
    m_claim.unusable_because = std::move(because);
}

void PlaceWeighing::weigh(Footprint& footprint, std::vector<Problem>& problems) {
    const BoxClaim& claim = m_claim;
    const bool is_statement = footprint.evidence == Evidence::metadata;
    const auto used = most_trusted(m_policies, [&](Testimony testimony) {
        if (testimony == Testimony::coordinates) return footprint.box.has_value() && !is_statement;
        return testimony == Testimony::attributes && (is_statement || claim.box.has_value());
    });
    if (used == Testimony::coordinates) return compare(*footprint.box, claim, problems);
    if (!used) return report_unused(claim, footprint);
    if (is_statement) return;
    if (footprint.box && !is_near(*footprint.box, *claim.box)) {
        m_findings.note("The coordinates contradict the global attributes, which are used.");
        problems.push_back(disagreement("place", "the global attributes say", text_of(*claim.box),
                                        fmt::format("the coordinates say {}", text_of(*footprint.box))));
    }
    const std::string why = footprint.box ? "policies.trust prefers it" : footprint.reason;
    footprint = {};
    footprint.box = claim.box;
    footprint.evidence = Evidence::metadata;
    footprint.reason = fmt::format("{}; the box is what the global attributes {} state", why, names());
    m_findings.add("footprint", footprint.reason);
}

std::string PlaceWeighing::names() const {
    return list_of(m_attributes, {"geospatial_lat_min", "geospatial_lat_max", "geospatial_lon_min",
                                  "geospatial_lon_max", "geospatial_bounds"});
}

void PlaceWeighing::report_unused(const BoxClaim& claim, Footprint& footprint) const {
    const std::string why = footprint.reason.empty() ? "coordinates are not in policies.trust" : footprint.reason;
    footprint = {};
    footprint.reason = why;
    if (names().empty()) return;
    footprint.reason += fmt::format(" (global attributes {} exist and are not used: {})", names(),
                                    claim.box ? "they are not in policies.trust" : claim.unusable_because);
}

bool PlaceWeighing::is_near(const Box& a, const Box& b) const {
    const auto near = [&](double x, double y) { return std::abs(std::remainder(x - y, 360)) <= m_limit_deg; };
    if (a.lon.is_full() != b.lon.is_full()) return false;
    const bool same_lon =
        a.lon.is_full() || (near(a.lon.west_deg(), b.lon.west_deg()) && near(a.lon.east_deg(), b.lon.east_deg()));
    return same_lon && near(a.lat.south_deg, b.lat.south_deg) && near(a.lat.north_deg, b.lat.north_deg);
}

void PlaceWeighing::compare(const Box& box, const BoxClaim& claim, std::vector<Problem>& problems) {
    std::string others;
    compare_edge("geospatial_lat_min", box.lat.south_deg, false, others);
    compare_edge("geospatial_lat_max", box.lat.north_deg, false, others);
    const auto west = claimed_edge(m_attributes, "geospatial_lon_min");
    const auto east = claimed_edge(m_attributes, "geospatial_lon_max");
    // 0 to 360, -180 to 180 and 0.5 to 359.5 all mean the globe.
    const bool both_full = box.lon.is_full() && west && east && std::abs(*east - *west) >= 360 - m_limit_deg;
    if (!both_full) {
        compare_edge("geospatial_lon_min", box.lon.west_deg(), true, others);
        compare_edge("geospatial_lon_max", box.lon.east_deg(), true, others);
    }
    if (names() == "geospatial_bounds" && claim.box && !is_near(box, *claim.box)) {
        m_findings.note(
            fmt::format("Global attribute geospatial_bounds says {}, the coordinates say {}: the "
                        "coordinates are used.",
                        text_of(*claim.box), text_of(box)));
        others = fmt::format("the global attribute geospatial_bounds says {}", text_of(*claim.box));
    }
    if (!others.empty()) {
        problems.push_back(disagreement("place", "the coordinates say", text_of(box), others));
    }
}

void PlaceWeighing::compare_edge(const char* name, double found, bool circular, std::string& others) {
    const auto claimed = claimed_edge(m_attributes, name);
    if (!claimed) return;
    const double difference = circular ? std::remainder(*claimed - found, 360) : *claimed - found;
    if (std::abs(difference) <= m_limit_deg) return;
    m_findings.note(fmt::format("Global attribute {} says {}, the coordinates say {}: the coordinates are used.", name,
                                number_text(*claimed), number_text(std::round(found * 1e6) / 1e6)));
    others += fmt::format("{}the global attribute {} says {}", others.empty() ? "" : "; ", name, number_text(*claimed));
}

}  // namespace cairn
