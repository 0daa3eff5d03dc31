#include "builder/stac/extensions/cf.hpp"

#include <set>
#include <utility>

namespace cairn::extensions {

bool add_cf_parameters(json::Value& asset, const Cube& cube) {
    json::Value parameters = json::array();
    std::set<std::pair<std::string_view, std::string_view>> known;
    for (const CubeVariable& variable : cube.variables) {
        if (!variable.is_data || variable.standard_name.empty()) continue;
        if (!known.emplace(variable.standard_name, variable.unit).second) continue;
        json::Value parameter = json::object();
        json::set(parameter, "name", variable.standard_name);
        if (!variable.unit.empty()) json::set(parameter, "unit", variable.unit);
        json::push(parameters, std::move(parameter));
    }
    if (parameters.Empty()) return false;
    json::set(asset, "cf:parameter", std::move(parameters));
    return true;
}

}  // namespace cairn::extensions
