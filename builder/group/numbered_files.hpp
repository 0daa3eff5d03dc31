// Models that number their files: a number in a name is a part of a series where the file says who wrote it.
#pragma once

#include <vector>

#include "builder/group/name_parts.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

/// Where in a name the number is.
enum class Numbering {
    none,        ///< the file is of no model that is known to number its files: numbers are names
    last,        ///< the last part, digits of any count: SCHISM's "schout_12"
    last_long,   ///< the last part, 4 or 5 digits: ROMS's "ocean_his_0001"
    iterations,  ///< parts of 10 digits: MITgcm's "state.0000000072.t001"
};

/// By global attributes: `type` of ROMS and CROCO, `source` of FVCOM and SCHISM, `title` of ICON, `MITgcm_version`.
/// nullptr: a file that was not read.
Numbering numbering_of(const StatedAttributes* stated);
/// The model, for messages; empty for `none`.
std::string numbering_model_of(const StatedAttributes* stated);

/// Takes the numbers out of the parts.
std::vector<NamePart> take_numbers(std::vector<NamePart>& parts, Numbering numbering);

}  // namespace cairn
