#include "base/amounts.hpp"

#include <fmt/format.h>

#include <array>

namespace cairn {

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string counted(std::uint64_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string size_text(std::uint64_t bytes) {
    static constexpr std::array<const char*, 5> k_units{"kB", "MB", "GB", "TB", "PB"};
    if (bytes < 1000) return counted(bytes, "byte", "bytes");
    double size = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; size >= 999.95 && unit + 1 < k_units.size(); size /= 1000) ++unit;
    return fmt::format("{:.1f} {}", size, k_units.at(unit));
}

}  // namespace cairn
