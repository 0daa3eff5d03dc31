// The data cube of a whole collection: the dimensions and variables of all its items and assets, by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/item_plan.hpp"

namespace cairn {

/// Takes the cubes of items and of undated assets, in any order: the result is the same. Extents are united; what is
/// only true of one (step, spacing, values, size, a unit with its numbers) is left out. A dimension that is of several
/// kinds keeps its name alone; a variable that is on several sets of dimensions is on those that all of them have, by
/// name. While all cubes have the same dimensions and variables these stay in their order, else they are sorted by
/// name.
class CollectionCube {
  public:
    void add(const ItemPlan& plan);
    /// nullopt: there is none.
    std::optional<Cube> cube() const;
    /// The extents of the temporal dimensions of `cube()`.
    std::vector<TemporalExtent> temporal() const;

  private:
    /// One dimension, with what the items have of its time.
    struct Axis {
        CubeDimension dimension;
        TemporalExtent temporal;
    };
    using Axes = std::map<std::string, Axis>;

    void add_alike(const ItemPlan& plan);
    void add_by_name(const ItemPlan& plan);
    void sort_by_name();
    std::vector<const Axis*> axes() const;

    Cube m_cube;  ///< while all are alike
    std::vector<TemporalExtent> m_temporal;
    Axes m_axes;  ///< since they are not
    std::map<std::string, CubeVariable> m_variables;
    bool m_is_empty = true;
    bool m_is_mixed = false;
};

}  // namespace cairn
