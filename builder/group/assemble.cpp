#include "builder/group/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/guard.hpp"
#include "base/text.hpp"
#include "builder/group/attach_sources.hpp"
#include "builder/group/common_description.hpp"
#include "builder/group/cube_union.hpp"
#include "builder/group/notes.hpp"
#include "builder/group/series.hpp"

namespace cairn {

namespace {

auto item_key(const Entry& entry) { return std::tie(entry.placement.collection, entry.placement.item); }

bool time_precedes(const std::optional<UtcInterval>& a, const std::optional<UtcInterval>& b) {
    if (!a || !b) return !a && b;
    return std::tie(a->start, a->end) < std::tie(b->start, b->end);
}

bool entry_precedes(const Entry& a, const Entry& b) {
    if (const auto order = item_key(a) <=> item_key(b); order != 0) return order < 0;
    if (a.granule.time.interval != b.granule.time.interval)
        return time_precedes(a.granule.time.interval, b.granule.time.interval);
    return std::tie(a.placement.asset, a.address(), a.source.archive, a.source.path) <
           std::tie(b.placement.asset, b.address(), b.source.archive, b.source.path);
}

/// "a/b/c.nc" with level 1 gives "b", with level 2 "a_b"; all folders when there are fewer.
std::string last_folders(const std::string& relative, std::size_t level) {
    std::size_t end = relative.rfind('/');
    if (end == std::string::npos) return {};
    std::size_t begin = end;
    while (level > 0 && begin != std::string::npos && begin > 0) {
        begin = relative.rfind('/', begin - 1);
        --level;
    }
    std::string folders =
        relative.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin == std::string::npos ? 0 : begin + 1));
    std::replace(folders.begin(), folders.end(), '/', '_');
    return folders;
}

std::string unique_id(const Entry& entry, const std::set<std::string>& taken) {
    const std::string& id = entry.placement.asset;
    std::string candidate = id;
    const std::string& address = entry.address();
    const auto depth = static_cast<std::size_t>(std::count(address.begin(), address.end(), '/'));
    for (std::size_t level = 1; level <= depth; ++level) {
        candidate = last_folders(address, level) + "_" + id;
        if (taken.count(candidate) == 0) return candidate;
    }
    for (std::size_t number = 2;; ++number) {  // the same path in two archives
        std::string numbered = fmt::format("{}-{}", candidate, number);
        if (taken.count(numbered) == 0) return numbered;
    }
}

/// For messages: the path on disk, or the URL of what is only referenced.
std::string place_of(const Entry& entry) { return to_utf8(entry.source.path.empty() ? entry.href : entry.source.path); }

/// Renames all but the first (by path) of entries of one item that have the same asset id. Returns whether one was
/// renamed.
bool make_ids_unique(std::span<Entry> run, std::vector<Problem>& problems) {
    std::map<std::string_view, std::vector<Entry*>> by_id;
    for (Entry& entry : run) by_id[entry.placement.asset].push_back(&entry);
    if (by_id.size() == run.size()) return false;
    std::set<std::string> taken;
    std::vector<std::pair<Entry*, const Entry*>> repeated;  // and the one that keeps the id
    const auto path_key = [](const Entry* entry) {
        return std::tie(entry->address(), entry->source.archive, entry->source.path);
    };
    for (auto& [id, entries] : by_id) {
        taken.emplace(id);
        std::sort(entries.begin(), entries.end(),
                  [&](const Entry* a, const Entry* b) { return path_key(a) < path_key(b); });
        for (std::size_t i = 1; i < entries.size(); ++i) repeated.emplace_back(entries[i], entries.front());
    }
    for (const auto& [entry, keeper] : repeated) {
        std::string id = unique_id(*entry, taken);
        problems.push_back(
            {Stage::group, "group/duplicate-asset", place_of(*entry),
             fmt::format(
                 "the asset id '{}' of item '{}' is also that of '{}'; it became '{}'. Give `asset` a template that "
                 "tells them apart, or `item` one that separates them",
                 entry->placement.asset, entry->placement.item, place_of(*keeper), id),
             Severity::warning, std::nullopt});
        taken.insert(id);
        entry->placement.asset = std::move(id);
    }
    return true;
}

/// Files of a virtual store repeat what it knows; of what it does not know, it alone says why.
bool says_why(const Entry& entry, const std::string& reason) {
    return !entry.is_only_referenced() || (!reason.empty() && reason != k_as_its_store);
}

std::size_t count_of_read(std::span<const Entry> run) {
    const auto is_read = [](const Entry& entry) { return entry.is_read(); };
    return static_cast<std::size_t>(std::count_if(run.begin(), run.end(), is_read));
}

