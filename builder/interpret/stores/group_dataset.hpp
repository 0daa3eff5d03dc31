// One group of a dataset as a dataset of its own: what a program sees that opens the group alone, with the coordinates
// that it inherits.
#pragma once

#include <cstdint>

#include "builder/cf/names.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

struct GroupDataset {
    Dataset dataset;                ///< one group, the root
    std::size_t own_variables = 0;  ///< the first so many are the group's own, in its order; the others are inherited
    bool lacks_attributes = false;  ///< those of a group around it were too many
};

/// What the groups of one store may still inherit, all together: each copies what it inherits, and looks at it again,
/// so that a store could multiply its groups by what stands around them.
struct Inheritance {
    std::uint64_t values_left = 32ULL << 20;          ///< of coordinates: 50 ns each
    std::uint64_t attribute_bytes_left = 1ULL << 30;  ///< a second or two; 100,000 groups may inherit 100 attributes
};

/// Attributes are the group's, then those of the groups around it that it does not have itself, without what is about
/// the whole store (stac_discovery) or the grid of another level; of a level of a pyramid, what the layout around it
/// says of it. Inherited are variables of the groups around it that lie on dimensions of its own variables and are
/// coordinates of them or named by an attribute (grid mappings, bounds, auxiliary coordinates). They are looked up in
/// `names`, those of the dataset: a group costs what it has and inherits, however many variables stand around it.
/// Values and attributes are inherited while `inheritance` lasts, which becomes smaller by what was; after that
/// variables are without values, and say why, and the attributes of a group around it are left out together.
GroupDataset dataset_of_group(const Dataset& dataset, const Names& names, std::uint32_t group,
                              Inheritance& inheritance);

}  // namespace cairn
