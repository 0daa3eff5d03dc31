// The one interface behind which all formats stand. A new format is one implementation, one row in the signature table
// and one line in the conformance suite (tests/support/reader_conformance.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/source.hpp"

namespace cairn {

class TimeLimit;

struct ReadLimits {
    std::uint64_t coordinate_bytes = 8ULL << 20;  ///< values of one coordinate variable larger than this are not read
    std::uint32_t seconds = 0;                    ///< that reading one source may take; 0: any number
    TimeLimit* time = nullptr;                    ///< of the source that is being read; null: time is not counted
};

/// Bounds on what a file can make a reader do, far beyond any real one.
constexpr std::size_t k_most_groups = 10'000;
constexpr std::size_t k_deepest_group = 64;

/// Reads headers and coordinate values. Never throws for what is in a file: that is a Problem.
/// Threads: one instance serves one thread at a time; different instances are independent.
class Reader {
  public:
    virtual ~Reader() = default;
    virtual std::string_view name() const = 0;
    virtual bool can_read(Format format) const = 0;
    /// Groups, dimensions, variables, attributes, and the values of the variables that `coordinates_to_read` names.
    virtual Outcome<Dataset> read(const Source& source) = 0;
};

}  // namespace cairn
