#include "builder/group/versions.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "builder/config/rule_scope.hpp"
#include "builder/config/template.hpp"
#include "builder/group/facets.hpp"

namespace cairn {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits at the begin, without leading zeros; takes them off.
std::string_view take_number(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    std::string_view number = text.substr(0, end);
    text.remove_prefix(end);
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

/// Negative: `a` is before `b`; 0: they are alike but for zeros in front of numbers.
int compare_versions(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const std::string_view number_a = take_number(a);
            const std::string_view number_b = take_number(b);
            if (number_a.size() != number_b.size()) return number_a.size() < number_b.size() ? -1 : 1;
            if (const int order = number_a.compare(number_b); order != 0) return order;
            continue;
        }
        if (a.front() != b.front())
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

/// What has a name that the rule read; a README says nothing of versions.
bool has_facets(const Entry& entry) { return !entry.is_only_referenced() && !entry.is_of_other_format(); }

/// The value of a facet that all entries have; empty: they do not agree, or have none.
std::string shared_value(const EntryList& run, const Entry& first, const std::string& facet) {
    const auto value_of = [&](const Entry& entry) {
        const auto found = entry.placement.facets->find(facet);
        return found == entry.placement.facets->end() ? std::string_view() : std::string_view(found->second);
    };
    const std::string_view value = value_of(first);
    const bool agree = run.all_of([&](const Entry& entry) { return !has_facets(entry) || value_of(entry) == value; });
    return agree ? std::string(value) : std::string();
}

std::optional<Entry> first_with_facets(const EntryList& run) {
    std::optional<Entry> first;
    run.any_of([&](const Entry& entry) {
        if (has_facets(entry)) first = entry;
        return first.has_value();
    });
    return first;
}

/// The id that the Item would have without its version.
std::string dataset_of(const Entry& entry, const CollectionRule& rule, const Config& config) {
    const auto parsed = Template::parse(rule.item);
    const auto lookup = [&](std::string_view name) -> std::optional<std::string> {
        if (name == rule.version.facet) return std::string();
        const auto found = entry.placement.facets->find(std::string(name));
        if (found != entry.placement.facets->end()) return found->second;
        return builtin_value(name, entry.source, archive_name(config, entry.source.archive));
    };
    return std::get<Template>(parsed).expand(scope_of(rule, Template::Lookup(lookup))).text;
}

void link(std::vector<std::size_t> items, std::vector<VersionPlace>& places) {
    std::ranges::sort(
        items, [&](std::size_t a, std::size_t b) { return version_precedes(places[a].version, places[b].version); });
    for (std::size_t i = 0; i < items.size(); ++i) {
        VersionPlace& place = places[items[i]];
        if (i > 0) place.predecessor = items[i - 1];
        if (i + 1 == items.size()) continue;
        place.successor = items[i + 1];
        place.latest = items.back();
    }
}

}  // namespace

bool version_precedes(std::string_view a, std::string_view b) {
    const int order = compare_versions(a, b);
    return order != 0 ? order < 0 : a < b;
}

std::vector<VersionPlace> version_places(const CollectionRuns& runs, const Config& config) {
    const bool has_versions =
        std::ranges::any_of(config.collections, [](const CollectionRule& rule) { return !rule.version.facet.empty(); });
    if (!has_versions) return {};
    std::vector<VersionPlace> places(runs.items.size());
    std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> datasets;  // by rule and id without version
    for (std::size_t i = 0; i < runs.items.size(); ++i) {
        const EntryList run = runs.entries_of(runs.items[i]);
        const std::optional<Entry> first = first_with_facets(run);
        if (!first) continue;
        const CollectionRule& rule = config.collections[first->placement.collection_rule];
        if (rule.version.facet.empty()) continue;
        places[i].version = shared_value(run, *first, rule.version.facet);
        if (places[i].version.empty()) continue;
        datasets[{first->placement.collection_rule, dataset_of(*first, rule, config)}].push_back(i);
    }
    for (auto& [dataset, items] : datasets) link(std::move(items), places);
    return places;
}

}  // namespace cairn
