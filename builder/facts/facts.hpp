// Facts: all that a scan finds out about one source. What is between reading an archive and writing a catalog.
//
// A build is two halves. Scanning makes Facts of sources: it reads, takes long, depends on the archive, the versions of
// readers and interpretation and on the policies. Assembling makes documents of Facts: it depends on the configuration,
// and opens no file of the archive. So Facts can be kept, compared, and used again (docs/state.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/witness.hpp"
#include "builder/model/date_period.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/source.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

/// What the Facts of a source depend on, on the disk.
struct Fingerprint {
    FileStamp stamp;                     ///< of the file; of the folder of a store it says nothing
    std::vector<Sighting> parts;         ///< of a store, and of references: all that was looked at; paths of the system
    bool is_settled = false;             ///< false: the file may have changed in the tick in which it was read
    std::optional<std::uint64_t> heads;  ///< digest of the first bytes of the file, or of all parts (heads_digest);
                                         ///< nullopt: the run that made the Facts trusted stamps
    bool operator==(const Fingerprint&) const = default;
};

/// What was understood of a source that could be read.
struct Understood {
    Granule granule;                  ///< the description as the source gives it; rules may not want all of it
    StatedAttributes attributes;      ///< for rules
    std::optional<DatePeriod> named;  ///< the time in the name that was held against the rest: other rules may find
                                      ///< another, then it has to be read again
    std::vector<Problem> doubts;      ///< of interpreting; with paths
};

struct Facts {
    Format format = Format::cdf1;
    Fingerprint fingerprint;
    std::vector<Problem> problems;         ///< of reading, with paths; of a source that could not be read, why
    std::optional<Understood> understood;  ///< nullopt: the source could not be read or not be interpreted
    std::string checksum;  ///< multihash in small hexadecimal digits: computed of a file, or stated by a record; or empty

    /// Whether an error was found: it may be of the disk or of permissions, and is looked at again in every run.
    bool has_errors() const;
};

/// Versions of what makes Facts. One of them rises with every change after which the same source may give other Facts;
/// tests/golden/facts.digests notices a change that forgot it. Facts of other versions are not used.
inline constexpr std::uint32_t k_reader_version = 1;
inline constexpr std::uint32_t k_interpreter_version = 2;

}  // namespace cairn
