// From a dataset to a granule: the CF conventions, applied to what was read. A pure function.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/date_period.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// Code of the problem of a source whose time coordinate has no known values, and which nothing else dates: an Item is
/// lost, unless the configuration gives it a time or makes the store a Collection.
constexpr std::string_view k_time_unreadable = "interpret/time-unreadable";

struct Interpretation {
    Granule granule;  ///< its cube is not yet interned, its description not yet read (description/description.hpp)
    std::vector<Finding> findings;
    std::vector<Problem> problems;  ///< about what is in doubt or lost; without a path
};

/// Never fails: what cannot be known is left out and said, in the granule's reasons and notes and in the findings.
/// `named`: the time that the file's name states (time_from_name of its collection rule). `path`: of the source;
/// dates in its last component are no statement, but decide where others contradict each other. Threads: safe.
Interpretation interpret(const Dataset& dataset, const Policies& policies = {},
                         const std::optional<DatePeriod>& named = std::nullopt, std::string_view path = {});

}  // namespace cairn
