// Entries for files of formats that are not read.
#pragma once

#include <string>

#include "builder/group/neighbours.hpp"
#include "builder/group/place.hpp"
#include "builder/model/other_file.hpp"

namespace cairn {

/// A file with the name of data beside it is of their Item, and has no time of its own. Of others path and name say where
/// they belong, and the time that the rule's `time_from_name` or else the name itself states; what no rule takes is
/// where the data of its folder are. Problems are those of Placer::place, as warnings: no data were lost.
Outcome<Entry> entry_of(const OtherFile& file, std::string href, const Placer& placer, const Neighbours& neighbours,
                        Interner<Facets>& facets);

}  // namespace cairn
