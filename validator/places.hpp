// The end of a run: findings get their lines, an order, and a summary.
#pragma once

#include <string>
#include <vector>

#include "validator/reach.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

struct Judged {
    std::vector<Finding> findings;
    const std::vector<Record>& records;
    std::vector<Reached> reached;
    std::string folder;  ///< that the records' paths are below; empty: they are as given
};

/// Sorts, keeps `findings_per_document` of each document (errors first), and reads the documents that have findings
/// again to say line and column: keeping all texts would not fit in memory, and a place costs a pass over its text.
Report finish(Judged judged, const Options& options, const ParallelFor& parallel);

}  // namespace cairn::validate
