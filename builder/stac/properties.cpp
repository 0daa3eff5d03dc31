#include "builder/stac/properties.hpp"

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

void set_notes(json::Value& object, const std::vector<std::string>& notes) {
    if (!notes.empty()) json::set(object, "cairn:notes", json::strings(notes));
}

void merge_template(json::Value& document, const json::Value& template_json, const Facets& facets) {
    if (!template_json.IsObject()) return;
    json::merge(document, expand_json(template_json, lookup_in(facets)));
}

}  // namespace cairn
