// A file of records as a stream.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/parallel.hpp"
#include "builder/records/parser.hpp"

namespace cairn::records {

/// Gets what became of each line, in no order and from many threads.
using Deliver = std::function<void(std::optional<Record> record, std::vector<Problem> problems)>;

/// Reads the file of the list `archive` block by block, the lines of each in parallel. Ends early when `stop` is set.
/// Throws std::runtime_error when the file cannot be read. What escapes from the work on a line is its problem.
void read_records(const Config& config, std::size_t archive, const ParallelFor& parallel, const Deliver& deliver,
                  const std::atomic<bool>& stop);

}  // namespace cairn::records
