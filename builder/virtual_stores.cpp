#include "builder/virtual_stores.hpp"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <variant>

#include "base/guard.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/parallel_for.hpp"
#include "builder/pipeline.hpp"
#include "builder/source_reader.hpp"
#include "builder/stac/layout.hpp"
#include "builder/virtual/kerchunk_json.hpp"
#include "builder/virtual/kerchunk_parquet.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/virtual/series.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

using virtualize::Form;
using virtualize::ManifestOrRefusal;
using virtualize::Refusal;
using virtualize::VirtualStore;

namespace {

std::string_view name_of_set(Form form) { return form == Form::json ? "references.json" : "references.parquet"; }

/// Files of the set, with paths below its folder; JSON is one file of the set's own name.
void write_set(const VirtualStore& store, const virtualize::VirtualRules& rules, const TreeFileSink& sink) {
    const std::string name(name_of_set(rules.form));
    if (rules.form == Form::parquet) {
        write_kerchunk_parquet(store, rules.record_size, [&](const std::string& file, std::string_view bytes) {
            sink(name + '/' + file, bytes);
        });
        return;
    }
    std::string text;
    write_kerchunk_json(store, [&](std::string_view bytes) { text += bytes; });
    sink(name, text);
}

std::map<std::string, std::string> names_of(const std::set<std::string>& ids) {
    const std::vector<std::string> all(ids.begin(), ids.end());
    const std::vector<std::string> names = path_names(all);
    std::map<std::string, std::string> result;
    for (std::size_t i = 0; i < all.size(); ++i) result.emplace(all[i], names[i]);
    return result;
}

/// Those that all files have.
std::shared_ptr<const Facets> common(const std::vector<std::shared_ptr<const Facets>>& all) {
    Facets shared = *all.front();
    for (const auto& facets : all) {
        if (facets == all.front()) continue;
        std::erase_if(shared, [&](const auto& facet) {
            const auto other = facets->find(facet.first);
            return other == facets->end() || other->second != facet.second;
        });
    }
    return std::make_shared<const Facets>(std::move(shared));
}

Problem warning_of(const Refusal& refusal) {
    Problem problem = problem_of(refusal);
    problem.severity = Severity::warning;
    problem.message += ". The Item has no virtual store";
    return problem;
}

}  // namespace

VirtualStores::VirtualStores(const Config& config, std::string out, std::uint64_t program)
    : m_config(config), m_out(std::move(out)), m_program(program) {
    m_are_wanted = std::any_of(config.collections.begin(), config.collections.end(),
                               [](const CollectionRule& rule) { return rule.virtual_store.has_value(); });
}

void VirtualStores::see(const Entry& entry) {
    const Placement& place = entry.placement;
    const bool is_wanted = m_config.collections[place.collection_rule].virtual_store.has_value();
    const bool is_file =
        entry.is_read() && entry.recorded == nullptr && entry.granule.store() == nullptr && !entry.absence.has_value();
    const std::lock_guard lock(m_mutex);
    m_collections.insert(place.collection.str());
    m_items[place.collection.str()].insert(place.item.str());
    if (!is_wanted || !is_file) return;
    Item& item = m_wanted[{place.collection.str(), place.item.str()}];
    if (item.files.empty()) {
        item.rule = place.collection_rule;
        item.collection = place.collection;
        item.item = place.item;
    }
    item.files.push_back({entry.source, entry.href, place.facets});
}

std::vector<Entry> VirtualStores::make(const PreviousTree* previous, std::vector<Problem>& problems,
                                       const std::atomic<bool>& stop) {
    m_temporary.emplace();
    if (previous != nullptr) m_last = KeptReferences::parse(previous->read(k_references));
    m_collection_names = names_of(m_collections);
    std::vector<Entry> entries;
    for (auto& [ids, item] : m_wanted) {
        throw_when_stopped(stop);
        if (m_names.find(ids.first) == m_names.end()) m_names[ids.first] = names_of(m_items[ids.first]);
        std::sort(item.files.begin(), item.files.end(),
                  [](const File& a, const File& b) { return a.source.path < b.source.path; });
        const auto references = references_of(item, previous, problems, stop);
        if (!references) continue;
        m_files.insert(m_files.end(), references->files.begin(), references->files.end());
        Outcome<Entry> entry = guarded(Stage::group, item.files.front().source.path,
                                       [&] { return entry_of(item, *references, problems); });
        if (entry) {
            entries.push_back(*std::move(entry));
        } else {
            problems.push_back(entry.take_problem());
        }
        item.files.clear();
    }
    return entries;
}

std::optional<WrittenReferences> VirtualStores::references_of(const Item& item, const PreviousTree* previous,
                                                              std::vector<Problem>& problems,
                                                              const std::atomic<bool>& stop) {
    const std::string digest = digest_of(item);
    const WrittenReferences* known = previous == nullptr ? nullptr : m_last.find(digest);
    if (known != nullptr && std::all_of(known->files.begin(), known->files.end(), previous->has)) {
        for (const std::string& file : known->files) m_temporary->write(file, previous->read(file));
        m_kept.add(digest, *known);
        return *known;
    }
    const auto store = store_of(item, problems, stop);
    if (!store) return std::nullopt;
    WrittenReferences written = write(item, *store);
    const std::int64_t now_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    const bool are_settled = std::all_of(item.files.begin(), item.files.end(),
                                         [now_ns](const File& file) { return is_settled(file.source.stamp, now_ns); });
    if (are_settled) m_kept.add(digest, written);
    return written;
}

