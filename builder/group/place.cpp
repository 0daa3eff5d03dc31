#include "builder/group/place.hpp"

#include <fmt/format.h>

#include <functional>

#include "base/text.hpp"
#include "builder/config/check.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/group/default_ids.hpp"
#include "builder/group/rule.hpp"

namespace cairn {

namespace {

/// The names that templates of ids can use for one file: facets first, then the built-in ones.
class Lookup {
  public:
    Lookup(const FoundFacets& facets, const Source& source, const std::string& archive_name)
        : m_facets(facets), m_source(source), m_archive_name(archive_name) {}

    std::optional<std::string> operator()(std::string_view name) const {
        if (const auto found = m_facets.find(std::string(name)); found != m_facets.end()) return found->second.value;
        return builtin_value(name, m_source, m_archive_name);
    }

  private:
    const FoundFacets& m_facets;
    const Source& m_source;
    const std::string& m_archive_name;
};

/// A path pattern ends in "{filename}" to say that something stands there; the name of each file is no facet of a
/// dataset.
Facets published(const FoundFacets& found) {
    Facets facets;
    for (const auto& [name, facet] : found) {
        const auto& builtins = builtin_names();
        if (std::find(builtins.begin(), builtins.end(), name) == builtins.end()) facets.emplace(name, facet.value);
    }
    return facets;
}

Problem problem(const Source& source, std::string code, std::string message, Severity severity = Severity::error) {
    return {Stage::group, std::move(code), to_utf8(source.path), std::move(message), severity, std::nullopt};
}

/// Makes the ids of one file by one rule.
class IdMaker {
  public:
    IdMaker(const CompiledRule& rule, const Source& source, const StatedAttributes* stated, const FoundFacets& facets,
            const std::string& archive_name)
        : m_rule(rule),
          m_source(source),
          m_stated(stated),
          m_scope(scope_of(rule.rule(), Lookup(facets, source, archive_name))) {}

    /// The text, or the problem that it cannot be made.
    Outcome<std::string> make(std::string_view what, const Template& pattern, const std::string& text) const {
        Template::Expansion expansion = pattern.expand(m_scope);
        if (!expansion.reason.empty()) {
            return problem(m_source, "group/missing-facet",
                           fmt::format("the {} '{}' cannot be made: {}. Give it a default: '{{...|...}}'", what, text,
                                       expansion.reason));
        }
        if (!expansion.missing.empty()) {
            const std::string& facet = expansion.missing.front();
            return problem(
                m_source, "group/missing-facet",
                fmt::format("the {} '{}' needs the facet '{}', which the file does not have: {}. Give the facet "
                            "another source, or a default: '{{{}|...}}'",
                            what, text, facet, m_rule.why_missing(facet, m_source, m_stated), facet));
        }
        if (expansion.text.empty()) {
            return problem(m_source, "group/empty-id",
                           fmt::format("the {} '{}' gives an empty text for this file", what, text));
        }
        return std::move(expansion.text);
    }

    std::optional<std::string> make_title(const Template& pattern) const {
        Template::Expansion expansion = pattern.expand(m_scope);
        if (!expansion.missing.empty() || expansion.text.empty()) return std::nullopt;
        return std::move(expansion.text);
    }

