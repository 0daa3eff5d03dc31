#include "builder/config/browse.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "base/letters.hpp"
#include "builder/config/text_file.hpp"

namespace cairn {

namespace {

/// WCAG 2.1, relative luminance.
double luminance(Colour colour) {
    const auto linear = [](std::uint8_t value) {
        const double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

}  // namespace

Browse::Show browse_show_of(const json::Value& value) {
    if (value.IsFalse()) return Browse::Show::nothing;
    return json::text_or(value, "") == "links" ? Browse::Show::links : Browse::Show::all;
}

std::optional<Colour> colour_of(std::string_view text) {
    if (text.size() != 7 || text.front() != '#') return std::nullopt;
    Colour colour{};
    for (std::size_t i = 0; i < colour.size(); ++i) {
        const char* begin = text.data() + 1 + 2 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, colour[i], 16);
        if (error != std::errc() || end != begin + 2) return std::nullopt;
    }
    return colour;
}

double contrast_of(Colour a, Colour b) {
    const auto [least, most] = std::minmax({luminance(a), luminance(b)});
    return (most + 0.05) / (least + 0.05);
}

std::string logo_ending(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return {};
    std::string ending = in_small_letters(path.substr(dot + 1));
    const bool is_known = ending == "svg" || ending == "png" || ending == "jpg" || ending == "jpeg" || ending == "webp";
    return is_known ? ending : std::string();
}

std::optional<std::string> complaint_about_logo(const std::string& path) {
    if (logo_ending(path).empty()) return "'" + path + "' is no picture, allowed: svg, png, jpg, webp";
    try {
        const std::size_t bytes = read_text_file(path).size();
        if (bytes <= k_largest_logo_bytes) return std::nullopt;
        return "'" + path + "' has " + std::to_string(bytes) + " bytes, allowed: 262144";
    } catch (const std::runtime_error& error) {
        return std::string(error.what());
    }
}

}  // namespace cairn
