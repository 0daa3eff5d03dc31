// The dimension in which the files of a series follow each other, and where each file stands on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn::virtualize {

struct Along {
    DimensionId dimension;          ///< of the root group
    std::string name;               ///< of the dimension
    std::uint32_t coordinate = 0;   ///< the variable of the root group whose values give the order
    bool is_time = false;           ///< it counts from a date
    std::string units;              ///< of the coordinate, as written
    std::string calendar;           ///< of a time, as written; empty: the default
};

/// `wanted`: the name of the dimension; empty: the one that a time axis has. Else what was found instead.
std::variant<Along, std::string> find_along(const Dataset& dataset, std::string_view wanted);

/// The values of the coordinate as numbers that order files: of a time in microseconds of its calendar, of others as
/// they are. Else what is wrong with them: not read, not finite, not rising.
std::variant<std::vector<double>, std::string> keys_along(const Dataset& dataset, const Along& along);

/// A number of keys_along as people read it: a date and time of the calendar, or the number.
std::string shown(double key, const Along& along);

}  // namespace cairn::virtualize
