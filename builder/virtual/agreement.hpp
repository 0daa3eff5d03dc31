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

/// By how much numbers may differ that are the same: times and integers by nothing, doubles by 1e-12 and floats of
/// single precision by 2.5e-7 of the largest of them, which is a few units in the last place, as programs differ that
/// computed one grid. What an operator allows counts in the place of it for all but times.
struct Closeness {
    double of_largest = 0;
    std::optional<double> allowed;
};
Closeness closeness_of(Type type, bool are_times, std::optional<double> tolerance);

/// Numbers that differ by more, integers compared as such.
std::optional<Difference> number_difference(const Values& first, const Values& next, const Closeness& closeness);

/// Those of `attributes` that `others` have, too, with the same values; the names of the rest are appended to
/// `dropped`.
void keep_common(std::vector<Attribute>& attributes, const std::vector<Attribute>& others,
                 std::vector<std::string>& dropped);

}  // namespace cairn::virtualize
