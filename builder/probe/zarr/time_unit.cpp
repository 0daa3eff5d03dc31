#include "builder/probe/zarr/time_unit.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace cairn::zarr {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

constexpr std::int64_t k_second = 1'000'000'000;

constexpr std::array k_units{
    Unit{"Y", 0},
    Unit{"M", 0},
    Unit{"W", 7 * 86400 * k_second},
    Unit{"D", 86400 * k_second},
    Unit{"h", 3600 * k_second},
    Unit{"m", 60 * k_second},
    Unit{"s", k_second},
    Unit{"ms", 1'000'000},
    Unit{"us", 1'000},
    Unit{"ns", 1},
    Unit{"ps", 0},
    Unit{"fs", 0},
    Unit{"as", 0},
};

}  // namespace

TimeUnit parse_time_unit(std::string_view text) {
    std::int32_t multiple = 1;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), multiple);
    const bool has_multiple = error == std::errc();
    if (error == std::errc::result_out_of_range || multiple < 1) return {};
    const std::string_view name = has_multiple ? text.substr(static_cast<std::size_t>(rest - text.data())) : text;
    for (const Unit& unit : k_units) {
        if (unit.name != name) continue;
        const bool fits = unit.nanoseconds <= std::numeric_limits<std::int64_t>::max() / multiple;
        const std::string prefix = multiple == 1 ? std::string() : std::to_string(multiple);
        return {prefix + std::string(name), fits ? unit.nanoseconds * multiple : 0};
    }
    return {};
}

}  // namespace cairn::zarr
