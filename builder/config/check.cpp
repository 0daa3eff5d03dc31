#include "builder/config/check.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/json/pointer.hpp"
#include "base/secrets.hpp"
#include "base/web_place.hpp"
#include "builder/config/check_archives.hpp"
#include "builder/config/check_assets.hpp"
#include "builder/config/check_documents.hpp"
#include "builder/config/check_patterns.hpp"
#include "builder/config/check_publish.hpp"
#include "builder/config/check_templates.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/never.hpp"
#include "builder/config/template.hpp"
#include "builder/config/violations.hpp"
#include "builder/wording/licenses.hpp"

namespace cairn {

namespace {

void check_version(const CollectionRule& rule, const KnownNames& facets, const std::string& pointer,
                   Violations& violations) {
    const std::string& facet = rule.version.facet;
    if (facet.empty()) return;
    check_known({facet}, facets, "facet", pointer, violations);
    const auto parsed = Template::parse(rule.item);
    const auto* item = std::get_if<Template>(&parsed);
    if (item == nullptr) return;
    if (std::ranges::count(item->names(), facet) > 0) return;
    violations.report(pointer,
                      fmt::format("version: `item` has no '{{{}}}', so that the files of all versions are one Item; "
                                  "give `item` a template that holds it",
                                  facet));
}

void check_license(const std::string& license, const std::string& pointer, Violations& violations) {
    if (license.empty() || is_license_name(license)) return;
    if (without_secrets(license, UrlText::within)) return;  // said of all texts alike
    const std::string spdx = spdx_of(license);
    violations.report(pointer,
                      fmt::format("license: found '{}', expected letters, digits and '_.+-': an SPDX identifier, or "
                                  "'other'{}",
                                  beginning_of(license), spdx.empty() ? "" : "; did you mean '" + spdx + "'?"));
}

/// References lead to addresses: those of files without one would be of this machine alone.
void check_virtual(const CollectionRule& rule, const Config& config, const std::string& pointer,
                   Violations& violations) {
    if (!rule.virtual_store) return;
    for (const Archive& archive : config.archives) {
        const bool is_concerned = rule.match.archive.empty() || rule.match.archive == archive.name;
        if (!is_concerned) continue;
        if (is_web(archive.root)) {
            violations.report(pointer,
                              fmt::format("virtual: the archive '{}' is read over the network, and references are made of "
                                          "files on disks alone; mount it, or let `match` take another archive",
                                          archive.name));
            continue;
        }
        if (archive.href.find("://") != std::string::npos) continue;
        violations.report(pointer, fmt::format("virtual: the archive '{}' has no address that references could lead to; "
                                               "give it an `href` with a scheme, as https://data.example.org/{}",
                                               archive.name, archive.name));
    }
}

/// Pictures are made of files on disks: a chunk of data over a network is no header.
void check_thumbnail(const CollectionRule& rule, const Config& config, const std::string& pointer,
                     Violations& violations) {
    if (!rule.thumbnail) return;
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root) || (!rule.match.archive.empty() && rule.match.archive != archive.name)) continue;
        violations.report(pointer, fmt::format("thumbnail: the archive '{}' is read over the network, and pictures are "
                                               "made of files on disks alone; mount it, or let `match` take another "
                                               "archive",
                                               archive.name));
    }
    if (rule.thumbnail->range && !(rule.thumbnail->range->first < rule.thumbnail->range->second))
        violations.report(pointer + "/range", fmt::format("thumbnail: found a range from {} to {}, expected the lesser "
                                                          "value first",
                                                          rule.thumbnail->range->first, rule.thumbnail->range->second));
}

KnownNames schemes_of(const Config& config) {
    KnownNames names;
    if (!config.authentication.IsObject()) return names;
    for (const auto& scheme : config.authentication.GetObject()) names.known.emplace(json::view(scheme.name));
    return names;
}

