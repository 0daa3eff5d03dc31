#include "builder/browse/json_ld.hpp"

#include <string>

#include "base/json/write.hpp"

namespace cairn::browse {

namespace {

constexpr std::size_t k_most_variables = 100;

json::Value typed(std::string_view type) {
    json::Value value = json::object();
    json::set(value, "@type", type);
    return value;
}

const json::Value* first_of(const json::Value* list) {
    return list != nullptr && list->IsArray() && !list->Empty() ? &(*list)[0] : nullptr;
}

void copy_text(const json::Value& from, std::string_view name, json::Value& to, std::string_view as) {
    if (const std::string_view text = json::member_text(from, name); !text.empty()) json::set(to, as, text);
}

void add_time(json::Value& result, const json::Value& extent) {
    const json::Value* temporal = json::find(extent, "temporal");
    const json::Value* interval = temporal == nullptr ? nullptr : first_of(json::find(*temporal, "interval"));
    if (interval == nullptr || !interval->IsArray() || interval->Size() != 2) return;
    const auto end = [&](rapidjson::SizeType i) { return std::string(json::text_or((*interval)[i], "..")); };
    if (end(0) != ".." || end(1) != "..") json::set(result, "temporalCoverage", end(0) + "/" + end(1));
}

/// schema.org has latitudes first: south west north east.
void add_place(json::Value& result, const json::Value& extent) {
    const json::Value* spatial = json::find(extent, "spatial");
    const json::Value* box = spatial == nullptr ? nullptr : first_of(json::find(*spatial, "bbox"));
    if (box == nullptr || !box->IsArray() || (box->Size() != 4 && box->Size() != 6)) return;
    const rapidjson::SizeType half = box->Size() / 2;
    const auto edge = [&](rapidjson::SizeType i) { return json::write((*box)[i]); };
    json::Value shape = typed("GeoShape");
    json::set(shape, "box", edge(1) + ' ' + edge(0) + ' ' + edge(half + 1) + ' ' + edge(half));
    json::Value place = typed("Place");
    json::set(place, "geo", std::move(shape));
    json::set(result, "spatialCoverage", std::move(place));
}

void add_makers(json::Value& result, const json::Value& collection) {
    const json::Value* providers = json::find(collection, "providers");
    if (providers == nullptr || !providers->IsArray()) return;
    json::Value makers = json::array();
    for (const json::Value& provider : providers->GetArray()) {
        json::Value maker = typed("Organization");
        copy_text(provider, "name", maker, "name");
        copy_text(provider, "url", maker, "url");
        json::push(makers, std::move(maker));
    }
    if (!makers.Empty()) json::set(result, "creator", std::move(makers));
}

void add_variables(json::Value& result, const json::Value& collection) {
    const json::Value* variables = json::find(collection, "cube:variables");
    if (variables == nullptr || !variables->IsObject()) return;
    json::Value measured = json::array();
    for (const auto& member : variables->GetObject()) {
        if (json::member_text(member.value, "type") == "auxiliary" || measured.Size() == k_most_variables) continue;
        json::Value value = typed("PropertyValue");
        json::set(value, "name", json::view(member.name));
        copy_text(member.value, "description", value, "description");
        copy_text(member.value, "unit", value, "unitText");
        json::push(measured, std::move(value));
    }
    if (!measured.Empty()) json::set(result, "variableMeasured", std::move(measured));
}

json::Value described(const json::Value& document, std::string_view type, std::string_view address) {
    json::Value result = json::object();
    json::set(result, "@context", "https://schema.org/");
    json::set(result, "@type", type);
    json::set(result, "name", json::member_text(document, "title", json::member_text(document, "id")));
    copy_text(document, "description", result, "description");
    copy_text(document, "id", result, "identifier");
    if (!address.empty()) json::set(result, "url", address);
    return result;
}

}  // namespace

json::Value dataset(const json::Value& collection, std::string_view address) {
    json::Value result = described(collection, "Dataset", address);
    if (const json::Value* keywords = json::find(collection, "keywords"); keywords != nullptr)
        json::set(result, "keywords", json::clone(*keywords));
    const std::string_view license = json::member_text(collection, "license");
    if (!license.empty() && license != "other")
        json::set(result, "license", "https://spdx.org/licenses/" + std::string(license) + ".html");
    if (const std::string_view doi = json::member_text(collection, "sci:doi"); !doi.empty())
        json::set(result, "sameAs", "https://doi.org/" + std::string(doi));
    copy_text(collection, "sci:citation", result, "citation");
    add_makers(result, collection);
    if (const json::Value* extent = json::find(collection, "extent"); extent != nullptr) {
        add_time(result, *extent);
        add_place(result, *extent);
    }
    add_variables(result, collection);
    return result;
}

json::Value data_catalog(const json::Value& catalog, std::string_view address) {
    return described(catalog, "DataCatalog", address);
}

}  // namespace cairn::browse
