// What the checks of a configuration share: what they found, and the names that its texts can use.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/config/schema.hpp"

namespace cairn {

/// Everything that was found to be wrong, by the JSON pointers of the configuration.
class Violations {
  public:
    void report(std::string pointer, std::string message) { add({std::move(pointer), false, std::move(message)}); }
    void add(Violation violation) { m_violations.push_back(std::move(violation)); }
    std::vector<Violation> take() { return std::move(m_violations); }

  private:
    std::vector<Violation> m_violations;
};

/// The names that a template can use. Not complete when a pattern that gives some cannot be compiled: then no name is
/// called unknown.
struct KnownNames {
    std::set<std::string> known;
    bool complete = true;
};

/// Enough of a text to be known again.
std::string beginning_of(std::string_view text);

/// "a, b, c", or "none".
std::string quoted_list(const std::vector<std::string>& names);

/// "; did you mean 'x'?" for the candidate nearest to the word, else ";".
std::string suggestion_phrase(const std::string& word, const std::vector<std::string>& candidates);

/// Reports the names that are not known; `what` they are: "facet".
void check_known(const std::vector<std::string>& wanted, const KnownNames& names, std::string_view what,
                 const std::string& pointer, Violations& violations);

}  // namespace cairn
