// The units of numpy's datetime64 and timedelta64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::zarr {

struct TimeUnit {
    std::string name;              ///< with its multiple: "ns", "10us"; empty: generic, or no unit of numpy
    std::int64_t nanoseconds = 0;  ///< a unit has; 0: generic, not fixed (months, years), or no whole number
};

TimeUnit parse_time_unit(std::string_view text);

}  // namespace cairn::zarr
