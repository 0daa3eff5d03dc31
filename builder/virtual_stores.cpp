#include "builder/virtual_stores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "base/guard.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/parallel_for.hpp"
#include "builder/pipeline.hpp"
#include "builder/source_reader.hpp"
#include "builder/virtual/kerchunk_json.hpp"
#include "builder/virtual/kerchunk_parquet.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/virtual/names.hpp"
#include "builder/virtual/series.hpp"

namespace cairn {

using virtualize::Form;
using virtualize::ManifestOrRefusal;
using virtualize::Refusal;
using virtualize::VirtualStore;

namespace {

/// An Item of more files is made on all threads, of fewer on one, beside others.
constexpr std::size_t k_many_files = 256;

std::string_view name_of_set(Form form) { return form == Form::json ? "references.json" : "references.parquet"; }

using FileTaker = std::function<void(const std::string& path, std::string_view bytes)>;

/// Files of the set, with paths below its folder; JSON is one file of the set's own name.
void write_set(const VirtualStore& store, const virtualize::VirtualRules& rules, const FileTaker& take) {
    const std::string name(name_of_set(rules.form));
    if (rules.form == Form::parquet) {
        write_kerchunk_parquet(store, rules.record_size, [&](const std::string& file, std::string_view bytes) {
            take(name + '/' + file, bytes);
        });
        return;
    }
    std::string text;
    write_kerchunk_json(store, [&](std::string_view bytes) { text += bytes; });
    take(name, text);
}

/// Those that all files have.
std::shared_ptr<const Facets> common_facets(const std::vector<VirtualItem::File>& files) {
    Facets shared = *files.front().facets;
    for (const VirtualItem::File& file : files) {
        std::erase_if(shared, [&](const auto& facet) {
            const auto other = file.facets->find(facet.first);
            return other == file.facets->end() || other->second != facet.second;
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

bool are_settled(const VirtualItem& item) {
    const std::int64_t now_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    return std::all_of(item.files.begin(), item.files.end(),
                       [now_ns](const auto& file) { return is_settled(file.source.stamp, now_ns); });
}

/// Whether all files of a set are in the tree in the bytes that were written.
bool is_whole(const WrittenReferences& references, const LastTree& last) {
    return !references.files.empty() &&
           std::all_of(references.files.begin(), references.files.end(),
                       [&](const auto& file) { return last.digest_of(file.path) == file.digest; });
}

std::string_view reason_of(Absent why) {
    switch (why) {
        case Absent::waiting:
            return "it was written to lately (scan.min_age)";
        case Absent::offline:
            return "it is on tape only (scan.offline_files)";
        default:
            return "it cannot be opened or understood any more";
    }
}

Refusal refusal_of_absent(const VirtualItem::File& file) {
    constexpr const char* k_cause = "a file that cannot be read now, and no references of an earlier run";
    return {file.source.path, "", fmt::format("{}: {}", k_cause, reason_of(file.absence->why)), k_cause,
            "let a run read it once, or exclude it"};
}

}  // namespace

/// What becomes of one Item.
struct VirtualStores::Made {
    WrittenReferences references;
    bool has_references = false;
    bool is_kept = false;        ///< its files are those in the tree
    bool is_remembered = false;  ///< the next run may rely on it
    std::optional<Entry> entry;
    std::vector<Problem> problems;
};

VirtualStores::VirtualStores(const Config& config, std::string out, std::uint64_t program)
    : m_config(config), m_out(std::move(out)), m_program(program) {
    m_are_wanted = std::any_of(config.collections.begin(), config.collections.end(),
                               [](const CollectionRule& rule) { return rule.virtual_store.has_value(); });
}

std::vector<Entry> VirtualStores::make(const std::vector<VirtualItem>& items, const LastTree& last, Reuse reuse,
                                       std::vector<Problem>& problems, const std::atomic<bool>& stop) {
    m_temporary.emplace();
    m_last = KeptReferences::parse(last.read(k_references));
    std::vector<Made> made(items.size());
    std::vector<std::size_t> few;
    std::vector<std::size_t> many;
    for (std::size_t i = 0; i < items.size(); ++i) (items[i].files.size() > k_many_files ? many : few).push_back(i);
    parallel_for(few.size(),
                 [&](std::size_t i) { made[few[i]] = made_of(items[few[i]], last, reuse, serial(), stop); });
    for (const std::size_t i : many) made[i] = made_of(items[i], last, reuse, parallel_for, stop);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::move(made[i].problems.begin(), made[i].problems.end(), std::back_inserter(problems));
        if (made[i].is_remembered) m_memory.add(items[i].folder, made[i].references);
        if (!made[i].entry) continue;
        entries.push_back(*std::move(made[i].entry));
        m_sets.push_back({path_of_set(items[i]), std::move(made[i].references), made[i].is_kept});
    }
    return entries;
}

VirtualStores::Made VirtualStores::made_of(const VirtualItem& item, const LastTree& last, Reuse reuse,
                                           const ParallelFor& parallel, const std::atomic<bool>& stop) const {
    throw_when_stopped(stop);
    Made made;
    const WrittenReferences* known = m_last.find(item.folder);
    const auto absent =
        std::find_if(item.files.begin(), item.files.end(), [](const auto& file) { return file.absence.has_value(); });
    const bool is_absent = absent != item.files.end();
    const bool is_same =
        known != nullptr && (is_absent ? known->rule == digest_of_rule(item)
                                       : reuse == Reuse::unchanged && known->inputs == digest_of_inputs(item));
    if (is_same && is_whole(*known, last)) {
        made.references = *known;
        made.has_references = made.is_kept = made.is_remembered = true;
    } else if (is_absent) {
        made.problems.push_back(warning_of(refusal_of_absent(*absent)));
    } else if (is_same && !known->refusals.empty()) {
        made.references = *known;
        made.is_remembered = true;
    } else {
        make_references(item, last, parallel, stop, made);
    }
    for (const auto& refused : made.references.refusals)
        made.problems.push_back(
            {Stage::group, "virtual/refused", refused.path, refused.message, Severity::warning, {}});
    if (!made.has_references) return made;
    Outcome<Entry> entry =
        guarded(Stage::group, item.files.front().source.path, [&] { return entry_of(item, made, made.problems); });
    if (entry) {
        made.entry = *std::move(entry);
    } else {
        made.problems.push_back(entry.take_problem());
    }
    return made;
}

void VirtualStores::make_references(const VirtualItem& item, const LastTree& last, const ParallelFor& parallel,
                                    const std::atomic<bool>& stop, Made& made) const {
    const virtualize::VirtualRules& rules = *m_config.collections[item.rule].virtual_store;
    WrittenReferences& written = made.references;
    written.inputs = digest_of_inputs(item);
    written.rule = digest_of_rule(item);
    std::vector<Refusal> refusals;
    const std::optional<VirtualStore> store = store_of(item, parallel, refusals, stop);
    if (store && rules.form == Form::parquet && !last.tells_case) {
        if (const std::string alike = virtualize::alike_in_small_letters(*store); !alike.empty())
            refusals.push_back({item.files.front().source.path, alike,
                                "a name that differs from another in nothing but "
                                "the case of letters, which the disk of the catalog does not tell apart",
                                "names that differ in case alone", "leave the variable out, or take `form: json`"});
    }
    made.has_references = store.has_value() && refusals.empty();
    made.is_remembered = are_settled(item) && std::none_of(refusals.begin(), refusals.end(),
                                                           [](const Refusal& refusal) { return refusal.is_passing; });
    for (const Refusal& refusal : refusals) {
        Problem problem = warning_of(refusal);
        written.refusals.push_back({std::move(problem.path), std::move(problem.message)});
    }
    if (!made.has_references) return;
    write_set(*store, rules, [&](const std::string& file, std::string_view bytes) {
        written.files.push_back({item.folder + '/' + file, digest_of(bytes)});
        m_temporary->write(written.files.back().path, bytes);
    });
    for (const std::string& note : store->notes) written.notes.push_back(to_utf8(note));
}

Digest VirtualStores::digest_of_rule(const VirtualItem& item) const {
    const virtualize::VirtualRules& rules = *m_config.collections[item.rule].virtual_store;
    const virtualize::SeriesOptions& series = rules.series;
    std::string text = series.along + '\n';
    for (const std::uint64_t number :
         {static_cast<std::uint64_t>(rules.form), rules.record_size,
          std::bit_cast<std::uint64_t>(series.tolerance.value_or(-1)), static_cast<std::uint64_t>(series.duplicates),
          static_cast<std::uint64_t>(series.missing_variables), std::uint64_t{series.without.size()}})
        text += std::to_string(number) + '\n';
    for (const std::string& name : series.without) text += name + '\n';
    return digest_of(text);
}

Digest VirtualStores::digest_of_inputs(const VirtualItem& item) const {
    std::string text = text_of(digest_of_rule(item)) + '\n';
    const auto add = [&text](auto number) { text += std::to_string(number) + '\n'; };
    add(m_program);
    add(m_config.limits.coordinate_bytes);
    for (const VirtualItem::File& file : item.files) {
        text += file.source.path + '\n' + file.href + '\n';
        add(file.source.stamp.size_bytes);
        add(file.source.stamp.modified_ns);
        add(file.source.stamp.changed_ns);
        add(file.source.stamp.inode);
    }
    return digest_of(text);
}

void VirtualStores::retain(const EntryList& entries) {
    std::set<std::string> left;
    entries.for_each([&](std::size_t, const Entry& entry) {
        if (entry.granule.virtual_store() != nullptr) left.insert(entry.source.path);
    });
    std::erase_if(m_sets, [&](const Set& set) { return left.count(m_out + '/' + set.path) == 0; });
}

void VirtualStores::write_to(const TreeFileSink& sink) const {
    for (const Set& set : m_sets) {
        for (const auto& file : set.references.files) {
            if (set.is_kept) {
                sink.keep(file.path);
            } else {
                sink.write(file.path, m_temporary->read(file.path));
            }
        }
    }
}

std::string VirtualStores::path_of_set(const VirtualItem& item) const {
    return item.folder + '/' + std::string(name_of_set(m_config.collections[item.rule].virtual_store->form));
}

std::optional<VirtualStore> VirtualStores::store_of(const VirtualItem& item, const ParallelFor& parallel,
                                                    std::vector<Refusal>& refusals,
                                                    const std::atomic<bool>& stop) const {
    const virtualize::SeriesOptions& rules = m_config.collections[item.rule].virtual_store->series;
    std::vector<Source> sources;
    std::map<std::string, std::string> hrefs;
    for (const VirtualItem::File& file : item.files) {
        sources.push_back(file.source);
        hrefs.emplace(file.source.path, file.href);
    }
    ReadLimits limits;
    limits.coordinate_bytes = m_config.limits.coordinate_bytes;
    limits.seconds = m_config.limits.worker_seconds;
    virtualize::Series series(rules);
    std::optional<VirtualStore> store;
    const bool is_alone = sources.size() == 1 && rules.along.empty();
    virtualize::read_manifests(sources, limits,
                               is_alone ? DimensionOfFiles() : virtualize::dimension_of_files(rules.along), parallel,
                               [&](const Source& source, ManifestOrRefusal result) {
                                   throw_when_stopped(stop);
                                   if (auto* refusal = std::get_if<Refusal>(&result))
                                       return refusals.push_back(std::move(*refusal));
                                   const FileManifest& manifest = std::get<FileManifest>(result);
                                   const std::string& href = hrefs.at(source.path);
                                   if (is_alone) {
                                       store = store_of_file(source.path, href, manifest, rules.without, refusals);
                                       return;
                                   }
                                   auto more = series.add(source.path, href, manifest);
                                   std::move(more.begin(), more.end(), std::back_inserter(refusals));
                               });
    if (!is_alone && refusals.empty()) store = series.finish(refusals);
    return store;
}

/// Read as any set of an archive: what it says of itself is what the Item says of it.
Outcome<Entry> VirtualStores::entry_of(const VirtualItem& item, const Made& made,
                                       std::vector<Problem>& problems) const {
    const Form form = m_config.collections[item.rule].virtual_store->form;
    Source source;
    source.archive = item.files.front().source.archive;
    source.format = form == Form::json ? Format::kerchunk_json : Format::kerchunk_parquet;
    source.relative = path_of_set(item);
    source.path = (made.is_kept ? m_out : m_temporary->path()) + '/' + source.relative;
    if (form == Form::json) source.stamp.size_bytes = std::filesystem::file_size(source.path);
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
    for (const std::string& note : made.references.notes) entry.granule.notes.push_back("Virtual store: " + note);
    Placement& place = entry.placement;
    place.collection_rule = item.rule;
    place.collection = item.collection;
    place.item = item.item;
    place.item_folders = item.item.str().size();
    place.asset = place.asset_title = std::string(name_of_set(form));
    place.facets = common_facets(item.files);
    return entry;
}

}  // namespace cairn
