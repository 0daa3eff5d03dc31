// The data cube of a whole collection, where there is one: all items have the same dimensions and variables.
#pragma once

#include <optional>
#include <vector>

#include "builder/model/plan.hpp"

namespace cairn {

/// Takes the cubes of items, in any order: the result is the same. Extents are united; what is only true of one item
/// (step, spacing, values, size) is left out. Items with other dimensions or variables end it: a union of unlike cubes
/// would describe none of them.
class CollectionCube {
  public:
    void add(const ItemPlan& plan);
    std::optional<Cube> cube() const;
    std::vector<TemporalExtent> temporal() const;

  private:
    Cube m_cube;
    std::vector<TemporalExtent> m_temporal;  ///< of each dimension
    bool m_is_empty = true;
    bool m_is_mixed = false;
};

}  // namespace cairn
