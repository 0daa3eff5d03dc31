// Filters of numcodecs that compute with numbers or convert them. What decoding gives is what numpy gives: the sums of
// delta are taken in the decoded type, scale and offset in double, or in the encoded type when that is a float.
#pragma once

#include "builder/probe/zarr/codecs/step.hpp"

namespace cairn::zarr {

void set_up_delta(Step& step, const json::Value& configuration);
void set_up_fixed_scale_offset(Step& step, const json::Value& configuration);
void set_up_quantize(Step& step, const json::Value& configuration);
void set_up_astype(Step& step, const json::Value& configuration);

}  // namespace cairn::zarr
