// What a native reader makes of a file that is not damaged: its dataset, or the statement that the file uses something
// that this reader does not know, so that another reader should be asked.
#pragma once

#include <string>
#include <variant>

#include "builder/model/dataset.hpp"

namespace cairn {

struct Declined {
    std::string reason;  ///< what the file uses: "filter 32019 (no name) of variable /tas"
};

using NativeResult = std::variant<Dataset, Declined>;

}  // namespace cairn
