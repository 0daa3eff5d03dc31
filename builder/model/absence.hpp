// Why a source is described although it is not there, or was not looked at.
#pragma once

#include <cstdint>
#include <string>

#include "builder/model/instant.hpp"

namespace cairn {

enum class Absent : std::uint8_t {
    removed,     ///< it is not in its archive any more
    unreadable,  ///< it cannot be opened, or what it holds cannot be understood
    waiting,     ///< it was written to so lately that it may not be whole (ScanRules::min_age_s)
    offline      ///< it is on tape only (OfflineRules)
};

/// The source is described by what an earlier run found out.
struct Absence {
    Absent why = Absent::removed;
    UtcInstant since;            ///< when a run first found it so
    bool is_deprecated = false;  ///< a tombstone: the data are not to be used any more
    bool operator==(const Absence&) const = default;
};

/// One sentence for documents and reports.
std::string note_of(const Absence& absence);

}  // namespace cairn
