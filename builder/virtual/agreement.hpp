// Whether a variable of one file means the same as that of another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn::virtualize {

/// What differs, without a path of a file.
struct Difference {
    std::string found;   ///< with the values of both
    std::string cause;   ///< without them: to count by
    std::string remedy;  ///< what can be done
};

/// Attributes that say what values mean: units, packing, missing values, flags. `are_times`: units are not compared,
/// since times are converted, but calendars are.
std::optional<Difference> attribute_difference(const Variable& first, const Variable& next, bool are_times);

/// Numbers that differ by more than the tolerance; nullopt: a few units in the last place of single precision, by the
/// largest of them.
std::optional<Difference> number_difference(const Values& first, const Values& next, std::optional<double> tolerance);

/// Those of `attributes` that `others` have, too, with the same values; the names of the rest are appended to
/// `dropped`.
void keep_common(std::vector<Attribute>& attributes, const std::vector<Attribute>& others,
                 std::vector<std::string>& dropped);

}  // namespace cairn::virtualize
