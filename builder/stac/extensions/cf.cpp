#include "builder/stac/extensions/cf.hpp"

#include <optional>
#include <string>

namespace cairn::extensions {

namespace {

/// Views into a cube.
struct Quantity {
    std::string_view standard_name;
    std::string_view unit;  ///< empty: none, or several
};

std::optional<Quantity> only_quantity(const Cube& cube) {
    std::optional<Quantity> quantity;
    for (const CubeVariable& variable : cube.variables) {
        if (!variable.is_data || variable.standard_name.empty()) continue;
        if (!quantity) quantity = Quantity{variable.standard_name, variable.unit};
        if (quantity->standard_name != variable.standard_name) return std::nullopt;
        if (quantity->unit != variable.unit) quantity->unit = {};
    }
    return quantity;
}

}  // namespace

bool add_standard_name(json::Value& object, const Cube& cube) {
    const auto quantity = only_quantity(cube);
    if (quantity) json::set(object, "cf:standard_name", quantity->standard_name);
    return quantity.has_value();
}

bool add_quantity(json::Value& asset, const Cube& cube) {
    const auto quantity = only_quantity(cube);
    if (!quantity) return false;
    json::set(asset, "cf:standard_name", quantity->standard_name);
    if (!quantity->unit.empty()) json::set(asset, "unit", quantity->unit);
    return true;
}

}  // namespace cairn::extensions
