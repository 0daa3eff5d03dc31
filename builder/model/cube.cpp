#include "builder/model/cube.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace cairn {

namespace {

bool is_nan(const std::optional<double>& value) { return value && std::isnan(*value); }

}  // namespace

bool CubeVariable::operator==(const CubeVariable& other) const {
    const auto members = [](const CubeVariable& v) {
        return std::tie(v.name, v.dimensions, v.is_data, v.data_type, v.description, v.unit, v.standard_name,
                        v.cell_methods, v.scale, v.offset, v.value, v.flags);
    };
    const bool same_nodata = nodata == other.nodata || (is_nan(nodata) && is_nan(other.nodata));
    return same_nodata && members(*this) == members(other);
}

void unite(TemporalExtent& into, const TemporalExtent& added) {
    if (added.interval) into.interval = into.interval ? hull(*into.interval, *added.interval) : *added.interval;
    if (!added.native) return;
    if (!into.native) into.native = added.native;
    into.native = NativeExtent{std::min(into.native->least, added.native->least),
                               std::max(into.native->greatest, added.native->greatest)};
}

}  // namespace cairn
