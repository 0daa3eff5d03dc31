// The figures of a run as Prometheus reads them (text format 0.0.4), for node_exporter's textfile collector.
#pragma once

#include <string>

#include "builder/cli/failure.hpp"
#include "builder/cli/run_account.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

/// Every sample has the label `catalog`, the path of OUT. docs/cron.md lists the metrics.
std::string figures_text(const BuildResult& result, const Ending& ending, const RunFigures& run,
                         const std::string& out);

}  // namespace cairn
