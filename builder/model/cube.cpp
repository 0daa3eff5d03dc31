#include "builder/model/cube.hpp"

#include <cmath>
#include <tuple>

namespace cairn {

namespace {

bool is_nan(const std::optional<double>& value) { return value && std::isnan(*value); }

}  // namespace

bool CubeVariable::operator==(const CubeVariable& other) const {
    const auto members = [](const CubeVariable& v) {
        return std::tie(v.name, v.dimensions, v.is_data, v.data_type, v.description, v.unit, v.standard_name,
                        v.cell_methods, v.scale, v.offset);
    };
    const bool same_nodata = nodata == other.nodata || (is_nan(nodata) && is_nan(other.nodata));
    return same_nodata && members(*this) == members(other);
}

}  // namespace cairn
