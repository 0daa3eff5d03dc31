#include "builder/probe/icechunk/containers.hpp"

#include <yaml-cpp/yaml.h>

#include "builder/probe/icechunk/flatbuffer.hpp"
#include "builder/probe/icechunk/flexbuffer.hpp"

namespace cairn::icechunk {

namespace {

constexpr std::string_view k_scheme = "vcc://";
constexpr const char* k_containers = "virtual_chunk_containers";

std::string_view text_of(const FlexValue& map, std::string_view key) {
    const auto found = map.member(key);
    return found ? found->text().value_or("") : std::string_view();
}

std::string text_of(const YAML::Node& map, const char* key) {
    if (!map.IsMap()) return {};
    const YAML::Node found = map[key];
    return found.IsDefined() && found.IsScalar() ? found.Scalar() : std::string();
}

}  // namespace

/// The oldest repositories have the name as key, later ones the prefix.
void Containers::add(std::string_view key, std::string_view name, std::string_view prefix) {
    if (!prefix.empty()) m_prefixes.insert_or_assign(std::string(name.empty() ? key : name), std::string(prefix));
}

Containers Containers::of_flexbuffer(std::string_view bytes) {
    Containers containers;
    if (bytes.empty()) return containers;
    const auto found = FlexValue::root(bytes).member(k_containers);
    if (!found) return containers;
    for (const auto& [key, container] : found->members())
        containers.add(key, text_of(container, "name"), text_of(container, "url_prefix"));
    return containers;
}

Containers Containers::of_yaml(const std::string& text) {
    try {
        Containers containers;
        const YAML::Node configuration = YAML::Load(text);
        if (!configuration.IsMap()) return containers;
        const YAML::Node found = configuration[k_containers];
        if (!found.IsDefined() || !found.IsMap()) return containers;
        for (const auto& container : found) {
            if (!container.first.IsScalar()) continue;
            const std::string name = text_of(container.second, "name");
            containers.add(container.first.Scalar(), name, text_of(container.second, "url_prefix"));
        }
        return containers;
    } catch (const YAML::Exception&) {
        throw BadBuffer{"it is no YAML"};
    }
}

std::string Containers::resolved(std::string_view url) const {
    if (!url.starts_with(k_scheme)) return std::string(url);
    const std::string_view rest = url.substr(k_scheme.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return std::string(url);
    const auto container = m_prefixes.find(rest.substr(0, slash));
    if (container == m_prefixes.end()) return std::string(url);
    return container->second + std::string(rest.substr(slash + 1));
}

}  // namespace cairn::icechunk
