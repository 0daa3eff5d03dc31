// What the weighing of times and of places share.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// Those of the names that are there: "time_coverage_start, time_coverage_end".
std::string list_of(const std::vector<Attribute>& attributes, std::initializer_list<const char*> names);

/// "interpret/disagreement" about the `what`, without a path. `used`: who says it, with the verb.
Problem disagreement(const std::string& what, const std::string& used, const std::string& used_text,
                     const std::string& others);

/// The first of the policy's list that says something.
template <class Says>
std::optional<Testimony> most_trusted(const Policies& policies, Says says) {
    for (const Testimony testimony : policies.trust) {
        if (says(testimony)) return testimony;
    }
    return std::nullopt;
}

}  // namespace cairn
