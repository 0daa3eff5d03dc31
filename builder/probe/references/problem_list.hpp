// What is wrong with references: the first of each kind, and how many more there are. A set may have millions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"

namespace cairn::references {

class ProblemList {
  public:
    static constexpr std::size_t k_most_of_a_kind = 20;

    /// `key`: which reference, or which source.
    void add(std::string_view code, std::string_view key, std::string message, Severity severity = Severity::error);

    /// What costs a reference, not the store: one warning a code, with the first of them and how many files there are
    /// of that kind. `file`: where the reference points to.
    void count(std::string_view code, std::string_view key, std::string_view file, std::string message);

    /// In order of their codes; of each kind in the order in which they came.
    std::vector<Problem> take();

  private:
    struct Kind {
        std::vector<Problem> first;
        std::uint64_t more = 0;
        std::uint64_t references = 0;                   ///< counted ones
        std::set<std::string, std::less<>> files = {};  ///< that they point to, at most k_most_files
    };
    static constexpr std::size_t k_most_files = 10'000;
    std::map<std::string, Kind, std::less<>> m_kinds;  ///< by code
};

}  // namespace cairn::references
