#include "builder/stac/properties.hpp"

#include <algorithm>
#include <cmath>

#include "base/secrets.hpp"
#include "builder/config/address.hpp"
#include "builder/config/template.hpp"

namespace cairn {

void set_time(json::Value& object, const UtcInterval& interval) {
    if (interval.start == interval.end) {
        json::set(object, "datetime", to_rfc3339(interval.start));
        return;
    }
    json::set(object, "datetime", json::Value());
    json::set(object, "start_datetime", to_rfc3339(interval.start));
    json::set(object, "end_datetime", to_rfc3339(interval.end));
}

void set_known_time(json::Value& asset, const UtcInterval& interval) {
    if (interval.start == interval.end) {
        json::set(asset, "datetime", to_rfc3339(interval.start));
    } else {
        json::set(asset, "start_datetime", to_rfc3339(interval.start));
        json::set(asset, "end_datetime", to_rfc3339(interval.end));
    }
}

json::Value plain_number(double value) {
    constexpr double k_exact = 1e15;  // whole numbers up to here are doubles without loss, and readable
    if (std::abs(value) < k_exact && std::trunc(value) == value) return json::integer(static_cast<std::int64_t>(value));
    return json::number(value);
}

json::Value nodata_value(double value) {
    if (std::isnan(value)) return json::string("nan");
    if (std::isinf(value)) return json::string(value > 0 ? "inf" : "-inf");
    return plain_number(value);
}

void set_facets(json::Value& object, const Facets& facets) {
    for (const auto& [name, value] : facets) {
        if (json::find(object, name) == nullptr) json::set(object, name, value);
    }
}

void set_facets(json::Value& object, const Facets& facets, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto facet = facets.find(name);
        if (facet != facets.end() && json::find(object, name) == nullptr) json::set(object, name, facet->second);
    }
}

bool is_shown(const std::string& facet, const CollectionRule& rule) {
    return !rule.properties ||
           std::find(rule.properties->begin(), rule.properties->end(), facet) != rule.properties->end();
}

Facets shown(const Facets& facets, const CollectionRule& rule) {
    if (!rule.properties) return facets;
    Facets kept;
    for (const auto& [name, value] : facets)
        if (is_shown(name, rule)) kept.emplace(name, value);
    return kept;
}

void set_notes(json::Value& object, const std::vector<std::string>& notes) {
    if (!notes.empty()) json::set(object, "cairn:notes", json::strings(notes));
}

void add_note(json::Value& object, const std::string& note) {
    if (json::Value* notes = json::find(object, "cairn:notes")) {
        json::push(*notes, json::string(note));
    } else {
        set_notes(object, {note});
    }
}

namespace {

/// Moves the elements of an array of `patch` behind those of the document; what is there already is not repeated.
void append_members(json::Value& document, json::Value& patch, std::string_view name) {
    json::Value* present = json::find(document, name);
    json::Value* added = json::find(patch, name);
    if (present == nullptr || added == nullptr || !present->IsArray() || !added->IsArray()) return;
    for (json::Value& element : added->GetArray()) {
        if (std::find(present->Begin(), present->End(), element) == present->End())
            json::push(*present, std::move(element));
    }
    json::remove(patch, name);
}

/// Values of facets come from files: a link of a template must not become what no document links to, nor hold a secret
/// that a reader of whole texts does not see ("a.nc?token=...").
bool keeps_links(json::Value& value) {
    if (value.IsArray()) {
        for (auto element = value.Begin(); element != value.End();)
            element = keeps_links(*element) ? element + 1 : value.Erase(element);
    }
    if (!value.IsObject()) return true;
    for (auto member = value.MemberBegin(); member != value.MemberEnd();) {
        const std::string_view name = json::view(member->name);
        if ((name == "href" || name == "url") && member->value.IsString()) {
            const std::string_view url = json::view(member->value);
            if (!is_linkable(url)) return false;
            if (auto clean = without_secrets(url, UrlText::whole)) member->value = json::string(*clean);
        }
        member = keeps_links(member->value) ? member + 1 : value.EraseMember(member);
    }
    return true;
}

}  // namespace

json::Value expanded_members(const json::Value& template_json, const TemplateScope& scope) {
    if (!template_json.IsObject()) return {};
    json::Value members = expand_json(template_json, scope);
    return members.IsObject() && keeps_links(members) ? std::move(members) : json::Value();
}

void merge_template(json::Value& document, const json::Value& template_json, const TemplateScope& scope) {
    json::Value patch = expanded_members(template_json, scope);
    if (!patch.IsObject()) return;
    append_members(document, patch, "links");
    append_members(document, patch, "stac_extensions");
    json::merge(document, patch);
}

}  // namespace cairn
