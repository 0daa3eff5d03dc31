// Findings of one cause together, for people.
#pragma once

#include <string>
#include <vector>

#include "validator/finding.hpp"

namespace cairn::validate {

/// Findings of one rule and severity whose messages have one pattern.
struct Group {
    Severity severity = Severity::error;
    std::string rule;
    std::string heading;  ///< the message, with the pattern of what differs
    bool is_one_message = true;
    std::size_t count = 0;               ///< all of them, also those that were not kept
    std::size_t documents = 0;           ///< in which the kept ones are
    std::string folder;                  ///< in which all these documents are, with a final '/'; empty: none
    std::vector<const Finding*> places;  ///< those that were kept, in the order of the report
};

/// Errors first, then by rule and pattern. What is said of findings that were not kept ("report/more") is no group,
/// since the counts say it.
std::vector<Group> groups_of(const Report& report);

/// "2 errors, 1 warning; not checked: ...": all that a summary says after the documents.
std::string summary_line(const Report& report);

/// How many places of a group are shown.
inline constexpr std::size_t k_places_shown = 3;

}  // namespace cairn::validate
