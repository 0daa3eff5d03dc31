#include "builder/placing.hpp"

#include <string_view>

#include "base/guard.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"
#include "builder/group/common_description.hpp"
#include "builder/group/other_files.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"

namespace cairn {

Outcome<Entry> Placing::operator()(const Source& source, Facts facts, std::vector<Problem>& problems) {
    problems = std::move(facts.problems);
    if (!facts.understood) {
        Problem why = std::move(problems.back());
        problems.pop_back();
        return why;
    }
    return guarded(Stage::group, source.path, [&]() -> Outcome<Entry> {
        Outcome<Entry> entry = placed(source, *std::move(facts.understood), problems);
        if (entry) entry->checksum = checksum_of(source, facts.checksum);
        return entry;
    });
}

Outcome<Entry> Placing::operator()(records::Record record, std::vector<Problem>& problems) {
    const Source source = std::move(record.source);
    Understood& understood = *record.facts.understood;
    if (!understood.granule.time.interval) {
        understood.named = m_placer.time_from_name(source, &understood.attributes);
        if (understood.named) {
            understood.granule.time = {understood.named->interval, Evidence::file_name,
                                       "the record states no time, it is that in the name"};
        }
    }
    Outcome<Entry> entry = (*this)(source, std::move(record.facts), problems);
    if (!entry) return entry;
    if (!record.asset->href.empty()) entry->href = record.asset->href;
    const bool has_template = !m_config.collections[entry->placement.collection_rule].asset_title.empty();
    if (!record.asset->title.empty() && !has_template) entry->placement.asset_title = record.asset->title;
    entry->recorded = std::move(record.asset);
    return entry;
}

Outcome<Entry> Placing::operator()(const OtherFile& file, const Neighbours& neighbours,
                                   std::vector<Problem>& problems) {
    return guarded(Stage::group, file.source.path, [&]() -> Outcome<Entry> {
        Outcome<Entry> entry = entry_of(file, href_of(file.source), m_placer, neighbours, m_facets);
        if (!entry) return entry;
        entry->checksum = checksum_of(file.source, {});
        keep_facets_fit_for_documents(entry->placement, file.source, problems);
        return entry;
    });
}

bool Placing::needs_sum(const Source& source) const {
    const bool is_file = source.stamp.size_bytes > 0 && !is_web(source.path);
    return m_config.assets.checksums == Checksums::compute && is_file && m_lists.of(source).empty();
}

bool Placing::lacks_sum(const Source& source, const Facts& facts) const {
    return facts.understood && facts.checksum.empty() && needs_sum(source);
}

std::string Placing::checksum_of(const Source& source, const std::string& computed) const {
    if (source.format == Format::record) return computed;
    if (m_config.assets.checksums == Checksums::none) return {};
    std::string stated = m_lists.of(source);
    if (!stated.empty()) return stated;
    return m_config.assets.checksums == Checksums::compute ? computed : std::string();
}

bool Placing::finds_same_time(const Source& source, const Facts& facts) const {
    return !facts.understood ||
           m_placer.time_from_name(source, &facts.understood->attributes) == facts.understood->named;
}

Outcome<Entry> Placing::placed(const Source& source, Understood understood, std::vector<Problem>& problems) {
    Outcome<Placement> placement = m_placer.place(source, &understood.attributes, m_facets, &problems);
    if (!placement) return std::move(placement).take_problem();
    keep_facets_fit_for_documents(*placement, source, problems);
    const CollectionRule& rule = m_config.collections[placement->collection_rule];
    Granule granule = std::move(understood.granule);
    const bool needs_no_time = rule.undated.interval || (rule.stores.as_collection && granule.store() != nullptr);
    for (Problem& problem : understood.doubts) {
        if (problem.code == k_unusable_attribute && !rule.from_files.dates) continue;
        if (needs_no_time && problem.code == k_time_unreadable) problem.severity = Severity::warning;
        problems.push_back(std::move(problem));
    }
    for (SharedText* text : {&placement->collection, &placement->item}) {
        if (!text->empty()) *text = SharedText(m_texts.intern(text->shared()));
    }
    granule.description = wanted_of(granule.description, placement->collection_rule);
    if (!rule.from_files.dates) granule.dates = {};
    return Entry{source, href_of(source), {}, nullptr, std::move(granule), *std::move(placement)};
}

std::shared_ptr<const Description> Placing::wanted_of(const std::shared_ptr<const Description>& description,
                                                      std::size_t rule) {
    const FromFiles& from_files = m_config.collections[rule].from_files;
    if (!description || wants_all(from_files)) return description;
    Wanted& all = m_wanted.local();
    if (all.size() >= k_most_wanted) all.clear();
    const auto [known, is_new] = all.try_emplace({description, rule});
    if (is_new) {
        auto made = wanted(description, from_files);
        if (made) known->second = m_descriptions.intern(std::move(made));
    }
    return known->second;
}

void Placing::keep_facets_fit_for_documents(Placement& placement, const Source& source,
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

std::string Placing::href_of(const Source& source) const {
    if (source.format == Format::record) {
        const std::string& href = m_config.records[source.archive - m_config.archives.size()].href;
        return (href == "/" ? "" : href) + '/' + percent_encoded(source.relative);
    }
    const Archive& archive = m_config.archives[source.archive];
    if (archive.href.empty() || source.path == archive.root) return archive.href;
    return (archive.href == "/" ? "" : archive.href) + '/' +
           percent_encoded(std::string_view(source.path).substr(archive.root.size() + 1));
}

}  // namespace cairn
