// What a record of an inventory says of a file beside what a file itself would say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/shared_text.hpp"

namespace cairn {

struct RecordedAsset {
    std::string href;                ///< URL; empty: the path below the URL of the list
    SharedText media_type;           ///< never empty
    SharedText storage_class;        ///< "tape", "GLACIER"; empty: not stated
    std::string title;               ///< empty: not stated
    std::string description;         ///< empty: not stated
    std::vector<std::string> roles;  ///< in the place of those of the rule; empty: not stated
    std::uint64_t line_digest = 0;   ///< of the bytes of the line: tells records of one path apart, wherever they stand
};

}  // namespace cairn
