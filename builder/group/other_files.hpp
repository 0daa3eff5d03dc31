// Entries for files of formats that are not read.
#pragma once

#include <string>

#include "builder/group/place.hpp"
#include "builder/model/other_file.hpp"

namespace cairn {

/// What path and name say: where the file belongs, and the time that the rule's `time_from_name` or else the name
/// itself states. Problems are those of Placer::place, as warnings: no data were lost.
Outcome<Entry> entry_of(const OtherFile& file, std::string href, const Placer& placer, Interner<Facets>& facets);

}  // namespace cairn
