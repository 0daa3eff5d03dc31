#include "builder/config/read_rule.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/json/pointer.hpp"
#include "builder/config/members.hpp"

namespace cairn {

namespace {

Match read_match(const json::Value& json) {
    return {text(json, "archive"), texts(json, "path"), text_map(json, "attributes")};
}

FacetRules read_facets(const json::Value& json) {
    FacetRules rules{text(json, "path"), text(json, "regex"), text_map(json, "attributes"), text_map(json, "constants"),
                     json::object()};
    const json::Value& constants = member(json, "constants");
    if (!constants.IsObject()) return rules;
    for (const auto& constant : constants.GetObject()) {
        if (!constant.value.IsString())
            json::set(rules.typed_constants, json::view(constant.name), json::clone(constant.value));
    }
    return rules;
}

FromFiles read_from_files(const json::Value& rule) {
    if (json::find(rule, "from_files") == nullptr) return {};
    const std::vector<std::string> named = texts(rule, "from_files");
    const auto has = [&](const std::string& name) {
        return std::find(named.begin(), named.end(), name) != named.end();
    };
    return {.title = has("title"),
            .description = has("description"),
            .keywords = has("keywords"),
            .license = has("license"),
            .providers = has("providers"),
            .citation = has("citation"),
            .dates = has("dates"),
            .opening = has("opening")};
}

std::vector<Provider> read_providers(const json::Value& json) {
    std::vector<Provider> result;
    if (!json.IsArray()) return result;
    for (const json::Value& provider : json.GetArray()) {
        result.push_back(
            {text(provider, "name"), text(provider, "description"), texts(provider, "roles"), text(provider, "url")});
    }
    return result;
}

VersionRules read_version(const json::Value& json) {
    if (json.IsString()) return {std::string(json::view(json)), false};
    return {text(json, "facet"), member(json, "deprecate_older").IsTrue()};
}

std::optional<UtcInstant> read_instant(const json::Value& json, std::string_view name, const std::string& pointer,
                                       std::vector<Violation>& violations) {
    const json::Value& value = member(json, name);
    if (!value.IsString()) return std::nullopt;
    const auto instant = parse_rfc3339(json::view(value));
    if (!instant) {
        violations.push_back({json::child(pointer, name), false,
                              std::string(name) + ": found '" + text(json, name) +
                                  "', allowed: an instant of UTC as 1850-01-01 or 1850-01-01T00:00:00Z"});
    }
    return instant;
}

Undated read_undated(const json::Value& json, const std::string& pointer, std::vector<Violation>& violations) {
    const auto start = read_instant(json, "start", pointer, violations);
    const auto end = read_instant(json, "end", pointer, violations);
    if (!start || !end) return {};
    if (*end < *start) {
        violations.push_back(
            {pointer, false, "undated: the end, " + to_rfc3339(*end) + ", is before the start, " + to_rfc3339(*start)});
        return {};
    }
    return {UtcInterval{*start, *end}};
}

std::optional<virtualize::VirtualRules> read_virtual(const json::Value& rule) {
    using namespace virtualize;
    const json::Value* json = json::find(rule, "virtual");
    if (json == nullptr) return std::nullopt;
    VirtualRules rules;
    const std::string_view form = json->IsString() ? json::view(*json) : json::member_text(*json, "form");
    rules.form = form == "json" ? Form::json : Form::parquet;
    if (!json->IsObject()) return rules;
    const json::Value& record_size = member(*json, "record_size");
    if (record_size.IsUint64()) rules.record_size = record_size.GetUint64();
    rules.series.along = text(*json, "along");
    rules.series.without = texts(*json, "without");
    if (const json::Value& tolerance = member(*json, "tolerance"); tolerance.IsNumber())
        rules.series.tolerance = tolerance.GetDouble();
    const std::string_view duplicates = json::member_text(*json, "duplicates");
    rules.series.duplicates = duplicates == "first"  ? Duplicates::first
                              : duplicates == "last" ? Duplicates::last
                                                     : Duplicates::refuse;
    const std::string_view missing = json::member_text(*json, "missing_variables");
    rules.series.missing_variables = missing == "fill"        ? MissingVariables::fill
                                     : missing == "leave_out" ? MissingVariables::leave_out
                                                              : MissingVariables::refuse;
    return rules;
}

std::optional<quicklook::QuickLookRules> read_thumbnail(const json::Value& rule) {
    const json::Value& json = member(rule, "thumbnail");
    if (!json.IsObject() && !json.IsTrue()) return std::nullopt;
    quicklook::QuickLookRules rules;
    if (!json.IsObject()) return rules;
    rules.variable = text(json, "variable");
    if (const json::Value& width = member(json, "width"); width.IsUint()) rules.width = width.GetUint();
    if (const json::Value& range = member(json, "range"); range.IsArray() && range.Size() == 2)
        rules.range = {range[0].GetDouble(), range[1].GetDouble()};
    return rules;
}

}  // namespace

CollectionRule read_rule(const json::Value& json, const std::string& pointer, TemplateReader& templates) {
    CollectionRule rule;
    rule.id = text(json, "id");
    rule.match = read_match(member(json, "match"));
    rule.facets = read_facets(member(json, "facets"));
    rule.item = text(json, "item");
    rule.asset = text(json, "asset");
    rule.title = text(json, "title");
    rule.item_title = text(json, "item_title");
    rule.asset_title = text(json, "asset_title");
    rule.description = text(json, "description");
    rule.license = text(json, "license");
    rule.keywords = texts(json, "keywords");
    rule.providers = read_providers(member(json, "providers"));
    if (json::find(json, "roles") != nullptr) rule.roles = texts(json, "roles");
    rule.time_from_name = text(json, "time_from_name");
    rule.undated = read_undated(member(json, "undated"), pointer + "/undated", templates.result().violations);
    if (json::find(json, "removed") != nullptr) rule.removed = removed_named(json::member_text(json, "removed"));
    rule.version = read_version(member(json, "version"));
    rule.stores.as_collection = json::member_text(member(json, "stores"), "as") == "collection";
    rule.stores.link_templates = member(member(json, "stores"), "link_templates").IsTrue();
    rule.virtual_store = read_virtual(json);
    rule.thumbnail = read_thumbnail(json);
    rule.esgf = esgf_named(json::member_text(json, "esgf"));
    rule.from_files = read_from_files(json);
    if (json::find(json, "properties") != nullptr) rule.properties = texts(json, "properties");
    rule.authentication = texts(json, "authentication");
    rule.collection_template = templates.read(member(json, "template"), pointer + "/template");
    rule.item_template = templates.read(member(json, "item_template"), pointer + "/item_template");
    rule.asset_template = templates.read(member(json, "asset_template"), pointer + "/asset_template");
    rule.tables = templates.result().config.tables;
    return rule;
}

}  // namespace cairn
