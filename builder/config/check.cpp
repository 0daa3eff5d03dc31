#include "builder/config/check.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/json/pointer.hpp"
#include "base/secrets.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "builder/config/address.hpp"
#include "builder/config/browse.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/path_pattern.hpp"
#include "builder/config/sample_document.hpp"
#include "builder/config/template.hpp"
#include "builder/wording/licenses.hpp"

namespace cairn {

namespace {

/// The names that a template can use. Not complete when a pattern that gives some cannot be compiled: then no name is
/// called unknown.
struct Names {
    std::set<std::string> known;
    bool complete = true;
};

constexpr std::array<std::string_view, 7> k_date_parts{"year", "month",  "day",   "day_of_year",
                                                       "hour", "minute", "second"};

constexpr std::string_view k_authentication_url = "https://stac-extensions.github.io/authentication/v1.1.0/schema.json";

/// Descriptions are texts of paragraphs, ids and titles of a line: both may be templates.
constexpr std::size_t k_longest_template = 64U << 10;

/// Enough of a text to be known again.
std::string beginning_of(std::string_view text) {
    constexpr std::size_t k_shown = 200;
    return text.size() <= k_shown ? std::string(text) : to_utf8(text.substr(0, k_shown)) + "...";
}

std::string quoted_list(const std::vector<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::string suggestion_phrase(const std::string& word, const std::vector<std::string>& candidates) {
    const auto suggestion = nearest(word, candidates);
    return suggestion ? fmt::format("; did you mean '{}'?", *suggestion) : ";";
}

class Checker {
  public:
    explicit Checker(const Config& config) : m_config(config) {}

    std::vector<Violation> check() {
        check_archives();
        check_document_template(m_config.catalog_template, "/catalog/template", {});
        check_by_schema(m_config.catalog_template, DocumentKind::catalog, "/catalog/template");
        check_authentication();
        for (std::size_t i = 0; i < m_config.collections.size(); ++i) {
            check_rule(m_config.collections[i], json::child("/collections", i));
        }
        check_publish();
        check_offline(m_config.scan.offline, "/scan/offline_files");
        return std::move(m_violations);
    }

  private:
    void report(std::string pointer, std::string message) {
        m_violations.push_back({std::move(pointer), false, std::move(message)});
    }

    void check_archives() {
        std::map<std::string, std::string> known;  // name -> "number 2 of `archives`"
        for (std::size_t i = 0; i < m_config.archives.size(); ++i) {
            const Archive& archive = m_config.archives[i];
            const std::string pointer = json::child("/archives", i);
            check_name(archive.name, fmt::format("number {} of `archives`", i + 1), pointer, known);
            check_globs(archive.include, pointer + "/include");
            check_globs(archive.exclude, pointer + "/exclude");
            if (!archive.href.empty()) check_address(archive.href, Address::files, pointer + "/href");
        }
        for (std::size_t i = 0; i < m_config.records.size(); ++i) {
            const RecordList& list = m_config.records[i];
            const std::string pointer = json::child("/records", i);
            check_name(list.name, fmt::format("number {} of `records`", i + 1), pointer, known);
            if (!list.href.empty()) check_address(list.href, Address::files, pointer + "/href");
        }
    }

    void check_name(const std::string& name, const std::string& place, const std::string& pointer,
                    std::map<std::string, std::string>& known) {
        const auto [first, is_new] = known.emplace(name, place);
        if (is_new) return;
        report(pointer + "/name", fmt::format("two archives or lists of records are called '{}' ({} and {}): give each "
                                              "a `name` of its own",
                                              name, first->second, place));
    }

    void check_address(std::string_view url, Address address, const std::string& pointer) {
        const std::string key = json::tokens(pointer).back();
        if (const auto complaint = complaint_about_address(url, address)) report(pointer, key + ": " + *complaint);
    }

    /// `pointer` is that of the list, or of the only glob.
    void check_globs(const std::vector<std::string>& globs, const std::string& pointer) {
        for (std::size_t i = 0; i < globs.size(); ++i) {
            if (globs[i].size() <= k_longest_pattern) continue;
            report(json::child(pointer, i),
                   fmt::format("the glob has {} bytes, allowed: {}", globs[i].size(), k_longest_pattern));
        }
    }

    void check_publish() {
        const Publish& publish = m_config.publish;
        if (publish.links == LinkStyle::absolute && publish.root_href.empty()) {
            report("/publish/links",
                   "links: absolute links need `publish.root_href`, the URL at which the catalog will be served");
        }
        if (!publish.root_href.empty()) check_address(publish.root_href, Address::catalog, "/publish/root_href");
        check_browse(publish.browse);
    }

    void check_browse(const Browse& browse) {
        check_contrast(browse.accent, k_light_ground, "/publish/browse/colours/accent");
        check_contrast(browse.accent_dark, k_dark_ground, "/publish/browse/colours/accent_dark");
        if (!browse.logo.empty()) {
            if (const auto complaint = complaint_about_logo(browse.logo))
                report("/publish/browse/logo", "logo: " + *complaint);
        }
        if (browse.stac_browser.empty()) return;
        check_address(browse.stac_browser, Address::page, "/publish/browse/stac_browser");
        if (!m_config.publish.root_href.starts_with("http")) {
            report("/publish/browse/stac_browser",
                   "stac_browser: needs `publish.root_href`, the http or https URL at which the catalog will be "
                   "served: STAC Browser asks for the catalog there");
        }
    }

    void check_contrast(const std::string& colour, Colour ground, const std::string& pointer) {
        const auto found = colour_of(colour);
        if (!found) return;  // absent, or the schema's to report
        const double contrast = contrast_of(*found, ground);
        if (contrast >= k_least_contrast) return;
        report(pointer, fmt::format("{}: {} on the ground of the page has a contrast of {:.1f}, allowed: at least {} "
                                    "(WCAG 2.1, 1.4.3)",
                                    json::tokens(pointer).back(), colour, contrast, k_least_contrast));
    }

    void check_rule(const CollectionRule& rule, const std::string& pointer) {
        check_match(rule.match, pointer + "/match");
        Names facets = check_facets(rule.facets, pointer + "/facets");
        Names all = facets;
        for (const std::string& name : builtin_names()) {
            all.known.insert(name);
            facets.known.erase(name);  // the name of each file is no facet of a dataset
        }
        check_time_from_name(rule.time_from_name, pointer + "/time_from_name");
        check_template(rule.id, pointer + "/id", all);
        check_template(rule.item, pointer + "/item", all);
        check_template(rule.asset, pointer + "/asset", all);
        check_template(rule.asset_title, pointer + "/asset_title", all);
        check_template(rule.title, pointer + "/title", facets);
        check_template(rule.item_title, pointer + "/item_title", facets);
        check_template(rule.description, pointer + "/description", facets);
        check_license(rule.license, pointer + "/license");
        check_version(rule, facets, pointer + "/version");
        check_known(rule.properties.value_or(std::vector<std::string>{}), facets, "facet", pointer + "/properties");
        check_known(rule.authentication, schemes(), "scheme of `authentication`", pointer + "/authentication");
        check_reserved(rule.collection_template, pointer + "/template");
        check_reserved(rule.item_template, pointer + "/item_template");
        check_document_template(rule.collection_template, pointer + "/template", facets);
        check_document_template(rule.item_template, pointer + "/item_template", facets);
        check_reserved(rule.asset_template, pointer + "/asset_template", {"href"});
        check_document_template(rule.asset_template, pointer + "/asset_template", all);
        check_assets_by_schema(rule.asset_template, pointer + "/asset_template");
        check_by_schema(rule.collection_template, DocumentKind::collection, pointer + "/template");
        check_by_schema(rule.item_template, DocumentKind::item, pointer + "/item_template");
        for (std::size_t i = 0; i < rule.providers.size(); ++i) {
            const std::string& url = rule.providers[i].url;
            if (!url.empty()) check_address(url, Address::page, json::child(pointer + "/providers", i) + "/url");
        }
    }

    void check_version(const CollectionRule& rule, const Names& facets, const std::string& pointer) {
        const std::string& facet = rule.version.facet;
        if (facet.empty()) return;
        check_known({facet}, facets, "facet", pointer);
        const auto parsed = Template::parse(rule.item);
        const auto* item = std::get_if<Template>(&parsed);
        if (item == nullptr) return;
        if (std::ranges::count(item->names(), facet) > 0) return;
        report(pointer, fmt::format("version: `item` has no '{{{}}}', so that the files of all versions are one Item; "
                                    "give `item` a template that holds it",
                                    facet));
    }

    void check_license(const std::string& license, const std::string& pointer) {
        if (license.empty() || is_license_name(license)) return;
        if (without_secrets(license, UrlText::within)) return;  // said of all texts alike
        const std::string spdx = spdx_of(license);
        report(pointer, fmt::format("license: found '{}', expected letters, digits and '_.+-': an SPDX identifier, or "
                                    "'other'{}",
                                    beginning_of(license), spdx.empty() ? "" : "; did you mean '" + spdx + "'?"));
    }

    Names schemes() const {
        Names names;
        if (!m_config.authentication.IsObject()) return names;
        for (const auto& scheme : m_config.authentication.GetObject()) names.known.emplace(json::view(scheme.name));
        return names;
    }

    void check_known(const std::vector<std::string>& wanted, const Names& names, std::string_view what,
                     const std::string& pointer) {
        const std::vector<std::string> allowed(names.known.begin(), names.known.end());
        for (const std::string& name : wanted) {
            if (!names.complete || names.known.count(name) > 0) continue;
            report(pointer, fmt::format("there is no {} '{}'{} allowed: {}", what, name,
                                        suggestion_phrase(name, allowed), quoted_list(allowed)));
        }
    }

    void check_authentication() {
        if (!m_config.authentication.IsObject()) return;
        json::Value properties = json::object();
        json::set(properties, "auth:schemes", json::clone(m_config.authentication));
        json::Value members = json::object();
        json::set(members, "properties", std::move(properties));
        constexpr std::string_view k_below = "/properties/auth:schemes";
        for (const Refusal& refusal : refusals_of(members, DocumentKind::item, {std::string(k_authentication_url)})) {
            if (refusal.pointer.starts_with(k_below))
                report("/authentication" + refusal.pointer.substr(k_below.size()), refusal.message);
        }
    }

    /// What the schemas refuse whatever the files are; texts with placeholders are judged when they are filled in.
    void check_by_schema(const json::Value& pattern, DocumentKind kind, const std::string& pointer) {
        if (!pattern.IsObject()) return;
        const json::Value members =
            expand_json(pattern, Template::Lookup([](std::string_view) { return std::nullopt; }));
        if (!members.IsObject()) return;
        for (const Refusal& refusal : refusals_of(members, kind)) {
            const json::Value* written = json::resolve(pattern, refusal.pointer);
            if (written != nullptr && !has_placeholder(*written)) report(pointer + refusal.pointer, refusal.message);
        }
    }

    void check_assets_by_schema(const json::Value& pattern, const std::string& pointer) {
        if (!pattern.IsObject()) return;
        constexpr std::string_view k_sample = "/assets/a";
        json::Value asset = json::clone(pattern);
        json::set(asset, "href", "./a.nc");
        json::Value assets = json::object();
        json::set(assets, "a", std::move(asset));
        json::Value members = json::object();
        json::set(members, "assets", std::move(assets));
        const json::Value filled =
            expand_json(members, Template::Lookup([](std::string_view) { return std::nullopt; }));
        for (const Refusal& refusal : refusals_of(filled, DocumentKind::item)) {
            if (!refusal.pointer.starts_with(k_sample)) continue;
            const std::string below = refusal.pointer.substr(k_sample.size());
            const json::Value* written = json::resolve(pattern, below);
            if (written != nullptr && !has_placeholder(*written)) report(pointer + below, refusal.message);
        }
    }

    void check_match(const Match& match, const std::string& pointer) {
        check_globs(match.paths, pointer + "/path");
        std::vector<std::string> archives;
        for (std::size_t i = 0; i < m_config.archives.size() + m_config.records.size(); ++i)
            archives.push_back(archive_name(m_config, i));
        if (!match.archive.empty() && std::find(archives.begin(), archives.end(), match.archive) == archives.end()) {
            report(pointer + "/archive",
                   fmt::format("archive: there is no archive '{}'{} allowed: {}", match.archive,
                               suggestion_phrase(match.archive, archives), quoted_list(archives)));
        }
        for (const auto& [attribute, pattern] : match.attributes) {
            const auto regex = compile_expression(pattern);
            if (const auto* message = std::get_if<std::string>(&regex))
                report(json::child(pointer + "/attributes", attribute), attribute + ": " + *message);
        }
    }

    void check_offline(const OfflineRules& rules, const std::string& pointer) {
        if (!rules.value.empty() && rules.attribute.empty())
            report(pointer + "/value", "value: of which attribute is not said: name it as `attribute`");
        const auto regex = compile_expression(rules.value);
        if (const auto* message = std::get_if<std::string>(&regex)) report(pointer + "/value", "value: " + *message);
    }

    void check_time_from_name(const std::string& pattern, const std::string& pointer) {
        if (pattern.empty()) return;
        const auto regex = compile_expression(pattern);
        if (const auto* message = std::get_if<std::string>(&regex))
            return report(pointer, "time_from_name: " + *message);
        const auto& groups = std::get<0>(regex)->NamedCapturingGroups();
        for (const auto& [name, group] : groups) {
            const std::string part = name.starts_with("end_") ? name.substr(4) : name;
            const bool is_part = std::find(k_date_parts.begin(), k_date_parts.end(), part) != k_date_parts.end();
            if (is_part || name == "start" || name == "end") continue;
            report(pointer, fmt::format("time_from_name: the group '{}' means nothing; allowed: start, end, {}, and "
                                        "these with end_ before them",
                                        name, fmt::join(k_date_parts, ", ")));
        }
        if (groups.count("start") == 0 && groups.count("year") == 0) {
            report(pointer,
                   "time_from_name: the expression has no group (?P<start>...) or (?P<year>...), so it finds "
                   "no date");
        }
    }

    /// Returns the names of all facets that a file can get.
    Names check_facets(const FacetRules& facets, const std::string& pointer) {
        Names names;
        if (!facets.path_pattern.empty()) {
            const auto pattern = PathPattern::compile(facets.path_pattern);
            if (const auto* message = std::get_if<std::string>(&pattern)) {
                report(pointer + "/path", "path: " + *message);
                names.complete = false;
            } else {
                const auto& found = std::get<PathPattern>(pattern).names();
                names.known.insert(found.begin(), found.end());
            }
        }
        if (!facets.path_regex.empty()) {
            const auto regex = compile_expression(facets.path_regex);
            if (const auto* message = std::get_if<std::string>(&regex)) {
                report(pointer + "/regex", "regex: " + *message);
                names.complete = false;
            } else if (std::get<0>(regex)->NamedCapturingGroups().empty()) {
                report(pointer + "/regex",
                       "regex: the expression has no named groups, (?P<name>...), so it gives no facets");
            } else {
                for (const auto& [name, group] : std::get<0>(regex)->NamedCapturingGroups()) names.known.insert(name);
            }
        }
        for (const auto& [facet, attribute] : facets.attributes) names.known.insert(facet);
        for (const auto& [facet, value] : facets.constants) names.known.insert(facet);
        for (const char* taken : {"title", "datetime", "start_datetime", "end_datetime", "gsd", "keywords", "providers",
                                  "instruments", "bands", "data_type", "nodata", "statistics", "roles"}) {
            if (names.known.count(taken) == 0) continue;
            report(pointer,
                   fmt::format("facets: '{}' is a property that STAC gives a form of its own, a facet is any text; "
                               "name the facet otherwise (item_template can set the property)",
                               taken));
        }
        return names;
    }

    void check_template(std::string_view text, const std::string& pointer, const Names& names) {
        const std::string key = json::tokens(pointer).back();
        if (text.size() > k_longest_template) {
            return report(pointer,
                          fmt::format("{}: the text has {} bytes, allowed: {}", key, text.size(), k_longest_template));
        }
        const auto parsed = Template::parse(text);
        if (const auto* error = std::get_if<TemplateError>(&parsed)) {
            return report_within(pointer, text, *error);
        }
        for (const Template::Placeholder& placeholder : std::get<Template>(parsed).placeholders())
            check_term(placeholder.term, pointer, placeholder.offset, names);
    }

    void report_within(const std::string& pointer, std::string_view text, const TemplateError& error) {
        m_violations.push_back({pointer, false,
                                fmt::format("{}: {} in '{}', at character {}", json::tokens(pointer).back(),
                                            error.message, beginning_of(text), error.offset + 1),
                                error.offset});
    }

    /// `offset`: of the term within its text.
    void check_term(const Term& term, const std::string& pointer, std::size_t offset, const Names& names) {
        const std::string key = json::tokens(pointer).back();
        const std::vector<std::string> allowed(names.known.begin(), names.known.end());
        for_each_name(term, [&](const std::string& name) {
            if (!names.complete || names.known.count(name) > 0) return;
            m_violations.push_back({pointer, false,
                                    fmt::format("{}: nothing gives the facet '{}'{} allowed: {}", key, name,
                                                suggestion_phrase(name, allowed), quoted_list(allowed)),
                                    offset});
        });
        for_each_table(term, [&](const std::string& name) {
            if (m_config.tables && json::find(*m_config.tables, name) != nullptr) return;
            std::vector<std::string> tables;
            if (m_config.tables)
                for (const auto& table : m_config.tables->GetObject()) tables.emplace_back(json::view(table.name));
            m_violations.push_back({pointer, false,
                                    fmt::format("{}: there is no table '{}'{} allowed: {}", key, name,
                                                suggestion_phrase(name, tables), quoted_list(tables)),
                                    offset});
        });
        check_patterns(term, pointer, offset);
    }

    /// The regular expressions that are written out in calls of `match`.
    void check_patterns(const Term& term, const std::string& pointer, std::size_t offset) {
        if (term.kind != Term::Kind::call) return;
        if (term.text == "match" && term.arguments[1].kind == Term::Kind::text) {
            const auto regex = compile_expression(term.arguments[1].text);
            if (const auto* message = std::get_if<std::string>(&regex))
                m_violations.push_back({pointer, false, json::tokens(pointer).back() + ": " + *message, offset});
        }
        for (const Term& argument : term.arguments) check_patterns(argument, pointer, offset);
    }

    void check_condition(std::string_view text, const std::string& pointer, const Names& names) {
        const auto parsed = parse_condition(text);
        if (const auto* error = std::get_if<TermError>(&parsed))
            return report_within(pointer, text, {error->offset, error->message});
        const Condition& condition = std::get<Condition>(parsed);
        check_term(condition.left, pointer, 0, names);
        if (condition.right) check_term(*condition.right, pointer, 0, names);
    }

    /// What the program itself says in every document: a template that changed it would break links or the tree.
    void check_reserved(const json::Value& pattern, const std::string& pointer,
                        const std::vector<const char*>& reserved = {"type", "stac_version", "id", "collection"}) {
        for (const char* name : reserved) {
            if (json::find(pattern, name) == nullptr) continue;
            report(
                json::child(pointer, name),
                fmt::format("{}: a template cannot set this member, the program writes it; allowed: all others", name));
        }
    }

    void check_document_template(const json::Value& pattern, const std::string& pointer, const Names& names) {
        for_each_text(pattern, [&](const std::string& below, std::string_view text) {
            if (is_condition(below)) return check_condition(text, pointer + below, names);
            check_template(text, pointer + below, names);
            const std::string key = json::tokens(below).back();
            if ((key == "href" || key == "url") && !is_linkable(text))
                report(pointer + below, fmt::format("{}: its scheme is not one that documents link to; allowed: "
                                                    "https://host/path and relative links",
                                                    key));
        });
    }

    const Config& m_config;
    std::vector<Violation> m_violations;
};

}  // namespace

const std::vector<std::string>& builtin_names() {
    static const std::vector<std::string> k_names{"archive", "filename", "folder", "parent", "series", "stem"};
    return k_names;
}

std::vector<Violation> check_config(const Config& config) { return Checker(config).check(); }

}  // namespace cairn