  private:
    const CompiledRule& m_rule;
    const Source& m_source;
    const StatedAttributes* m_stated;
    TemplateScope m_scope;
};

/// The path, as the rule reads it where it has no templates.
PathReading path_of(const CompiledRule& compiled, const NamedFile& file) {
    if (compiled.rule().id.empty()) return read_path(file);
    const std::string literal = compiled.literal_folders(std::string(file.relative));
    return read_path(file, &literal);
}

NamedFile named_file(const Source& source, const StatedAttributes* stated, const std::string& archive_name) {
    return {source.relative, archive_name, is_store(source.format) ? Unit::store : Unit::series, numbering_of(stated)};
}

Outcome<Placement> place_by_rule(const CompiledRule& compiled, const Source& source, const StatedAttributes* stated,
                                 const FoundFacets& facets, const std::string& archive_name) {
    const CollectionRule& rule = compiled.rule();
    const IdMaker ids(compiled, source, stated, facets, archive_name);
    Placement placement;
    const NamedFile file = named_file(source, stated, archive_name);
    DefaultIds defaults = default_ids(file, path_of(compiled, file));
    placement.collection = std::move(defaults.collection);
    placement.item = std::move(defaults.item);
    placement.item_folders = defaults.item_folders;
    placement.asset = std::move(defaults.asset);
    if (!rule.id.empty()) {
        auto collection = ids.make("collection id", compiled.collection_id(), rule.id);
        if (!collection) return collection.take_problem();
        placement.collection = *std::move(collection);
    }
    if (!rule.item.empty()) {
        auto item = ids.make("item id", compiled.item_id(), rule.item);
        if (!item) return item.take_problem();
        placement.item = *std::move(item);
        placement.item_folders = placement.item.str().size();
    }
    if (!rule.asset.empty()) {
        auto asset = ids.make("asset id", compiled.asset_id(), rule.asset);
        if (!asset) return asset.take_problem();
        placement.asset = *std::move(asset);
    }
    const std::string file_name = source.relative.substr(source.relative.rfind('/') + 1);
    const std::string title = ids.make_title(compiled.asset_title()).value_or(file_name);
    placement.asset_title = placement.asset == title ? placement.asset : SharedText(title);
    return placement;
}

/// A file in the wrong folder is a classic.
void add_contradictions(const FoundFacets& found, const Source& source, std::vector<Problem>& problems) {
    for (const auto& [name, facet] : found) {
        if (facet.contradiction.empty()) continue;
        problems.push_back(problem(source, "group/contradiction",
                                   fmt::format("the facet '{}' is '{}' by the {}, and {}: is the file in the wrong "
                                               "folder? What the {} says counts",
                                               name, facet.value, facet.origin, facet.contradiction, facet.origin),
                                   Severity::warning));
    }
}

/// Why the ids that no template makes are what they are.
std::vector<std::string> reasons_for(const CompiledRule& compiled, const Source& source, const StatedAttributes* stated,
                                     const std::string& archive_name) {
    const CollectionRule& rule = compiled.rule();
    if (!rule.id.empty() && !rule.item.empty()) return {};
    const NamedFile file = named_file(source, stated, archive_name);
    std::vector<std::string> reasons = reasons_of(path_of(compiled, file));
    const std::string model = numbering_model_of(stated);
    if (!model.empty())
        reasons.push_back(fmt::format("the attributes say that {} wrote it, which numbers its files", model));
    return reasons;
}

}  // namespace

Placer::Placer(const Config& config) : m_config(config) {
    for (const CollectionRule& rule : config.collections) m_rules.push_back(std::make_unique<const CompiledRule>(rule));
}

Placer::~Placer() = default;

Outcome<Placement> Placer::place(const Source& source, const StatedAttributes* stated, Interner<Facets>& facets,
                                 std::vector<Problem>* doubts) const {
    const std::string& archive_name = cairn::archive_name(m_config, source.archive);
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const CompiledRule& rule = *m_rules[i];
        if (rule.why_not(source, archive_name, stated)) continue;
        const FoundFacets found = rule.facets(source, stated);
        auto placement = place_by_rule(rule, source, stated, found, archive_name);
        if (!placement) return placement;
        placement->collection_rule = i;
        if (doubts != nullptr) add_contradictions(found, source, *doubts);
        placement->facets = facets.intern(std::make_shared<const Facets>(published(found)));
        return placement;
    }
    return problem(
        source, "group/no-collection",
        fmt::format("none of the {} collection rules takes the file; add a rule, or exclude the file ('cairn explain' "
                    "says which condition failed)",
                    m_rules.size()),
        Severity::warning);
}

std::optional<DatePeriod> Placer::time_from_name(const Source& source, const StatedAttributes* stated) const {
    const std::string& archive_name = cairn::archive_name(m_config, source.archive);
    for (const auto& rule : m_rules) {
        if (!rule->why_not(source, archive_name, stated)) return rule->time_from_name(source);
    }
    return std::nullopt;
}

std::vector<std::string> Placer::explain(const Source& source, const StatedAttributes* stated) const {
    const std::string& archive_name = cairn::archive_name(m_config, source.archive);
    std::vector<std::string> lines{fmt::format("path: {} (archive '{}')", source.relative, archive_name)};
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const CompiledRule& rule = *m_rules[i];
        const std::string name = rule.rule().id.empty() ? "from folders" : "'" + rule.rule().id + "'";
        if (const auto reason = rule.why_not(source, archive_name, stated)) {
            lines.push_back(fmt::format("rule {} ({}) does not take it: {}", i + 1, name, *reason));
            continue;
        }
        lines.push_back(fmt::format("rule {} ({}) takes it", i + 1, name));
        const FoundFacets found = rule.facets(source, stated);
        for (const auto& [facet, value] : found) {
            lines.push_back(fmt::format("facet {}: '{}' (from {}{})", facet, value.value, value.origin,
                                        value.contradiction.empty() ? "" : "; " + value.contradiction));
        }
        for (const auto& [facet, origin] : rule.facet_sources()) {
            if (found.count(facet) > 0) continue;
            lines.push_back(fmt::format("facet {}: none (sought in {}: {})", facet, origin,
                                        rule.why_missing(facet, source, stated)));
        }
        const auto placement = place_by_rule(rule, source, stated, found, archive_name);
        if (!placement) {
            lines.push_back(fmt::format("problem {}: {}", placement.problem().code, placement.problem().message));
            return lines;
        }
        for (std::string& reason : reasons_for(rule, source, stated, archive_name)) lines.push_back(std::move(reason));
        const auto origin = [](const std::string& pattern) {
            return pattern.empty() ? std::string("from the path") : "template '" + pattern + "'";
        };
        lines.push_back(fmt::format("collection: {} ({})", placement->collection, origin(rule.rule().id)));
        lines.push_back(fmt::format("item: {} ({})", placement->item, origin(rule.rule().item)));
        lines.push_back(fmt::format("asset: {} ({})", placement->asset, origin(rule.rule().asset)));
        if (const auto period = rule.time_from_name(source)) {
            lines.push_back(fmt::format("time in the path: {} to {} (by time_from_name)",
                                        to_rfc3339(period->interval.start), to_rfc3339(period->interval.end)));
        } else if (!rule.rule().time_from_name.empty()) {
            lines.push_back("time in the path: none (time_from_name finds no date)");
        }
        lines.push_back(fmt::format("roles: {}", fmt::join(rule.rule().roles, ", ")));
        return lines;
    }
    lines.push_back("no rule takes it: it is left out, with the warning group/no-collection");
    return lines;
}

}  // namespace cairn
