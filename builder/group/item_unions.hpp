// What the entries of an Item say together, gathered one entry at a time: there can be more than memory has room for.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/group/notes.hpp"
#include "builder/model/item_plan.hpp"

namespace cairn {

/// Unites what the entries of an Item know of time, one entry after the other. Threads: one.
class TimeUnion {
  public:
    void add(const Entry& entry);
    TimeCoverage finish(std::size_t entries, const CollectionRule& rule, Notes& notes);

  private:
    TimeCoverage m_united;
    std::optional<Evidence> m_worst;
    NoteCounter m_reasons;
    NoteCounter m_reasons_of_undated;
    std::size_t m_undated = 0;
    std::size_t m_considered = 0;
};

/// Unites the places of the entries of an Item (degrees), and keeps the outline and the projection that all have.
/// Threads: one.
class PlaceUnion {
  public:
    void add(const Entry& entry);
    Footprint finish(std::size_t entries, Notes& notes);
    /// The projection of all entries that were read, when they have the same.
    std::shared_ptr<const Projection> projection() const { return m_projections_differ ? nullptr : m_projection; }

  private:
    void add_outline(const Footprint& footprint);
    void add_projection(const Entry& entry);

    std::vector<Box> m_boxes;
    Footprint m_united;
    std::optional<Evidence> m_worst;
    NoteCounter m_reasons;
    NoteCounter m_reasons_of_unknown;
    std::size_t m_unknown = 0;
    std::size_t m_considered = 0;
    std::shared_ptr<const Outline> m_outline;
    bool m_outlines_differ = false;
    std::shared_ptr<const Projection> m_projection;
    bool m_projections_differ = false;
};

/// Facets that all entries share, the names of all others, and all values. Threads: one.
class FacetUnion {
  public:
    void add(const Entry& entry);
    void finish(ItemPlan& plan);

  private:
    struct Known {
        FacetValues values;
        std::size_t seen = 0;  ///< sets that have it
    };
    struct Sets {
        void add(const std::shared_ptr<const Facets>& facets);

        std::map<std::string, Known> names;
        std::shared_ptr<const Facets> last;  ///< neighbours mostly share one
        std::size_t count = 0;               ///< of sets, without those that are as the one before
    };

    Sets m_said;
    Sets m_of_other_formats;  ///< a README has no attributes: what it does not say is not open among the files that say
                              ///< it
};

}  // namespace cairn
