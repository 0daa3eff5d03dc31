#include "builder/stac/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/letters.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/config/template.hpp"
#include "builder/stac/extensions/scientific.hpp"
#include "builder/stac/variable_order.hpp"
#include "builder/stac/wordings.hpp"
#include "builder/wording/headings.hpp"
#include "builder/wording/markup.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_title = 250;
constexpr std::size_t k_most_keywords = 100;

const Description& words_of(const std::shared_ptr<const Description>& description) {
    static const Description k_nothing;
    return description ? *description : k_nothing;
}

/// The heading with what of the id it does not say; the id, when there is no heading.
std::string titled(const std::string& text, const std::string& id, const std::vector<std::string>& said) {
    if (text.empty()) return id;
    const std::vector<std::string> unsaid = parts_unsaid(id, text, said);
    if (unsaid.empty()) return text;
    return shortened(fmt::format("{} ({})", text, fmt::join(unsaid, ", ")), k_longest_title);
}

/// The labels of the main variables, for a heading; `names` gets their names.
std::string variables_in_heading(const Cube& cube, bool has_title, std::vector<std::string>& names) {
    constexpr std::size_t k_beside_title = 2;
    constexpr std::size_t k_alone = 3;
    const std::vector<const CubeVariable*> variables = main_variables(cube);
    if (variables.empty() || (has_title && variables.size() > k_beside_title)) return {};
    std::vector<std::string> labels;
    for (const CubeVariable* variable : variables) {
        const std::string label = label_of(*variable);
        if (std::find(labels.begin(), labels.end(), label) != labels.end())
            continue;  // at several heights, of two masks
        labels.push_back(label.empty() ? with_spaces(variable->name) : label);
        names.push_back(variable->name);
    }
    return listed(labels, has_title ? k_beside_title : k_alone);
}

/// Sentences that say something, one after the other.
std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) {
        if (sentence.empty()) continue;
        if (!text.empty()) text += ' ';
        text += sentence;
    }
    return with_escaped_tags(text);
}

/// The rule's own first, then those of the files and the names of the main variables, each once whatever its case.
std::vector<std::string> keywords_of(const CollectionRule& rule, const Description& description, const Cube* cube) {
    std::vector<std::string> keywords = rule.keywords;
    if (!rule.keywords.empty() || !rule.from_files.keywords) return keywords;
    std::set<std::string> known;
    const auto add = [&](const std::string& keyword) {
        if (keyword.empty() || keywords.size() >= k_most_keywords) return;
        if (!known.insert(in_small_letters(keyword)).second) return;
        keywords.push_back(keyword);
    };
    for (const std::string& keyword : description.keywords) add(keyword);
    if (cube == nullptr) return keywords;
    for (const CubeVariable* variable : main_variables(*cube))
        add(variable->standard_name.empty() ? label_of(*variable) : with_spaces(variable->standard_name));
    return keywords;
}

json::Value providers_value(const std::vector<Provider>& list) {
    json::Value providers = json::array();
    for (const Provider& provider : list) {
        json::Value value = json::object();
        json::set(value, "name", provider.name);
        if (!provider.description.empty()) json::set(value, "description", provider.description);
        if (!provider.roles.empty()) json::set(value, "roles", json::strings(provider.roles));
        if (!provider.url.empty()) json::set(value, "url", provider.url);
        json::push(providers, std::move(value));
    }
    return providers;
}

std::string described(const CollectionPlan& plan) {
    const CollectionRule& rule = *plan.rule;
    if (!rule.description.empty())
        return expand_text(rule.description, scope_of(rule, plan.summary.shared_facets)).value_or(rule.description);
    const Description& description = words_of(plan.summary.description);
    if (!description.summary.empty()) return description.summary;
    static const Cube k_no_cube;
    const Cube& cube = plan.summary.cube && rule.from_files.description ? *plan.summary.cube : k_no_cube;
    const std::size_t assets = plan.summary.asset_count;
    const std::size_t items = plan.items.size();
    const std::string files = fmt::format("{} {}", assets, assets == 1 ? "file or store" : "files and stores");
    const std::string what =
        items == 0 ? files + '.' : fmt::format("{} in {} {}.", files, items, items == 1 ? "Item" : "Items");
    return joined({sentence_of_variables(cube), sentence_of_time(cube, plan.summary.interval),
                   sentence_of_providers(description.providers), what});
}

}  // namespace

