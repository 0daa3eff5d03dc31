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
};

/// Attributes are the group's, then those of the groups around it that it does not have itself, without what is about
/// the whole store (stac_discovery) or the grid of another level; of a level of a pyramid, what the layout around it
/// says of it. Inherited are variables of the groups around it that lie on dimensions of its own variables and are
/// coordinates of them or named by an attribute (grid mappings, bounds, auxiliary coordinates). They are looked up in
/// `names`, those of the dataset: a group costs what it has and inherits, however many variables stand around it.
/// Values of inherited ones are copied while `values_left` lasts, which becomes smaller by their number; after that
/// they are without values, and say why.
GroupDataset dataset_of_group(const Dataset& dataset, const Names& names, std::uint32_t group,
                              std::uint64_t& values_left);

}  // namespace cairn
