// What a Collection document needs of its items, gathered one item at a time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "builder/group/collection_cube.hpp"
#include "builder/group/common_description.hpp"
#include "builder/model/item_plan.hpp"

namespace cairn {

/// Gathers items of one collection, in any order: the summary is the same. Items without a time count as assets of the
/// Collection, not as items. Threads: one at a time.
class Summariser {
  public:
    explicit Summariser(std::string collection) { m_summary.id = std::move(collection); }

    void add(const ItemPlan& plan);
    /// Once.
    CollectionSummary finish();

  private:
    void narrow_facets(const Facets& facets);

    struct BoxOrder {
        bool operator()(const Box& a, const Box& b) const;
    };

    CollectionSummary m_summary;  ///< without boxes and facets
    std::set<Box, BoxOrder> m_boxes;
    std::map<std::string, std::set<std::string>> m_facets;
    std::set<std::string> m_standard_names;
    std::optional<Facets> m_shared_facets;
    CommonDescription m_description;
    CollectionCube m_cube;
};

}  // namespace cairn
