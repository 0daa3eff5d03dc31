// What is said of a store while it is read: each part that is wrong, up to a number that a person can read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"

namespace cairn::zarr {

class Reports {
  public:
    /// `key`: what is wrong, as a key of the store.
    void error(std::string_view code, std::string_view key, std::string message);
    void warning(std::string_view code, std::string_view key, std::string message);
    void add(Problem problem);

    /// The last one that was added: what ended the reading.
    Problem take_last();
    const Problem& last() const { return m_last; }

    /// In the order in which they came; at the end how many were too many.
    std::vector<Problem> take();

  private:
    std::vector<Problem> m_problems;
    Problem m_last;
    std::size_t m_unsaid_errors = 0;
    std::size_t m_unsaid_warnings = 0;
};

/// A problem of reading one key.
Problem problem_at(std::string_view code, std::string_view key, std::string message,
                   Severity severity = Severity::error);

}  // namespace cairn::zarr
