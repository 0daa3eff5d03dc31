// The picture of a first step.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "builder/model/footprint.hpp"
#include "builder/model/quick_look_rules.hpp"
#include "builder/quicklook/first_step.hpp"
#include "builder/quicklook/picture.hpp"

namespace cairn::quicklook {

struct Look {
    Picture picture;
    double least = 0;     ///< the value of the first colour
    double greatest = 0;  ///< and of the last
};

/// Each pixel has the mean of the cells in it; where cells are larger, that of the nearest. Without a range the colours
/// leave out the least and the greatest 2 % of the pixels: a fill value that nobody declared takes no colour from the
/// rest. `box`: of the Item. Else why there is no picture. Threads: any number.
std::variant<Look, std::string> render(const FirstStep& step, const QuickLookRules& rules,
                                       const std::optional<Box>& box);

}  // namespace cairn::quicklook
