#include "builder/config/sample_document.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "validator/engine.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_item = R"({"type": "Feature", "stac_version": "1.1.0", "stac_extensions": [], "id": "i",
  "collection": "c", "geometry": {"type": "Point", "coordinates": [0, 0]}, "bbox": [0, 0, 0, 0],
  "properties": {"title": "t", "datetime": "2000-01-01T00:00:00Z"},
  "links": [{"rel": "collection", "href": "./collection.json"}], "assets": {"a": {"href": "./a.nc"}}})";
constexpr std::string_view k_collection = R"({"type": "Collection", "stac_version": "1.1.0", "stac_extensions": [],
  "id": "c", "title": "t", "description": "d", "license": "other",
  "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [[null, null]]}},
  "links": [], "assets": {"a": {"href": "./a.nc"}}})";
constexpr std::string_view k_catalog = R"({"type": "Catalog", "stac_version": "1.1.0", "stac_extensions": [],
  "id": "c", "title": "t", "description": "d", "links": []})";

json::Value parsed(std::string_view text) {
    auto result = json::parse(text);
    if (auto* value = std::get_if<json::Value>(&result)) return std::move(*value);
    throw std::logic_error("a sample document is not JSON");
}

json::Value sample(DocumentKind kind) {
    return parsed(kind == DocumentKind::item ? k_item : kind == DocumentKind::collection ? k_collection : k_catalog);
}

std::string core_schema(DocumentKind kind) {
    const std::string name = kind == DocumentKind::item         ? "item"
                             : kind == DocumentKind::collection ? "collection"
                                                                : "catalog";
    return "https://schemas.stacspec.org/v1.1.0/" + name + "-spec/json-schema/" + name + ".json";
}

const validate::Engine& engine() {
    static const validate::SchemaStore k_bundled;
    static const validate::Engine k_engine(k_bundled);
    return k_engine;
}

/// Members of a template's arrays are added to those of the program (stac/properties.hpp).
void append(json::Value& document, json::Value& members, std::string_view name) {
    json::Value* present = json::find(document, name);
    json::Value* added = json::find(members, name);
    if (present == nullptr || added == nullptr || !present->IsArray() || !added->IsArray()) return;
    for (json::Value& element : added->GetArray()) json::push(*present, std::move(element));
    json::remove(members, name);
}

/// What the program fills, too: that something is not there yet is no fault of the members.
bool is_shared(std::string_view pointer) {
    constexpr std::array<std::string_view, 8> k_shared{"",        "/properties",      "/assets",    "/links",
                                                       "/extent", "/stac_extensions", "/summaries", "/item_assets"};
    return std::find(k_shared.begin(), k_shared.end(), pointer) != k_shared.end();
}

/// Links of the members stand behind those of the sample.
std::string within_members(const std::string& pointer, std::size_t links_before) {
    std::vector<std::string> parts = json::tokens(pointer);
    if (parts.size() < 2 || parts.front() != "links") return pointer;
    const std::size_t index = std::strtoul(parts[1].c_str(), nullptr, 10);
    if (index < links_before) return {};
    parts[1] = std::to_string(index - links_before);
    std::string moved;
    for (const std::string& part : parts) moved = json::child(moved, part);
    return moved;
}

}  // namespace

std::vector<Refusal> refusals_of(const json::Value& members, DocumentKind kind,
                                 const std::vector<std::string>& extensions) {
    json::Value document = sample(kind);
    const std::size_t links_before = json::find(document, "links")->Size();
    json::Value added = json::clone(members);
    append(document, added, "links");
    append(document, added, "stac_extensions");
    json::merge(document, added);
    json::Value* listed = json::find(document, "stac_extensions");
    if (listed == nullptr || !listed->IsArray()) return {{"/stac_extensions", "stac_extensions: expected a list"}};
    std::vector<std::string> urls{core_schema(kind)};
    for (const std::string& url : extensions) json::push(*listed, json::string(url));
    for (const json::Value& url : listed->GetArray()) urls.emplace_back(json::text_or(url, ""));
    std::vector<Refusal> refusals;
    for (const std::string& url : urls) {
        const validate::Engine::Entry& entry = engine().schema(url);
        if (!entry.schema) continue;  // not bundled: such documents are reported as not checked
        for (const validate::SchemaError& error : entry.schema->check(document)) {
            const std::string pointer = within_members(error.pointer, links_before);
            if (is_shared(pointer) || json::resolve(members, pointer) == nullptr) continue;
            const auto known = [&](const Refusal& one) { return one.pointer == pointer; };
            if (std::none_of(refusals.begin(), refusals.end(), known)) refusals.push_back({pointer, error.message});
        }
    }
    return refusals;
}

}  // namespace cairn
