#include "builder/interpret/space/level_layout.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

constexpr int k_most_derivations = 32;  ///< a level derived from a level derived from ...
constexpr std::size_t k_most_ancestors = 32;

std::vector<double> numbers_of(const json::Value* list) {
    std::vector<double> numbers;
    if (list == nullptr || !list->IsArray()) return numbers;
    for (const json::Value& value : list->GetArray()) {
        if (!value.IsNumber() || !std::isfinite(value.GetDouble()) || numbers.size() > 8) return {};
        numbers.push_back(value.GetDouble());
    }
    return numbers;
}

const json::Value* entry_named(const json::Value& layout, std::string_view asset) {
    for (const json::Value& entry : layout.GetArray()) {
        std::string_view path = json::member_text(entry, "asset");
        while (!path.empty() && path.front() == '/') path.remove_prefix(1);
        if (path == asset) return &entry;
    }
    return nullptr;
}

/// That of the group itself, or of an array in it ("r0/tci").
const json::Value* entry_of(const json::Value& layout, const std::string& path, const Group& group) {
    if (const json::Value* entry = entry_named(layout, path)) return entry;
    for (const Variable& variable : group.variables) {
        if (const json::Value* entry = entry_named(layout, path.empty() ? variable.name : path + '/' + variable.name))
            return entry;
    }
    return nullptr;
}

/// The transform of a level, in the order of the convention: stated, or that of the level it is derived from, with
/// cells `scale` times as large that begin `translation` cells further on. Scale and translation are those of y and x.
std::vector<double> transform_of(const json::Value& layout, const json::Value& entry, const std::vector<double>& base,
                                 int depth) {
    std::vector<double> stated = numbers_of(json::find(entry, "spatial:transform"));
    if (stated.size() == 6) return stated;
    const std::string_view from = json::member_text(entry, "derived_from");
    if (from.empty()) return base;  // the finest level is that of the group
    const json::Value* origin = depth < k_most_derivations ? entry_named(layout, from) : nullptr;
    const json::Value* relative = json::find(entry, "transform");
    if (origin == nullptr || relative == nullptr) return {};
    std::vector<double> t = transform_of(layout, *origin, base, depth + 1);
    const std::vector<double> scale = numbers_of(json::find(*relative, "scale"));
    const std::vector<double> translation = numbers_of(json::find(*relative, "translation"));
    if (t.size() != 6 || scale.size() < 2) return {};
    const double sy = scale[scale.size() - 2];
    const double sx = scale.back();
    const double ty = translation.size() < 2 ? 0 : translation[translation.size() - 2];
    const double tx = translation.size() < 2 ? 0 : translation.back();
    return {t[0] * sx, t[1] * sy, t[2] + t[0] * tx + t[1] * ty, t[3] * sx, t[4] * sy, t[5] + t[3] * tx + t[4] * ty};
}

std::vector<Attribute> attributes_of(const json::Value& layout, const json::Value& entry, const Group& parent) {
    std::vector<double> base;
    if (const Attribute* attribute = find_attribute(parent.attributes, "spatial:transform")) {
        if (const auto* doubles = std::get_if<std::vector<double>>(&attribute->values)) base = *doubles;
        if (attribute->type == Type::json) {
            const json::Value list = structured_attribute(parent.attributes, "spatial:transform");
            base = numbers_of(&list);
        }
    }
    std::vector<Attribute> attributes;
    std::vector<double> transform = transform_of(layout, entry, base, 0);
    std::vector<double> shape = numbers_of(json::find(entry, "spatial:shape"));
    if (transform.size() == 6) attributes.push_back({"spatial:transform", Type::float64, std::move(transform)});
    if (const Attribute* registration = find_attribute(parent.attributes, "spatial:registration"))
        attributes.push_back(*registration);
    if (shape.size() == 2) attributes.push_back({"spatial:shape", Type::float64, std::move(shape)});
    return attributes;
}

}  // namespace

std::vector<Attribute> level_attributes(const Dataset& dataset, std::uint32_t group) {
    const std::string& path = dataset.groups[group].path;
    std::uint32_t ancestor = group;
    for (std::size_t level = 0; level < k_most_ancestors; ++level) {
        const Group& parent = dataset.groups[ancestor];
        if (find_attribute(parent.attributes, "multiscales") != nullptr) {
            const json::Value multiscales = structured_attribute(parent.attributes, "multiscales");
            const json::Value* layout = json::find(multiscales, "layout");
            const std::size_t prefix = parent.path == "/" ? 1 : parent.path.size() + 1;
            const std::string relative = path.size() > prefix ? path.substr(prefix) : std::string();
            const json::Value* entry =
                layout != nullptr && layout->IsArray() ? entry_of(*layout, relative, dataset.groups[group]) : nullptr;
            if (entry != nullptr) return attributes_of(*layout, *entry, parent);
        }
        if (parent.parent >= ancestor) break;
        ancestor = parent.parent;
    }
    return {};
}

}  // namespace cairn