/// A digest of all that the references of an Item depend on.
std::string VirtualStores::digest_of(const Item& item) const {
    const virtualize::VirtualRules& rules = *m_config.collections[item.rule].virtual_store;
    const virtualize::SeriesOptions& series = rules.series;
    std::string text = folder_of_item(item) + '\n' + series.along + '\n';
    const auto add = [&text](auto number) { text += std::to_string(number) + '\n'; };
    add(m_program);
    add(static_cast<int>(rules.form));
    add(rules.record_size);
    add(std::bit_cast<std::uint64_t>(series.tolerance.value_or(-1)));
    add(static_cast<int>(series.duplicates));
    add(static_cast<int>(series.missing_variables));
    for (const std::string& name : series.without) text += name + '\n';
    for (const File& file : item.files) {
        text += file.source.path + '\n' + file.href + '\n';
        add(file.source.stamp.size_bytes);
        add(file.source.stamp.modified_ns);
        add(file.source.stamp.changed_ns);
        add(file.source.stamp.inode);
    }
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    return std::to_string(hash.high64) + '-' + std::to_string(hash.low64);
}

WrittenReferences VirtualStores::write(const Item& item, const VirtualStore& store) {
    WrittenReferences written;
    const std::string folder = folder_of_item(item);
    write_set(store, *m_config.collections[item.rule].virtual_store,
              [&](const std::string& file, std::string_view bytes) {
                  written.files.push_back(folder + '/' + file);
                  m_temporary->write(written.files.back(), bytes);
              });
    for (const std::string& note : store.notes) written.notes.push_back(to_utf8(note));
    return written;
}

void VirtualStores::write_to(const TreeFileSink& sink) const {
    for (const std::string& file : m_files) sink(file, m_temporary->read(file));
}

std::string VirtualStores::folder_of_item(const Item& item) const {
    return folder_of(layout::item(m_collection_names.at(item.collection.str()),
                                  m_names.at(item.collection.str()).at(item.item.str())));
}

std::optional<VirtualStore> VirtualStores::store_of(const Item& item, std::vector<Problem>& problems,
                                                    const std::atomic<bool>& stop) const {
    const virtualize::VirtualRules& rules = *m_config.collections[item.rule].virtual_store;
    std::vector<Source> sources;
    std::map<std::string, std::string> hrefs;
    for (const File& file : item.files) {
        sources.push_back(file.source);
        hrefs.emplace(file.source.path, file.href);
    }
    ReadLimits limits;
    limits.coordinate_bytes = m_config.limits.coordinate_bytes;
    limits.seconds = m_config.limits.worker_seconds;
    std::vector<Refusal> refusals;
    virtualize::Series series(rules.series);
    std::optional<VirtualStore> store;
    const bool is_alone = sources.size() == 1 && rules.series.along.empty();
    virtualize::read_manifests(
        sources, limits, is_alone ? DimensionOfFiles() : virtualize::dimension_of_files(rules.series.along),
        parallel_for, [&](const Source& source, ManifestOrRefusal result) {
            throw_when_stopped(stop);
            if (auto* refusal = std::get_if<Refusal>(&result)) return refusals.push_back(std::move(*refusal));
            const FileManifest& manifest = std::get<FileManifest>(result);
            const std::string& href = hrefs.at(source.path);
            if (is_alone) {
                store = store_of_file(source.path, href, manifest, rules.series.without, refusals);
                return;
            }
            auto more = series.add(source.path, href, manifest);
            std::move(more.begin(), more.end(), std::back_inserter(refusals));
        });
    if (!is_alone && refusals.empty()) store = series.finish(refusals);
    for (const Refusal& refusal : refusals) problems.push_back(warning_of(refusal));
    if (!refusals.empty() || !store) return std::nullopt;
    return store;
}

/// Read as any set of an archive: what it says of itself is what the Item says of it.
Outcome<Entry> VirtualStores::entry_of(const Item& item, const WrittenReferences& references,
                                       std::vector<Problem>& problems) {
    const virtualize::VirtualRules& rules = *m_config.collections[item.rule].virtual_store;
    const std::string name(name_of_set(rules.form));
    Source source;
    source.archive = item.files.front().source.archive;
    source.format = rules.form == Form::json ? Format::kerchunk_json : Format::kerchunk_parquet;
    source.relative = folder_of_item(item) + '/' + name;
    source.path = m_temporary->path() + '/' + source.relative;
    if (rules.form == Form::json) source.stamp.size_bytes = std::filesystem::file_size(source.path);
    const Outcome<Dataset> dataset = make_source_reader(m_config, ReaderChoice::native)->read(source);
    source.path = m_out + '/' + source.relative;
    if (!dataset) {
        Problem problem = dataset.problem();
        problem.path = to_utf8(source.path);
        return problem;
    }
    Interpretation read = interpret(*dataset, m_config.policies, std::nullopt, source.path);
    for (Problem& problem : read.problems) {
        if (problem.severity != Severity::error) continue;  // what its files say wrongly is reported of the files
        problem.path = to_utf8(source.path);
        problems.push_back(std::move(problem));
    }
    Entry entry;
    if (m_config.publish.links == LinkStyle::absolute)
        entry.href = m_config.publish.root_href + '/' + percent_encoded(source.relative);
    entry.source = std::move(source);
    entry.granule = std::move(read.granule);
    entry.granule.description = read_description(*dataset);
    for (const std::string& note : references.notes) entry.granule.notes.push_back("Virtual store: " + note);
    Placement& place = entry.placement;
    place.collection_rule = item.rule;
    place.collection = item.collection;
    place.item = item.item;
    place.item_folders = item.item.str().size();
    place.asset = place.asset_title = name;
    std::vector<std::shared_ptr<const Facets>> facets;
    for (const File& file : item.files) facets.push_back(file.facets);
    place.facets = common(facets);
    return entry;
}

}  // namespace cairn
