// Which collection, which item, which asset: from the path and the global attributes by the rules of the configuration.
#pragma once

#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/interner.hpp"
#include "builder/model/outcome.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// The rules, prepared once (patterns compiled). Threads: const use from any number of threads.
class Placer {
  public:
    /// `sources_prefix`: for each archive, the folders that all its sources share (group/default_ids.hpp). `config` must outlive the placer.
    Placer(const Config& config, std::vector<std::string> sources_prefix);
    ~Placer();

    /// Problems: "group/no-collection" (a warning: no rule takes the file), "group/missing-facet" (an id needs a facet that the file does not have).
    /// `dataset` may be nullptr (explain without reading): then attribute conditions and facets do not hold.
    Outcome<Placement> place(const Source& source, const Dataset* dataset, Interner<Facets>& facets) const;

    /// The reasoning of `place`, a line each, for `cairn explain`.
    std::vector<std::string> explain(const Source& source, const Dataset* dataset) const;

  private:
    struct Compiled;
    const Config& m_config;
    std::vector<std::string> m_sources_prefix;
    std::vector<Compiled> m_rules;
};

}  // namespace cairn
