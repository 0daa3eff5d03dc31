// The values of a coordinate as numbers: missing ones out, packed ones unpacked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// How a float32 becomes a double: exactly, or as the shortest decimal that means it (0.1f is 0.1).
enum class Float32As { exact, shortest_decimal };

struct Numbers {
    std::vector<double> values;       ///< in stored order; NaN where missing
    std::size_t missing = 0;          ///< how many of them are
    std::string unavailable_because;  ///< why there are none although the variable has elements; else empty
};

/// Missing are NaN, infinities, what _FillValue and missing_value say, and without a _FillValue the default fill value
/// of the type (a value that was never written). valid_range is not applied: -180 to 180 on an axis of 0 to 360 is
/// common, and axes have checks of their own. `owner`: of a bounds variable its coordinate, whose fill values hold for
/// the bounds too (CF section 7.1); else nullptr.
Numbers numbers_of(const Variable& variable, const Variable* owner, Float32As float32);

/// The least and greatest valid value by valid_range, valid_min and valid_max, unpacked; an infinity where only one is
/// given; nullopt when there is none, or they exclude everything.
std::optional<std::pair<double, double>> valid_range_of(const Variable& variable);

}  // namespace cairn
