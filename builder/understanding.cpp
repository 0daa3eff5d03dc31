#include "builder/understanding.hpp"

#include <string_view>

#include "base/guard.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/group/common_description.hpp"
#include "builder/group/other_files.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"

namespace cairn {

Outcome<Entry> Understanding::operator()(const Source& source, std::vector<Problem>& problems) {
    Stage stage = Stage::probe;
    bool is_read = false;
    Outcome<Entry> entry = guarded(stage, source.path, [&]() -> Outcome<Entry> {
        Outcome<Dataset> dataset = m_readers.read(source);
        is_read = true;
        if (!dataset) return std::move(dataset).take_problem();
        problems = dataset->problems;  // interpreting looks at them, too
        return understood(source, *dataset, stage, problems);
    });
    if (!is_read) m_readers.drop();
    return entry;
}

Outcome<Entry> Understanding::operator()(const OtherFile& file, std::vector<Problem>& problems) {
    const Stage stage = Stage::group;
    return guarded(stage, file.source.path, [&]() -> Outcome<Entry> {
        Outcome<Entry> entry = entry_of(file, href_of(file.source), m_placer, m_facets);
        if (entry) keep_facets_fit_for_documents(entry->placement, file.source, problems);
        return entry;
    });
}

Outcome<Entry> Understanding::understood(const Source& source, const Dataset& dataset, Stage& stage,
                                         std::vector<Problem>& problems) {
    stage = Stage::group;
    Outcome<Placement> placement = m_placer.place(source, &dataset, m_facets);
    if (!placement) return std::move(placement).take_problem();
    keep_facets_fit_for_documents(*placement, source, problems);
    const auto named = m_placer.time_from_name(source, &dataset);
    stage = Stage::interpret;
    Interpretation read = interpret(dataset, m_config.policies, named, source.path);
    const CollectionRule& rule = m_config.collections[placement->collection_rule];
    const bool needs_no_time = rule.undated.interval || (rule.stores.as_collection && dataset.store);
    for (Problem& problem : read.problems) {
        if (problem.code == k_unusable_attribute && !rule.from_files.dates) continue;
        problem.path = to_utf8(source.path);
        if (needs_no_time && problem.code == k_time_unreadable) problem.severity = Severity::warning;
        problems.push_back(std::move(problem));
    }
    Granule granule = std::move(read.granule);
    granule.cube = m_cubes.intern(std::move(granule.cube));
    if (StorePart* store = granule.store()) {
        for (StoreGroup& group : store->groups) group.cube = m_cubes.intern(std::move(group.cube));
    }
    if (granule.footprint.outline) granule.footprint.outline = m_outlines.intern(std::move(granule.footprint.outline));
    if (granule.projection) granule.projection = m_projections.intern(std::move(granule.projection));
    for (SharedText* text : {&placement->collection, &placement->item}) {
        if (!text->empty()) *text = SharedText(m_texts.intern(text->shared()));
    }
    granule.description = description_of(dataset, placement->collection_rule);
    if (!rule.from_files.dates) granule.dates = {};
    return Entry{source, href_of(source), {}, nullptr, std::move(granule), *std::move(placement)};
}

std::shared_ptr<const Description> Understanding::description_of(const Dataset& dataset, std::size_t rule) {
    const AttributeTexts texts = texts_for_description(dataset);
    return m_known_texts.local().find_or(rule, texts, [&]() -> std::shared_ptr<const Description> {
        auto description = wanted(read_description(texts), m_config.collections[rule].from_files);
        return description ? m_descriptions.intern(std::move(description)) : nullptr;
    });
}

void Understanding::keep_facets_fit_for_documents(Placement& placement, const Source& source,
                                                  std::vector<Problem>& problems) {
    const auto refused = m_judge.refused(placement.facets, placement.collection_rule);
    if (!refused) return;
    Facets kept = *placement.facets;
    for (const RefusedFacet& facet : *refused) {
        kept.erase(facet.name);
        problems.push_back({Stage::group, "group/refused-value", to_utf8(source.path),
                            "the facet '" + facet.name + "' is '" + facet.value + "', which documents cannot show (" +
                                facet.reason +
                                "): it is left out; mend the file, or take the facet out of `properties`",
                            Severity::warning, std::nullopt});
    }
    placement.facets = m_facets.intern(std::make_shared<const Facets>(std::move(kept)));
}

std::string Understanding::href_of(const Source& source) const {
    const Archive& archive = m_config.archives[source.archive];
    if (archive.href.empty() || source.path == archive.root) return archive.href;
    return (archive.href == "/" ? "" : archive.href) + '/' +
           percent_encoded(std::string_view(source.path).substr(archive.root.size() + 1));
}

}  // namespace cairn
