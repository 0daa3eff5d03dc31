#include "builder/stac/extensions/cf.hpp"

#include <set>
#include <utility>

namespace cairn::extensions {

json::Value cf_parameters(const std::vector<CfParameter>& parameters) {
    json::Value result = json::array();
    for (const CfParameter& parameter : parameters) {
        json::Value value = json::object();
        json::set(value, "name", parameter.standard_name);
        if (!parameter.unit.empty()) json::set(value, "unit", parameter.unit);
        json::push(result, std::move(value));
    }
    return result;
}

bool add_cf_parameters(json::Value& asset, const Cube& cube) {
    std::vector<CfParameter> parameters;  // in order of the variables
    std::set<CfParameter> known;
    for (const CubeVariable& variable : cube.variables) {
        CfParameter parameter{variable.standard_name, variable.unit};
        if (!variable.is_data || parameter.standard_name.empty()) continue;
        if (known.insert(parameter).second) parameters.push_back(std::move(parameter));
    }
    if (parameters.empty()) return false;
    json::set(asset, "cf:parameter", cf_parameters(parameters));
    return true;
}

}  // namespace cairn::extensions
