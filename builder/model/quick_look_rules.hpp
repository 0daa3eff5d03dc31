// The pictures that a build makes of data: what an operator decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace cairn::quicklook {

constexpr std::uint32_t k_default_width = 512;

struct QuickLookRules {
    std::string variable;  ///< name or path; empty: the first that people look for
    std::uint32_t width = k_default_width;  ///< pixels; a tall map is as high, and narrower
    std::optional<std::pair<double, double>> range;  ///< the values of the ends of the colours; nullopt: from the data
};

}  // namespace cairn::quicklook
