#include "builder/interpret/stores/sibling_levels.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace cairn {

namespace {

/// 2 of "/2.zarr", 0 of "/../base.zarr", where "0.link" leads; nullopt of any other path.
std::optional<std::uint32_t> level_of(std::string_view path) {
    if (path.starts_with("/../")) return 0;
    constexpr std::string_view k_ending = ".zarr";
    if (!path.ends_with(k_ending)) return std::nullopt;
    const std::string_view digits = path.substr(1, path.size() - 1 - k_ending.size());
    std::uint32_t level = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), level);
    const bool is_number = !digits.empty() && parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size();
    return is_number ? std::optional(level) : std::nullopt;
}

}  // namespace

std::vector<std::uint32_t> sibling_levels(const Dataset& dataset) {
    if (!dataset.store || dataset.groups.size() < 2 || !dataset.groups.front().variables.empty()) return {};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> levels;
    for (std::uint32_t i = 1; i < dataset.groups.size(); ++i) {
        if (dataset.groups[i].parent != 0) continue;
        const auto level = level_of(dataset.groups[i].path);
        if (!level) return {};
        if (!dataset.groups[i].variables.empty()) levels.emplace_back(*level, i);
    }
    std::sort(levels.begin(), levels.end());
    std::vector<std::uint32_t> groups;
    for (const auto& [level, group] : levels) groups.push_back(group);
    return groups;
}

}  // namespace cairn
