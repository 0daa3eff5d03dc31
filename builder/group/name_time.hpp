// The time that the name of a file or folder states, by a pattern of the configuration.
#pragma once

#include <memory>
#include <string>

#include "builder/model/date_period.hpp"

namespace re2 {
class RE2;
}

namespace cairn {

/// Threads: const use from any number of threads.
class NameTime {
  public:
    /// Throws std::invalid_argument when the pattern cannot be compiled (check_config lets none through).
    explicit NameTime(const std::string& pattern);
    ~NameTime();
    NameTime(NameTime&&) noexcept;

    /// The period that the first match in the path names; nullopt when there is none or its groups are no dates.
    /// Without a group for the last date the first is all.
    std::optional<DatePeriod> find(const std::string& path) const;

  private:
    std::unique_ptr<const re2::RE2> m_regex;
};

}  // namespace cairn
