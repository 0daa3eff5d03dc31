#include "builder/stac/facet_judge.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include "base/json/pointer.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/config/sample_document.hpp"
#include "builder/config/template.hpp"
#include "builder/stac/extensions/used.hpp"

namespace cairn {

namespace {

std::vector<std::string> extensions_of(std::string_view member) {
    const std::string_view url = extensions::extension_of(member);
    return url.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::string(url)};
}

/// Why an Item cannot have this property; empty: it can.
std::string why_not(const std::string& name, std::string_view value) {
    json::Value properties = json::object();
    json::set(properties, name, value);
    json::Value members = json::object();
    json::set(members, "properties", std::move(properties));
    const std::string pointer = json::child("/properties", name);
    for (const Refusal& refusal : refusals_of(members, DocumentKind::item, extensions_of(name)))
        if (refusal.pointer == pointer || refusal.pointer.starts_with(pointer + '/')) return refusal.message;
    return {};
}

/// The names of the placeholders in the text that stands at a pointer, or above it.
std::vector<std::string> facets_at(const json::Value& pattern, const std::string& pointer) {
    std::vector<std::string> names;
    const json::Value* value = json::resolve(pattern, pointer);
    const json::Value* condition = value == nullptr ? nullptr : json::find(*value, k_if);
    if (value == nullptr || !(value->IsString() || condition != nullptr)) return names;
    return names_in(*value);
}

void add(std::vector<RefusedFacet>& refused, const Facets& facets, const std::string& name, std::string reason) {
    const auto facet = facets.find(name);
    const bool is_known =
        std::any_of(refused.begin(), refused.end(), [&](const RefusedFacet& one) { return one.name == name; });
    if (facet != facets.end() && !is_known) refused.push_back({name, facet->second, std::move(reason)});
}

void judge_template(const json::Value& pattern, DocumentKind kind, std::string_view key, const CollectionRule& rule,
                    const Facets& facets, std::vector<RefusedFacet>& refused) {
    const json::Value members = expand_json(pattern, scope_of(rule, facets));
    if (!members.IsObject()) return;
    for (const Refusal& refusal : refusals_of(members, kind)) {
        for (const std::string& name : facets_at(pattern, refusal.pointer))
            add(refused, facets, name, std::string(key) + refusal.pointer + ": " + refusal.message);
    }
}

}  // namespace

/// Those that have placeholders; else null.
struct FacetJudge::RuleTemplates {
    const json::Value* collection = nullptr;
    const json::Value* item = nullptr;
};

FacetJudge::FacetJudge(const Config& config) : m_config(config), m_verdicts(config.collections.size()) {
    for (const CollectionRule& rule : config.collections) {
        m_templates.push_back({has_placeholder(rule.collection_template) ? &rule.collection_template : nullptr,
                               has_placeholder(rule.item_template) ? &rule.item_template : nullptr});
    }
}

FacetJudge::~FacetJudge() = default;

std::shared_ptr<const std::vector<RefusedFacet>> FacetJudge::refused(const std::shared_ptr<const Facets>& facets,
                                                                     std::size_t rule) const {
    if (!facets || facets->empty()) return nullptr;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_verdicts[rule].find(facets.get());
        if (known != m_verdicts[rule].end()) return known->second.refused;
    }
    std::vector<RefusedFacet> found = judge(*facets, rule);
    const auto verdict = found.empty() ? nullptr : std::make_shared<const std::vector<RefusedFacet>>(std::move(found));
    const std::lock_guard lock(m_mutex);
    return m_verdicts[rule].try_emplace(facets.get(), Verdict{facets, verdict}).first->second.refused;
}

/// A name is free when the schemas take texts that nobody would write. Found out once a name.
bool FacetJudge::is_free(const std::string& name) const {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_free.find(name); known != m_free.end()) return known->second;
    }
    constexpr std::array<std::string_view, 2> k_odd{"", "no such value, \"\n\\ /%{}"};
    const bool is_free =
        std::all_of(k_odd.begin(), k_odd.end(), [&](std::string_view odd) { return why_not(name, odd).empty(); });
    const std::lock_guard lock(m_mutex);
    return m_free.emplace(name, is_free).first->second;
}

std::vector<RefusedFacet> FacetJudge::judge(const Facets& facets, std::size_t rule) const {
    std::vector<RefusedFacet> refused;
    judge_properties(facets, m_config.collections[rule], refused);
    const RuleTemplates& templates = m_templates[rule];
    if (templates.item != nullptr)
        judge_template(*templates.item, DocumentKind::item, "item_template", m_config.collections[rule], facets,
                       refused);
    if (templates.collection != nullptr)
        judge_template(*templates.collection, DocumentKind::collection, "template", m_config.collections[rule], facets,
                       refused);
    return refused;
}

void FacetJudge::judge_properties(const Facets& facets, const CollectionRule& rule,
                                  std::vector<RefusedFacet>& refused) const {
    for (const auto& [name, value] : facets) {
        const bool is_shown = !rule.properties || std::find(rule.properties->begin(), rule.properties->end(), name) !=
                                                      rule.properties->end();
        if (!is_shown || is_free(name)) continue;
        if (std::string reason = why_not(name, value); !reason.empty()) add(refused, facets, name, std::move(reason));
    }
}

}  // namespace cairn
