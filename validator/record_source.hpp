// Where the records of documents come from: of most of them a caller may have kept what an earlier validation made.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "validator/record.hpp"

namespace cairn::validate {

/// A build changes few of the documents of a tree, and a record is all that the rules of the tree ask of one. What a
/// source answers must be what `make` would return: a record of the same bytes, at the same path, made by the same
/// program with the same options, with its findings.
class RecordSource {
  public:
    virtual ~RecordSource() = default;

    /// Reads and judges a document. Threads: any number, each with other paths.
    using Make = std::function<Record(const std::string& path)>;
    /// Is shown every record once, as soon as it is known, and takes its findings away. Threads: as Make.
    using Take = std::function<void(Record& record)>;

    /// The records of documents, in the order of their paths, which are sorted.
    virtual std::vector<Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                        const ParallelFor& parallel) = 0;
};

}  // namespace cairn::validate
