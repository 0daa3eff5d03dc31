#include "validator/stac_versions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace cairn::validate {

namespace {

/// As the releases of radiantearth/stac-spec are called.
constexpr std::array<std::string_view, 19> k_old{
    "0.4.0",      "0.4.1",      "0.5.0",      "0.5.1",      "0.5.2",       "0.6.0",        "0.6.1",
    "0.6.2",      "0.7.0",      "0.8.0",      "0.8.1",      "0.9.0",       "1.0.0-beta.1", "1.0.0-beta.2",
    "1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.3", "1.0.0-rc.4", "1.1.0-beta.1"};

/// Major, minor and patch; what follows a '-' does not count.
std::optional<std::array<unsigned, 3>> numbers_of(std::string_view text) {
    std::array<unsigned, 3> numbers{};
    text = text.substr(0, text.find('-'));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers.at(i));
        if (error != std::errc()) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const bool last = i + 1 == numbers.size();
        if (last != text.empty() || (!last && text.front() != '.')) return std::nullopt;
        if (!last) text.remove_prefix(1);
    }
    return numbers;
}

}  // namespace

StacVersion stac_version_of(std::string_view text) {
    if (text == "1.0.0" || text == "1.1.0") return StacVersion::current;
    if (std::find(k_old.begin(), k_old.end(), text) != k_old.end()) return StacVersion::old;
    const auto numbers = numbers_of(text);
    return numbers && *numbers > std::array<unsigned, 3>{1, 1, 0} ? StacVersion::newer : StacVersion::none;
}

}  // namespace cairn::validate
