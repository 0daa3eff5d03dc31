// The records of the documents that an earlier run validated: a document with the same bytes is not judged again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/kept/kept_blocks.hpp"
#include "builder/write/manifest.hpp"
#include "validator/record_source.hpp"

namespace cairn {

/// OUT/.cairn/records. A record is known by the path and the digest of its document, and by the program that made it.
/// Whether a document was validated is known of each: a run that did not validate adds none. Losing the file costs a
/// validation of every document, never correctness.
class KnownRecords : public validate::RecordSource {
  public:
    /// `kept`: what `take` returned in an earlier run; empty: nothing is known. `program`: a number of the program and
    /// all that is built into it; 0: nothing is believed. `tree`: the documents as they will be, which must outlive it.
    KnownRecords(std::string_view kept, std::uint64_t program, const Manifest& tree);

    std::vector<validate::Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                          const ParallelFor& parallel) override;

    /// For the next run, when the tree had no errors. Documents with errors are not among them.
    std::string take() const;

  private:
    std::uint64_t m_program;
    const Manifest& m_tree;
    std::vector<KeptBlock> m_blocks;  ///< of the earlier run; after `records` of this one
};

}  // namespace cairn
