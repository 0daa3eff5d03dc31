// The end of a run: findings get their lines, an order, and a summary.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "validator/reach.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// Threads: any number.
using ReadText = std::function<FileText(const std::string& document)>;

struct Judged {
    std::vector<Finding> findings;  ///< those that are kept
    const std::vector<Record>& records;
    std::vector<Tally> tallies;  ///< of all findings, by record
    Tally elsewhere;             ///< of those that belong to no record: folders, special files
    std::vector<Reached> reached;
    ReadText read;  ///< a document again
};

/// Sorts, keeps `findings_per_document` of each document (errors first), counts the others, and reads the documents
/// that have findings again to say line and column: keeping all texts would not fit in memory, and a place costs a pass
/// over its text.
Report finish(Judged judged, const Options& options, const ParallelFor& parallel, const std::atomic<bool>& stop);

}  // namespace cairn::validate
