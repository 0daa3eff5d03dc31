// Which facets documents can show: some names belong to STAC or to an extension, and then not every text is a value.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// A facet that stays out of documents.
struct RefusedFacet {
    std::string name;
    std::string value;
    std::string reason;  ///< where it would stand, what was found and expected
};

/// What the schemas say of facets as properties of an Item, in the summaries of a Collection, and where the templates
/// of a rule put them. A set of facets costs one judgement, however many files have it. Threads: safe.
class FacetJudge {
  public:
    explicit FacetJudge(const Config& config);
    ~FacetJudge();

    /// `facets` must be interned: equal sets are one.
    std::shared_ptr<const std::vector<RefusedFacet>> refused(const std::shared_ptr<const Facets>& facets,
                                                             std::size_t rule) const;

  private:
    struct RuleTemplates;
    bool is_free(const std::string& name) const;
    std::vector<RefusedFacet> judge(const Facets& facets, std::size_t rule) const;
    void judge_properties(const Facets& facets, const CollectionRule& rule, std::vector<RefusedFacet>& refused) const;

    const Config& m_config;
    std::vector<RuleTemplates> m_templates;  ///< of each rule
    mutable std::mutex m_mutex;              ///< guards the rest
    mutable std::unordered_map<std::string, bool> m_free;
    struct Verdict {
        std::shared_ptr<const Facets> facets;  ///< keeps its address
        std::shared_ptr<const std::vector<RefusedFacet>> refused;
    };
    mutable std::vector<std::unordered_map<const Facets*, Verdict>> m_verdicts;  ///< of each rule
};

}  // namespace cairn
