// Attributes: JSON members in the terms of the data model.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::zarr {

/// A text is a character attribute; whole numbers are int64 (uint64 when they need it), others float64; an array of one
/// kind of these is an array; anything else is its JSON text. Left out are the members that only say how the store
/// holds netCDF: _ARRAY_DIMENSIONS, _NCZARR_..., _nczarr_..., _NCProperties.
std::vector<Attribute> attributes_of(const json::Value& members, std::string_view key, Reports& reports);

/// `_FillValue` as xarray writes it: a number, a name of one that JSON does not have, or (v3) base64 of its bytes, in
/// the array's type. And for datetime64 and timedelta64, what their type says: units, calendar, NaT.
void settle_array_attributes(std::vector<Attribute>& attributes, const ArrayMetadata& array, std::string_view key,
                             Reports& reports);

/// How often a value of datetime64 and timedelta64 counts in the unit of the attribute: of "10us" 10; 0: it has no
/// unit that can be said.
std::int64_t multiple_of_unit(const DataType& type);

}  // namespace cairn::zarr
