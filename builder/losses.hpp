// What went since the last run, and whether it is too much of a Collection to believe it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>

#include "builder/absences.hpp"
#include "builder/placing.hpp"
#include "builder/scan.hpp"

namespace cairn {

/// The sources of a Collection that the last run knew.
struct Loss {
    std::uint64_t known = 0;
    std::uint64_t gone = 0;  ///< of these, not there any more
    std::string example;     ///< path of one of them, the least
};

/// The run does not go on: an unmounted disk and an emptied folder look like this. Exit code 4.
struct TooMuchRemoved : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// By the id of the Collection, as the rules say now. Not gone is what was renamed, what the globs of the archive do
/// not want any more (Absences::of_known), and what cannot be read, as long as ScanRules::keep_unreadable_s keeps it.
/// Empty when nothing is gone.
std::map<std::string, Loss> losses(const Scan& scan, const Config& config, const Absences& absences, Placing& placing);

/// Records have no Facts: their numbers are compared. Nothing of a list that is not in the configuration any more (no
/// record of it, and none is expected). `example` is the name of the list.
std::map<std::string, Loss> losses(const RecordCounts& before, const RecordCounts& now, const Config& config);

/// Throws TooMuchRemoved, with all their names, when more than `most_percent` of the sources of a Collection are gone.
void refuse_losses(const std::map<std::string, Loss>& losses, double most_percent);

}  // namespace cairn
