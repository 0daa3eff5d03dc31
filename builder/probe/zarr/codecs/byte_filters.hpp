// Filters that rearrange bytes, and checksums. `set_up` fills in a Step that has its name and no change of size.
#pragma once

#include "builder/probe/zarr/codecs/step.hpp"

namespace cairn::zarr {

void set_up_shuffle(Step& step, const json::Value& configuration);
void set_up_packbits(Step& step, const json::Value& configuration);
void set_up_bitround(Step& step, const json::Value& configuration);  ///< nothing to undo
void set_up_crc32(Step& step, const json::Value& configuration);
void set_up_adler32(Step& step, const json::Value& configuration);
void set_up_crc32c(Step& step, const json::Value& configuration);
void set_up_fletcher32(Step& step, const json::Value& configuration);

}  // namespace cairn::zarr
