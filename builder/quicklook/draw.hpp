// The picture of the first step of a variable.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "builder/model/footprint.hpp"
#include "builder/model/quick_look_rules.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/quicklook/picture.hpp"

namespace cairn::quicklook {

/// Steps of more cells are not drawn: none that is known has so many.
constexpr std::uint64_t k_most_cells = 1ULL << 34;

struct Look {
    Picture picture;
    double least = 0;      ///< the value of the first colour
    double greatest = 0;   ///< and of the last
    std::string variable;  ///< that is drawn, as the file has it
    std::string unit;      ///< likewise; may be empty
};

/// What may be read of an Item's source for a picture, and what is known of it.
struct Subject {
    const Source& source;
    const ReadLimits& limits;
    const references::Reachable& reachable;
    const std::vector<std::string>& candidates;  ///< names of variables, the wanted ones first; empty: any
    const std::optional<Box>& box;               ///< of the Item
};

/// Each pixel has the mean of the cells in it; where cells are larger, that of the nearest. Without a range the colours
/// leave out the least and the greatest 2 % of the pixels: a fill value that nobody declared takes no colour from the
/// rest. Else why there is no picture. Memory: a chunk, and what pixels and the places of cells need. Throws
/// std::system_error when the disk fails, TimeIsUp when the limits say so. Threads: any number.
std::variant<Look, std::string> draw(const Subject& subject, const QuickLookRules& rules);

}  // namespace cairn::quicklook
