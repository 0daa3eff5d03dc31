#include "search/variables.hpp"

#include <algorithm>

namespace cairn::search {

namespace {

void add(std::vector<Variables::Variable>& all, std::string_view name, const json::Value& object) {
    const std::vector<std::string> standard_names = json::member_texts(object, "cf:standard_name");
    if (standard_names.empty()) all.push_back({std::string(name), ""});
    for (const std::string& standard_name : standard_names) all.push_back({std::string(name), standard_name});
}

}  // namespace

bool Variables::has_any(const std::set<std::string>& wanted) const {
    return std::any_of(all.begin(), all.end(), [&](const Variable& variable) {
        return (!variable.name.empty() && wanted.count(variable.name) != 0) ||
               (!variable.standard_name.empty() && wanted.count(variable.standard_name) != 0);
    });
}

Variables variables_of(const json::Value& object) {
    Variables variables;
    const json::Value* cube = json::find(object, "cube:variables");
    const json::Value* bands = json::find(object, "bands");
    if (cube != nullptr && cube->IsObject()) {
        variables.is_stated = true;
        for (const auto& member : cube->GetObject())
            if (json::member_text(member.value, "type") != "auxiliary")
                add(variables.all, json::view(member.name), member.value);
    }
    if (bands != nullptr && bands->IsArray()) {
        variables.is_stated = true;
        for (const json::Value& band : bands->GetArray()) add(variables.all, json::member_text(band, "name"), band);
    }
    const std::vector<std::string> standard_names = json::member_texts(object, "cf:standard_name");
    variables.has_names_only = !variables.is_stated && !standard_names.empty();
    variables.is_stated = variables.is_stated || !standard_names.empty();
    for (const std::string& name : standard_names) variables.all.push_back({"", name});
    return variables;
}

Variables variables_of_asset(const json::Value& object, const Variables& owner) {
    Variables own = variables_of(object);
    if (!own.is_stated) return owner;
    if (!own.has_names_only) return own;
    std::set<std::string> names;
    for (const Variables::Variable& variable : own.all) names.insert(variable.standard_name);
    for (const Variables::Variable& variable : owner.all)
        if (names.count(variable.standard_name) != 0) own.all.push_back(variable);
    return own;
}

}  // namespace cairn::search
