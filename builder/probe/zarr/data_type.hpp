// The types of elements as Zarr spells them: numpy's type strings (v2), names and extension objects (v3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/probe/zarr/array_metadata.hpp"

namespace cairn::zarr {

/// nullopt: this is no data type at all, and `why_not` says what was found. Of Kind::opaque with a reason in `why_not`:
/// a type that this version does not know; its array can be described, its values cannot be read. "|O" becomes
/// variable_text, which is true only with the filter vlen-utf8: see settle_objects.
std::optional<DataType> parse_v2_type(const json::Value& dtype, std::string& why_not);
std::optional<DataType> parse_v3_type(const json::Value& data_type, std::string& why_not);

/// numpy's type string in the configuration of a codec, where the byte order may be left out: "u1", "<f4", or a name.
std::optional<DataType> parse_codec_type(std::string_view text, std::string& why_not);

/// Objects of Zarr v2 are texts when their filter says so; else the type becomes opaque.
void settle_objects(DataType& type, const json::Value& filters);

}  // namespace cairn::zarr