void check_rule(const CollectionRule& rule, const Config& config, const std::string& pointer, Violations& violations) {
    const json::Value* tables = config.tables.get();
    check_match(rule.match, config, pointer + "/match", violations);
    KnownNames facets = check_facets(rule, config, pointer + "/facets", violations);
    KnownNames all = facets;
    for (const std::string& name : builtin_names()) {
        all.known.insert(name);
        facets.known.erase(name);  // the name of each file is no facet of a dataset
    }
    check_time_from_name(rule.time_from_name, pointer + "/time_from_name", violations);
    check_template(rule.id, pointer + "/id", all, tables, violations);
    check_template(rule.item, pointer + "/item", all, tables, violations);
    check_template(rule.asset, pointer + "/asset", all, tables, violations);
    check_template(rule.asset_title, pointer + "/asset_title", all, tables, violations);
    check_template(rule.title, pointer + "/title", facets, tables, violations);
    check_template(rule.item_title, pointer + "/item_title", facets, tables, violations);
    check_template(rule.description, pointer + "/description", facets, tables, violations);
    check_license(rule.license, pointer + "/license", violations);
    check_version(rule, facets, pointer + "/version", violations);
    check_virtual(rule, config, pointer + "/virtual", violations);
    check_thumbnail(rule, config, pointer + "/thumbnail", violations);
    check_known(rule.properties.value_or(std::vector<std::string>{}), facets, "facet", pointer + "/properties",
                violations);
    check_known(rule.authentication, schemes_of(config), "scheme of `authentication`", pointer + "/authentication",
                violations);
    check_reserved(rule.collection_template, pointer + "/template", violations);
    check_reserved(rule.item_template, pointer + "/item_template", violations);
    check_document_template(rule.collection_template, pointer + "/template", facets, tables, violations);
    check_document_template(rule.item_template, pointer + "/item_template", facets, tables, violations);
    check_reserved(rule.asset_template, pointer + "/asset_template", violations, {"href"});
    check_document_template(rule.asset_template, pointer + "/asset_template", all, tables, violations);
    check_assets_by_schema(rule.asset_template, pointer + "/asset_template", violations);
    check_by_schema(rule.collection_template, DocumentKind::collection, pointer + "/template", violations);
    check_by_schema(rule.item_template, DocumentKind::item, pointer + "/item_template", violations);
    for (std::size_t i = 0; i < rule.providers.size(); ++i) {
        const std::string& url = rule.providers[i].url;
        if (!url.empty())
            check_address(url, Address::page, json::child(pointer + "/providers", i) + "/url", violations);
    }
}

void check_offline(const OfflineRules& rules, const std::string& pointer, Violations& violations) {
    if (!rules.value.empty() && rules.attribute.empty())
        violations.report(pointer + "/value", "value: of which attribute is not said: name it as `attribute`");
    const auto regex = compile_expression(rules.value);
    if (const auto* message = std::get_if<std::string>(&regex))
        violations.report(pointer + "/value", "value: " + *message);
}

/// A rule that never takes a file is a slip: the first that takes one counts.
void check_order(const std::vector<CollectionRule>& rules, std::size_t index, Violations& violations) {
    const auto before = rule_in_the_way(rules, index);
    if (!before) return;
    violations.report(
        json::child("/collections", index),
        fmt::format("the rule '{}' (number {}) never takes a file: the rule '{}' (number {}) takes all that it "
                    "could. Rules of `extends` at the top stand behind those of `collections`: put the rule "
                    "without `match` last, as one of `collections` behind `- extends: PRESET`",
                    rules[index].id, index + 1, rules[*before].id, *before + 1));
}

}  // namespace

const std::vector<std::string>& builtin_names() {
    static const std::vector<std::string> k_names{"archive", "filename", "folder", "parent", "series", "stem"};
    return k_names;
}

const std::vector<std::string>& names_of_other_forms() {
    static const std::vector<std::string> k_names{
        "title",       "datetime", "start_datetime", "end_datetime", "gsd",        "keywords", "providers",
        "instruments", "bands",    "data_type",      "nodata",       "statistics", "roles"};
    return k_names;
}

std::vector<Violation> check_config(const Config& config) {
    Violations violations;
    check_archives(config, violations);
    check_document_template(config.catalog_template, "/catalog/template", {}, config.tables.get(), violations);
    check_by_schema(config.catalog_template, DocumentKind::catalog, "/catalog/template", violations);
    check_authentication(config.authentication, violations);
    for (std::size_t i = 0; i < config.collections.size(); ++i) {
        check_rule(config.collections[i], config, json::child("/collections", i), violations);
        check_order(config.collections, i, violations);
    }
    check_publish(config.publish, violations);
    check_assets(config, violations);
    check_offline(config.scan.offline, "/scan/offline_files", violations);
    return violations.take();
}

}  // namespace cairn