/// The union of what the entries know of time.
TimeCoverage united_time(std::span<const Entry> run, const CollectionRule& rule, Notes& notes) {
    TimeCoverage united;
    std::optional<Evidence> worst;
    NoteCounter reasons;
    NoteCounter reasons_of_undated;
    std::size_t undated = 0;
    std::size_t considered = 0;
    for (const Entry& entry : run) {
        const TimeCoverage& time = entry.granule.time;
        if (says_why(entry, time.reason)) {
            ++considered;
            if (!time.reason.empty()) reasons.add(time.reason);
            if (!time.reason.empty() && !time.interval) reasons_of_undated.add(time.reason);
        }
        if (!time.interval) {
            ++undated;
            continue;
        }
        united.interval = united.interval ? hull(*united.interval, *time.interval) : *time.interval;
        worst = worst ? std::max(*worst, time.evidence) : time.evidence;
    }
    united.evidence = worst.value_or(Evidence::none);
    if (!united.interval && rule.undated.interval) {
        return {rule.undated.interval, Evidence::configuration,
                "no file states a time: it is the one stated in the configuration"};
    }
    if (united.interval && undated > 0) {
        notes.add(fmt::format("{} of {} files have no time: {}", undated, run.size(), reasons_of_undated.text(undated)));
    }
    if (!united.interval || united.evidence > Evidence::coordinates) united.reason = reasons.text(considered);
    return united;
}

using BoxKey = std::tuple<bool, double, double, double, double>;
BoxKey key_of(const Box& box) {
    return {box.lon.is_full(), box.lon.west_deg(), box.lon.east_deg(), box.lat.south_deg, box.lat.north_deg};
}

/// The outline of all entries that have a place, when they have the same (files of one grid). Of several the union
/// would have to be computed; their common box is then the geometry.
std::shared_ptr<const Outline> shared_outline(std::span<const Entry> run) {
    std::shared_ptr<const Outline> shared;
    for (const Entry& entry : run) {
        const Footprint& footprint = entry.granule.footprint;
        if (!footprint.box) continue;
        if (!footprint.outline) return nullptr;
        if (!shared) shared = footprint.outline;
        if (shared != footprint.outline && !(*shared == *footprint.outline)) return nullptr;
    }
    return shared;
}

Footprint united_footprint(std::span<const Entry> run, Notes& notes) {
    std::vector<Box> boxes;
    Footprint united;
    std::optional<Evidence> worst;
    NoteCounter reasons;
    NoteCounter reasons_of_unknown;
    std::size_t unknown = 0;
    std::size_t considered = 0;
    for (const Entry& entry : run) {
        const Footprint& footprint = entry.granule.footprint;
        if (says_why(entry, footprint.reason)) {
            ++considered;
            if (!footprint.reason.empty()) reasons.add(footprint.reason);
            if (!footprint.reason.empty() && !footprint.box) reasons_of_unknown.add(footprint.reason);
        }
        if (!footprint.box) {
            ++unknown;
            continue;
        }
        worst = worst ? std::max(*worst, footprint.evidence) : footprint.evidence;
        if (boxes.empty() || !(boxes.back() == *footprint.box)) boxes.push_back(*footprint.box);
    }
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return key_of(a) < key_of(b); });
    boxes.erase(std::unique(boxes.begin(), boxes.end()), boxes.end());
    united.box = hull(boxes);
    united.evidence = worst.value_or(Evidence::none);
    if (united.box && unknown > 0) {
        notes.add(fmt::format("{} of {} files have no footprint: {}", unknown, run.size(), reasons_of_unknown.text(unknown)));
    }
    if (!united.box || united.evidence > Evidence::coordinates) united.reason = reasons.text(considered);
    united.outline = shared_outline(run);
    return united;
}

/// The projection of all entries that were read, when they have the same.
std::shared_ptr<const Projection> shared_projection(std::span<const Entry> run) {
    std::shared_ptr<const Projection> shared;
    for (const Entry& entry : run) {
        if (!entry.is_read()) continue;
        const auto& projection = entry.granule.projection;
        if (!projection) return nullptr;
        if (!shared) shared = projection;
        if (shared != projection && !(*shared == *projection)) return nullptr;
    }
    return shared;
}

