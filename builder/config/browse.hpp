// What a configuration may ask of the page that shows the catalog: colours that can be read, a logo that can be shown.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn {

/// true, false or "links", as the schema has it.
Browse::Show browse_show_of(const json::Value& value);

using Colour = std::array<std::uint8_t, 3>;  ///< red, green, blue of sRGB

/// "#rrggbb"; nullopt: it is none.
std::optional<Colour> colour_of(std::string_view text);

/// The ratio of WCAG 2.1, 1 to 21. Order does not matter.
double contrast_of(Colour a, Colour b);

/// Text of any size needs this much (WCAG 2.1, success criterion 1.4.3).
inline constexpr double k_least_contrast = 4.5;
/// The grounds of templates/browse/style.css on which text has the least contrast: --paper, and --card of the dark
/// theme.
inline constexpr Colour k_light_ground{0xf6, 0xf5, 0xf1};
inline constexpr Colour k_dark_ground{0x17, 0x22, 0x29};

inline constexpr std::size_t k_largest_logo_bytes = 256U << 10;

/// The ending of a picture that browsers show, in small letters: "svg", "png", "jpg", "jpeg", "webp"; empty: another.
std::string logo_ending(std::string_view path);

/// What is wrong with the file, and what is allowed; nullopt: nothing.
std::optional<std::string> complaint_about_logo(const std::string& path);

}  // namespace cairn
