#include "builder/cli/description_json.hpp"

#include <fmt/format.h>

#include "builder/stac/extensions/scientific.hpp"

namespace cairn {

namespace {

std::string line_of(const Provider& provider) {
    const std::string roles = provider.roles.empty() ? "" : fmt::format(" ({})", fmt::join(provider.roles, ", "));
    return provider.name + roles + (provider.url.empty() ? "" : ", " + provider.url);
}

}  // namespace

json::Value description_value(const Description& description) {
    json::Value value = json::object();
    if (!description.title.empty()) json::set(value, "title", description.title);
    if (!description.summary.empty()) json::set(value, "summary", description.summary);
    if (!description.keywords.empty()) json::set(value, "keywords", json::strings(description.keywords));
    if (!description.license.empty()) json::set(value, "license", description.license);
    std::vector<std::string> providers;
    for (const Provider& provider : description.providers) providers.push_back(line_of(provider));
    if (!providers.empty()) json::set(value, "providers", json::strings(providers));
    extensions::add_scientific(value, description);
    return value;
}

}  // namespace cairn