/// Facets that all entries share, and the names of all others.
void unite_facets(std::span<const Entry> run, ItemPlan& plan) {
    static const Facets k_none;
    std::set<const Facets*> distinct;
    // A README has no attributes: what it does not say is not open among the files that say it.
    const bool is_any_known =
        std::any_of(run.begin(), run.end(), [](const Entry& entry) { return !entry.is_of_other_format(); });
    for (const Entry& entry : run) {
        if (is_any_known && entry.is_of_other_format()) continue;
        distinct.insert(entry.placement.facets ? entry.placement.facets.get() : &k_none);
    }
    std::map<std::string, std::size_t> seen;
    Facets first;
    std::set<std::string> varying;
    for (const Facets* facets : distinct) {
        for (const auto& [name, value] : *facets) {
            const auto [known, is_new] = first.emplace(name, value);
            ++seen[name];
            if (!is_new && known->second != value) varying.insert(name);
        }
    }
    for (const auto& [name, count] : seen) {
        if (count < distinct.size()) varying.insert(name);
        if (varying.count(name) == 0) plan.facets.emplace(name, first[name]);
    }
    plan.varying.assign(varying.begin(), varying.end());
}

/// The step of a whole series is that of the dimension that its variables are on, also where each file has one time.
void give_step(const SeriesSummary& series, Cube& cube) {
    if (series.step.empty() || series.gaps > 0 || series.overlaps > 0) return;
    std::set<std::string_view> used;
    for (const CubeVariable& variable : cube.variables) {
        if (variable.is_data) used.insert(variable.dimensions.begin(), variable.dimensions.end());
    }
    CubeDimension* only = nullptr;
    for (CubeDimension& dimension : cube.dimensions) {
        if (dimension.kind != DimensionKind::temporal || used.count(dimension.name) == 0) continue;
        if (only != nullptr) return;
        only = &dimension;
    }
    if (only != nullptr) only->step = series.step;
}

}  // namespace

std::vector<Problem> sort_entries(std::vector<Entry>& entries) {
    std::sort(entries.begin(), entries.end(), entry_precedes);
    std::vector<Problem> problems;
    for (const ItemRun& run : item_runs(entries)) {
        const std::span<Entry> of_item(entries.data() + run.begin, run.end - run.begin);
        if (make_ids_unique(of_item, problems)) std::sort(of_item.begin(), of_item.end(), entry_precedes);
    }
    std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.path, a.message) < std::tie(b.path, b.message);
    });
    return problems;
}

std::vector<ItemRun> item_runs(std::span<const Entry> sorted) {
    std::vector<ItemRun> runs;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || item_key(sorted[i]) != item_key(sorted[i - 1])) runs.push_back({i, i});
        runs.back().end = i + 1;
    }
    return runs;
}

std::vector<Problem> series_problems(std::span<const Entry> sorted, const Config& config, const ParallelFor& parallel) {
    const std::vector<ItemRun> runs = item_runs(sorted);
    std::vector<std::vector<Problem>> found(runs.size());
    parallel(runs.size(), [&](std::size_t i) {
        const auto run = sorted.subspan(runs[i].begin, runs[i].end - runs[i].begin);
        const Stage stage = Stage::group;
        const auto read = guarded(stage, run.front().source.path, [&]() -> Outcome<bool> {
            found[i] = read_series(run, config.collections[run.front().placement.collection_rule]).problems;
            return true;
        });
        if (!read) found[i].push_back(read.problem());
    });
    std::vector<Problem> problems;
    for (auto& of_run : found) std::move(of_run.begin(), of_run.end(), std::back_inserter(problems));
    return problems;
}

ItemPlan plan_item(std::span<const Entry> run, const CollectionRule& rule) {
    ItemPlan plan;
    plan.collection = run.front().placement.collection;
    plan.id = run.front().placement.item;
    plan.entries.reserve(run.size());
    Notes notes;
    CubeUnion cubes;
    NoteCounter granule_notes;
    for (const bool want_store : {false, true}) {
        for (const Entry& entry : run) {
            if ((entry.granule.store() != nullptr) == want_store) plan.entries.push_back(&entry);
        }
        if (!want_store) plan.file_count = plan.entries.size();
    }
    for (const Entry& entry : run) {
        // A virtual store already says what its sources are together.
        if (entry.referenced == nullptr) cubes.add(entry.granule);
        for (const std::string& note : entry.granule.notes) granule_notes.add(note);
    }
    plan.time = united_time(run, rule, notes);
    plan.footprint = united_footprint(run, notes);
    plan.projection = shared_projection(run);
    unite_facets(run, plan);
    if (rule.properties) {
        std::erase_if(plan.varying, [&](const std::string& name) {
            return std::find(rule.properties->begin(), rule.properties->end(), name) == rule.properties->end();
        });
    }
    CommonDescription description;
    description.add(run);
    plan.description = description.take();
    cubes.finish(plan.cube, plan.temporal, notes);
    plan.series = read_series(run, rule).summary;
    if (plan.series) give_step(*plan.series, plan.cube);
    for (std::string& note : granule_notes.texts(count_of_read(run))) notes.add(std::move(note));
    plan.notes = std::move(notes).take();
    return plan;
}

}  // namespace cairn