std::string item_title(const ItemPlan& plan, const CollectionRule& rule) {
    if (!rule.item_title.empty()) return expand_text(rule.item_title, scope_of(rule, plan.facets)).value_or(plan.id);
    if (!rule.from_files.title) return plan.id;
    const std::string& title = words_of(plan.description).title;
    std::vector<std::string> names;
    std::string text = variables_in_heading(plan.cube, !title.empty(), names);
    if (!title.empty() && !says(text, title)) text = text.empty() || says(title, text) ? title : text + ", " + title;
    return titled(text, plan.id, names);
}

std::string collection_title(const CollectionPlan& plan) {
    if (!plan.rule->title.empty())
        return expand_text(plan.rule->title, scope_of(*plan.rule, plan.summary.shared_facets))
            .value_or(plan.summary.id);
    if (!plan.rule->from_files.title) return plan.summary.id;
    return titled(words_of(plan.summary.description).title, plan.summary.id, {});
}

std::string fixed_title(const CollectionRule& rule, const std::string& collection) {
    const auto parsed = Template::parse(rule.title);
    const auto* pattern = std::get_if<Template>(&parsed);
    if (rule.title.empty() || pattern == nullptr || !pattern->placeholders().empty()) return collection;
    return pattern->expand(Template::Lookup([](std::string_view) { return std::nullopt; })).text;
}

void set_texts(json::Value& properties, const ItemPlan& plan, const CollectionRule& rule) {
    const Description& description = words_of(plan.description);
    std::string text = description.summary;
    if (text.empty() && rule.from_files.description)
        text = joined({sentence_of_variables(plan.cube), sentence_of_time(plan.cube, plan.time.interval),
                       sentence_of_providers(description.providers)});
    if (!text.empty()) json::set(properties, "description", text);
    const std::vector<std::string> keywords = keywords_of(rule, description, &plan.cube);
    if (!keywords.empty()) json::set(properties, "keywords", json::strings(keywords));
    const std::string& license = rule.license.empty() ? description.license : rule.license;
    if (!license.empty()) json::set(properties, "license", license);
    const std::vector<Provider>& providers = rule.providers.empty() ? description.providers : rule.providers;
    if (!providers.empty()) json::set(properties, "providers", providers_value(providers));
    extensions::add_scientific(properties, description);
}

void set_texts(json::Value& collection, const CollectionPlan& plan) {
    const CollectionRule& rule = *plan.rule;
    const Description& description = words_of(plan.summary.description);
    json::set(collection, "description", described(plan));
    const Cube* cube = plan.summary.cube ? &*plan.summary.cube : nullptr;
    const std::vector<std::string> keywords = keywords_of(rule, description, cube);
    if (!keywords.empty()) json::set(collection, "keywords", json::strings(keywords));
    const std::string& license = rule.license.empty() ? description.license : rule.license;
    json::set(collection, "license", license.empty() ? std::string_view("other") : std::string_view(license));
    const std::vector<Provider>& providers = rule.providers.empty() ? description.providers : rule.providers;
    if (!providers.empty()) json::set(collection, "providers", providers_value(providers));
    extensions::add_scientific(collection, description);
}

void add_citation_link(json::Value& links, const std::shared_ptr<const Description>& description) {
    const std::string& doi = words_of(description).doi;
    if (doi.empty()) return;
    json::Value link = json::object();
    json::set(link, "rel", "cite-as");
    json::set(link, "href", "https://doi.org/" + doi);
    json::set(link, "type", "text/html");
    json::set(link, "title", "DOI " + doi);
    json::push(links, std::move(link));
}

}  // namespace cairn
