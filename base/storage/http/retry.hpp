// When a request is made again, and how long to wait before.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

struct RetryRules {
    int attempts = 5;                           ///< the first among them
    std::chrono::milliseconds first_wait{250};  ///< doubled each time
    std::chrono::milliseconds longest_wait{20'000};
    std::chrono::seconds longest_asked{120};  ///< a server that asks for more (Retry-After) is not waited for
};

/// Whether a status may be another one next time: 408, 425, 429, 500, 502, 503, 504.
bool is_passing_status(long status);

/// The seconds that a Retry-After header asks for: a number, or an HTTP date (RFC 9110, 10.2.3) as seen from `now_s`
/// (since 1970). nullopt: it is neither.
std::optional<std::chrono::seconds> retry_after(std::string_view value, std::int64_t now_s);

/// How long to wait after the `attempt`th attempt (from 1), `chance` in [0, 1) spreading those who failed together over
/// the whole wait; nullopt: it was the last.
std::optional<std::chrono::milliseconds> wait_after(int attempt, const RetryRules& rules, double chance);

}  // namespace cairn
