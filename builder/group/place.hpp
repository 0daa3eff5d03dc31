// Which collection, which item, which asset: from the path and the global attributes by the rules of the configuration.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/model/date_period.hpp"
#include "builder/model/interner.hpp"
#include "builder/model/plan.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

class CompiledRule;

/// The rules, prepared once (patterns compiled). Threads: const use from any number of threads.
class Placer {
  public:
    /// `config` must outlive the placer. Throws std::invalid_argument when a pattern of the configuration cannot be
    /// compiled (load_config lets none through).
    explicit Placer(const Config& config);
    ~Placer();
    Placer(const Placer&) = delete;
    Placer& operator=(const Placer&) = delete;

    /// Problems: "group/no-collection" (a warning: no rule takes the file), "group/missing-facet" (an id needs a facet
    /// that the file does not have), "group/empty-id". `doubts`, where there is one, gets the warnings
    /// "group/contradiction": path and attributes disagree on a facet. `stated` may be nullptr (explain without
    /// reading): then attribute conditions and facets do not hold.
    Outcome<Placement> place(const Source& source, const StatedAttributes* stated, Interner<Facets>& facets,
                             std::vector<Problem>* doubts = nullptr) const;

    /// The time in the path of a source by the rule that takes it; nullopt when no rule does, the rule has no pattern
    /// for that, or the pattern finds no date.
    std::optional<DatePeriod> time_from_name(const Source& source, const StatedAttributes* stated) const;

    /// The reasoning of `place`, a line each, for `cairn explain`.
    std::vector<std::string> explain(const Source& source, const StatedAttributes* stated) const;

  private:
    const Config& m_config;
    std::vector<std::unique_ptr<const CompiledRule>> m_rules;
};

}  // namespace cairn
