// The findings of a run, of which a bounded number is kept: a broken tree can have millions.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "validator/finding.hpp"

namespace cairn::validate {

/// Keeps of each rule the findings that come first by document, severity, pointer and message: these are the same in
/// whatever order they arrive. Threads: safe.
class Ledger {
  public:
    explicit Ledger(std::size_t findings_per_rule) : m_limit(findings_per_rule) {}

    void add(Finding finding);
    /// Counts findings that are not kept.
    void count(Severity severity, const std::string& rule, const std::string& pattern, std::size_t count);

    /// What was kept, and for each rule that had more one finding that says how many, of the document ".". Ends the
    /// ledger's life.
    std::vector<Finding> take();
    /// How many findings of each pattern there were; none when there are more than k_most_patterns.
    std::vector<PatternCount> counts() const;

  private:
    static constexpr std::size_t k_most_patterns = 10'000;

    struct Kept {
        std::vector<Finding> findings;  ///< a heap: the last one in order is in front
        std::size_t dropped = 0;
    };

    std::size_t m_limit;
    mutable std::mutex m_mutex;  ///< guards what follows
    std::map<std::tuple<Severity, std::string, std::string>, std::size_t> m_counts;
    bool m_has_all_counts = true;
    std::map<std::string, Kept, std::less<>> m_rules;
};

}  // namespace cairn::validate
