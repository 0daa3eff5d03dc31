#include "builder/interpret/structured.hpp"

#include <string>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"

namespace cairn {

json::Value structured_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr || attribute->type != Type::json) return {};
    const auto* texts = std::get_if<std::vector<std::string>>(&attribute->values);
    if (texts == nullptr || texts->size() != 1) return {};
    auto parsed = json::parse(texts->front());
    if (auto* value = std::get_if<json::Value>(&parsed)) return std::move(*value);
    return {};
}

}  // namespace cairn
