#include "builder/interpret/stores/multiscales.hpp"

#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_levels = 1000;

void add_levels(const json::Value* list, std::string_view member, std::vector<std::string>& levels) {
    if (list == nullptr || !list->IsArray()) return;
    for (const json::Value& level : list->GetArray()) {
        std::string_view path = json::member_text(level, member);
        while (!path.empty() && path.front() == '/') path.remove_prefix(1);
        if (!path.empty() && levels.size() < k_most_levels) levels.emplace_back(path);
    }
}

}  // namespace

std::optional<std::vector<std::string>> multiscale_levels(const std::vector<Attribute>& attributes) {
    const bool is_ome = find_attribute(attributes, "ome") != nullptr;
    if (!is_ome && find_attribute(attributes, "multiscales") == nullptr) return std::nullopt;
    json::Value value = structured_attribute(attributes, "multiscales");
    if (is_ome) {  // OME-NGFF from 0.5 on
        const json::Value ome = structured_attribute(attributes, "ome");
        const json::Value* inner = json::find(ome, "multiscales");
        if (inner == nullptr) return std::nullopt;
        value = json::clone(*inner);
    }
    std::vector<std::string> levels;
    if (value.IsArray() && !value.Empty()) add_levels(json::find(value[0], "datasets"), "path", levels);
    add_levels(json::find(value, "layout"), "asset", levels);
    if (const json::Value* matrices = json::find(value, "tile_matrix_set")) {
        add_levels(json::find(*matrices, "tileMatrices"), "id", levels);
    }
    return levels;
}

}  // namespace cairn
