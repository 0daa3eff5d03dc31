#include "builder/stac/extensions/authentication.hpp"

namespace cairn::extensions {

void add_schemes(json::Value& object, const CollectionRule& rule, const Config& config) {
    if (rule.authentication.empty()) return;
    json::Value schemes = json::object();
    for (const std::string& name : rule.authentication) {
        if (const json::Value* scheme = json::find(config.authentication, name))
            json::set(schemes, name, json::clone(*scheme));
    }
    json::set(object, "auth:schemes", std::move(schemes));
}

void add_refs(json::Value& object, const CollectionRule& rule) {
    if (!rule.authentication.empty()) json::set(object, "auth:refs", json::strings(rule.authentication));
}

}  // namespace cairn::extensions
