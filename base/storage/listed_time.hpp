// Times as listings of servers write them.
#pragma once

#include <string_view>

#include "base/storage/storage.hpp"

namespace cairn {

/// Takes a day and a time of day from the front of `text` and puts them into `stat` as `modified_ns` and `tick_ns`:
/// "29-Nov-2026 20:06", "2026-11-29 20:06:05", "2026-11-29T20:06:05.123Z", "2026-11-29T21:06:05+01:00". Without a zone
/// it is taken for UTC. False, and nothing taken: there is none.
bool take_listed_time(std::string_view& text, ObjectStat& stat);

}  // namespace cairn
