#include "builder/probe/zarr/named_numbers.hpp"

#include <cmath>

namespace cairn::zarr {

void name_numbers(json::Value& value) {
    if (value.IsArray()) {
        for (json::Value& element : value.GetArray()) name_numbers(element);
    } else if (value.IsObject()) {
        for (rapidjson::SizeType i = 0; i < value.MemberCount(); ++i) name_numbers((value.MemberBegin() + i)->value);
    } else if (value.IsDouble() && !std::isfinite(value.GetDouble())) {
        const double number = value.GetDouble();
        value = json::string(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}

}  // namespace cairn::zarr
