// Durations as configurations have them: "90s", "15m", "12h", "1d".
#pragma once

#include <cstdint>
#include <string_view>

namespace cairn {

/// Seconds. Precondition: up to six digits and one of s, m, h and d, as the schema has it.
inline std::int64_t duration_s(std::string_view text) {
    std::int64_t number = 0;
    for (const char digit : text.substr(0, text.size() - 1)) number = number * 10 + (digit - '0');
    switch (text.back()) {
        case 'm':
            return number * 60;
        case 'h':
            return number * 3600;
        case 'd':
            return number * 86'400;
        default:
            return number;
    }
}

}  // namespace cairn
