#include "builder/interpret/stores/multiscales.hpp"

#include <algorithm>

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

/// A convention is known by its UUID, or by the address of its schema or its text.
bool is_multiscales(const json::Value& convention) {
    const std::string_view uuid = json::member_text(convention, "uuid");
    if (!uuid.empty()) return uuid == "d35379db-88df-4056-af3a-620245f8e347";
    for (const char* member : {"schema_url", "spec_url"}) {
        const std::string_view url = json::member_text(convention, member);
        if (url.find("/zarr-conventions/multiscales/") != std::string_view::npos) return true;
    }
    return false;
}

bool is_level(const json::Value& level, const std::function<bool(std::string_view)>& is_there) {
    const std::string_view asset = json::member_text(level, "asset");
    if (asset.empty() || !is_there(asset)) return false;
    const json::Value* source = json::find(level, "derived_from");
    if (source == nullptr) return true;
    const json::Value* transform = json::find(level, "transform");
    return source->IsString() && is_there(json::view(*source)) && transform != nullptr && transform->IsObject();
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

bool follows_multiscales(const std::vector<Attribute>& attributes,
                         const std::function<bool(std::string_view path)>& is_there) {
    const json::Value conventions = structured_attribute(attributes, "zarr_conventions");
    if (!conventions.IsArray() || !std::any_of(conventions.Begin(), conventions.End(), is_multiscales)) return false;
    const json::Value value = structured_attribute(attributes, "multiscales");
    const json::Value* layout = json::find(value, "layout");
    if (layout == nullptr || !layout->IsArray() || layout->Empty() || layout->Size() > k_most_levels) return false;
    return std::all_of(layout->Begin(), layout->End(),
                       [&](const json::Value& level) { return is_level(level, is_there); });
}

}  // namespace cairn
