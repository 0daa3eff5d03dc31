// Which testimony of the place is believed: that of the coordinates, or that of the global attributes.
#pragma once

#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/interpret/acdd.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/footprint.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// `attributes`, `policies` and `findings` have to live as long.
class PlaceWeighing {
  public:
    PlaceWeighing(const std::vector<Attribute>& attributes, const SpaceReading& space, const Policies& policies,
                  Findings& findings);

    /// Whether the attributes say another place than the coordinates: then they are not believed about the time either.
    bool is_claim_refuted(const Footprint& footprint) const;

    void disbelieve(std::string because);

    /// `footprint` gets what the policy's order prefers; what contradicts it goes to `problems`.
    void weigh(Footprint& footprint, std::vector<Problem>& problems);

  private:
    std::string names() const;
    void report_unused(const BoxClaim& claim, Footprint& footprint) const;
    bool is_near(const Box& a, const Box& b) const;
    void compare(const Box& box, const BoxClaim& claim, std::vector<Problem>& problems);
    void compare_edge(const char* name, double found, bool circular, std::string& others);

    const std::vector<Attribute>& m_attributes;
    const Policies& m_policies;
    double m_limit_deg;
    BoxClaim m_claim;
    Findings& m_findings;
};

}  // namespace cairn
