#include "builder/cli/tolerance.hpp"

#include <charconv>
#include <cmath>

namespace cairn {

bool Tolerance::holds(std::uint64_t errors, std::uint64_t sources) const {
    const auto found = static_cast<double>(errors);
    return found <= (is_percentage ? number / 100 * static_cast<double>(sources) : number);
}

std::optional<Tolerance> tolerance_named(const std::string& text) {
    Tolerance tolerance;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, tolerance.number, std::chars_format::fixed);
    tolerance.is_percentage = stopped != end && *stopped == '%';
    const bool is_whole = stopped + (tolerance.is_percentage ? 1 : 0) == end;
    const bool is_allowed =
        tolerance.number >= 0 &&
        (tolerance.is_percentage ? tolerance.number <= 100 : tolerance.number == std::floor(tolerance.number));
    return error == std::errc() && is_whole && is_allowed ? std::optional(tolerance) : std::nullopt;
}

}  // namespace cairn
