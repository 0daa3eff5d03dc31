#include "builder/probe/zarr/named_numbers.hpp"

#include <cmath>

namespace cairn::zarr {

void name_numbers(json::Value& value) {
    if (value.IsArray()) {
        for (json::Value& element : value.GetArray()) name_numbers(element);
    } else if (value.IsObject()) {
        for (auto& member : value.GetObject()) name_numbers(member.value);
    } else if (value.IsDouble() && !std::isfinite(value.GetDouble())) {
        const double number = value.GetDouble();
        value = json::string(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}

}  // namespace cairn::zarr
