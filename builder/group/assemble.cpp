#include "builder/group/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <tuple>

#include "base/guard.hpp"
#include "base/text.hpp"
#include "builder/group/common_description.hpp"
#include "builder/group/cube_union.hpp"
#include "builder/group/item_unions.hpp"
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

std::string unique_id(const Entry& entry, const IsTaken& is_taken) {
    const std::string& id = entry.placement.asset;
    std::string candidate = id;
    const std::string& address = entry.address();
    const auto depth = static_cast<std::size_t>(std::count(address.begin(), address.end(), '/'));
    for (std::size_t level = 1; level <= depth; ++level) {
        candidate = last_folders(address, level) + "_" + id;
        if (!is_taken(candidate)) return candidate;
    }
    for (std::size_t number = 2;; ++number) {  // the same path in two archives
        std::string numbered = fmt::format("{}-{}", candidate, number);
        if (!is_taken(numbered)) return numbered;
    }
}

/// For messages: the path on disk, or the URL of what is only referenced.
std::string place_of(const Entry& entry) { return to_utf8(entry.source.path.empty() ? entry.href : entry.source.path); }

/// Returns whether one was renamed.
bool make_ids_unique(std::span<Entry> run, std::vector<Problem>& problems) {
    std::map<std::string_view, std::vector<Entry*>> by_id;
    for (Entry& entry : run) by_id[entry.placement.asset].push_back(&entry);
    if (by_id.size() == run.size()) return false;
    std::set<std::string> ids;
    std::vector<Entry*> repeated;
    for (auto& [id, entries] : by_id) {
        ids.emplace(id);
        if (entries.size() > 1) repeated.insert(repeated.end(), entries.begin(), entries.end());
    }
    rename_repeated(
        repeated, [&](const std::string& id) { return ids.count(id) > 0; }, problems);
    return true;
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

void rename_repeated(std::vector<Entry*> repeated, const IsTaken& is_taken, std::vector<Problem>& problems) {
    std::ranges::sort(repeated, {}, [](const Entry* entry) {
        return std::tuple(std::string_view(entry->placement.asset), std::string_view(entry->address()),
                          entry->source.archive, std::string_view(entry->source.path));
    });
    std::set<std::string> new_ids;
    const auto is_known = [&](const std::string& id) { return new_ids.count(id) > 0 || is_taken(id); };
    const Entry* keeper = nullptr;
    SharedText id_of_keeper;
    for (Entry* entry : repeated) {
        if (keeper == nullptr || entry->placement.asset != id_of_keeper) {
            keeper = entry;
            id_of_keeper = entry->placement.asset;
            continue;
        }
        std::string id = unique_id(*entry, is_known);
        problems.push_back(
            {Stage::group, "group/duplicate-asset", place_of(*entry),
             fmt::format(
                 "the asset id '{}' of item '{}' is also that of '{}'; it became '{}'. Give `asset` a template that "
                 "tells them apart, or `item` one that separates them",
                 entry->placement.asset, entry->placement.item, place_of(*keeper), id),
             Severity::warning, std::nullopt});
        new_ids.insert(id);
        entry->placement.asset = std::move(id);
    }
}

void sort_problems_of_ids(std::vector<Problem>& problems) {
    std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.path, a.message) < std::tie(b.path, b.message);
    });
}

std::vector<Problem> sort_entries(std::vector<Entry>& entries) {
    std::sort(entries.begin(), entries.end(), entry_precedes);
    std::vector<Problem> problems;
    for (const ItemRun& run : item_runs(entries)) {
        const std::span<Entry> of_item(entries.data() + run.begin, run.end - run.begin);
        if (make_ids_unique(of_item, problems)) std::sort(of_item.begin(), of_item.end(), entry_precedes);
    }
    sort_problems_of_ids(problems);
    return problems;
}

std::vector<ItemRun> item_runs(const EntryList& sorted) {
    std::vector<ItemRun> runs;
    SharedText collection;
    SharedText item;
    sorted.for_each([&](std::size_t i, const Entry& entry) {
        const Placement& place = entry.placement;
        if (i == 0 || place.collection != collection || place.item != item) runs.push_back({i, i});
        runs.back().end = i + 1;
        collection = place.collection;
        item = place.item;
    });
    return runs;
}

std::vector<Problem> series_problems(const EntryList& sorted, std::span<const ItemRun> runs, const Config& config,
                                     const ParallelFor& parallel) {
    std::vector<std::vector<Problem>> found(runs.size());
    parallel(runs.size(), [&](std::size_t i) {
        const EntryList run = sorted.part(runs[i].begin, runs[i].end);
        if (run.size() < 2) return;  // no series
        const Stage stage = Stage::group;
        const Entry first = run.front();
        const auto read = guarded(stage, first.source.path, [&]() -> Outcome<bool> {
            found[i] = read_series(run, config.collections[first.placement.collection_rule]).problems;
            return true;
        });
        if (!read) found[i].push_back(read.problem());
    });
    std::vector<Problem> problems;
    for (auto& of_run : found) std::move(of_run.begin(), of_run.end(), std::back_inserter(problems));
    return problems;
}

namespace {

void unite_dates(const FileDates& dates, FileDates& all) {
    if (dates.created) all.created = std::min(all.created.value_or(*dates.created), *dates.created);
    if (const auto& last = dates.updated ? dates.updated : dates.created)
        all.updated = std::max(all.updated.value_or(*last), *last);
}

/// Fills the plan with its files and stores, as far as they are to be held.
class Members {
  public:
    Members(const EntryList& run, std::size_t most_held, ItemPlan& plan)
        : m_is_in_memory(run.is_in_memory()), m_most_held(most_held), m_plan(plan) {
        m_plan.files.entries = run;
        m_plan.entry_count = run.size();
    }

    void add(std::size_t place, const Entry& entry) {
        if (entry.granule.store() != nullptr) {
            if (!m_plan.files.is_chosen) leave_out_from(place);
            m_plan.stores.push_back(held(entry));
            return;
        }
        if (m_plan.files.is_chosen) m_plan.files.order.push_back(static_cast<std::uint32_t>(place));
        if (++m_files <= m_most_held) m_plan.inline_files.push_back(held(entry));
    }

    void add_picture(std::size_t place, const Entry& entry) {
        if (!m_plan.files.is_chosen) leave_out_from(place);
        m_plan.picture = held(entry);
        --m_plan.entry_count;
    }

    void finish() {
        if (m_files > m_most_held) m_plan.inline_files.clear();
        if (m_files <= m_most_held) return;
        std::erase_if(m_plan.held, [](const auto& entry) {
            return entry->granule.store() == nullptr && !entry->is_quick_look();
        });
    }

  private:
    /// The first that is no file of the archive: files are no more all entries, as they come.
    void leave_out_from(std::size_t place) {
        std::vector<std::uint32_t> before(place);
        std::iota(before.begin(), before.end(), std::uint32_t{0});
        m_plan.files.choose(std::move(before));
    }

    const Entry* held(const Entry& entry) {
        if (m_is_in_memory) return &entry;
        m_plan.held.push_back(std::make_shared<const Entry>(entry));
        return m_plan.held.back().get();
    }

    bool m_is_in_memory;
    std::size_t m_most_held;
    std::size_t m_files = 0;
    ItemPlan& m_plan;
};

}  // namespace

ItemPlan plan_item(const EntryList& run, const CollectionRule& rule, std::size_t most_held) {
    ItemPlan plan;
    Notes notes;
    CubeUnion cubes;
    NoteCounter granule_notes;
    TimeUnion time;
    PlaceUnion place;
    FacetUnion facets;
    CommonDescription description;
    Members members(run, most_held, plan);
    plan.is_deprecated = true;
    run.for_each([&](std::size_t i, const Entry& entry) {
        if (i == 0) {
            plan.collection = entry.placement.collection;
            plan.id = entry.placement.item;
        }
        if (entry.is_quick_look()) return members.add_picture(i, entry);
        members.add(i, entry);
        // A virtual store already says what its sources are together.
        if (entry.referenced == nullptr) cubes.add(entry.granule);
        for (const std::string& note : entry.granule.notes) granule_notes.add(note);
        time.add(entry);
        place.add(entry);
        facets.add(entry);
        description.add(entry);
        if (entry.is_read()) ++plan.read_count;
        plan.is_deprecated = plan.is_deprecated && entry.is_deprecated();
        plan.size_bytes += entry.source.stamp.size_bytes;
        unite_dates(entry.granule.dates, plan.dates);
    });
    members.finish();
    plan.time = time.finish(plan.entry_count, rule, notes);
    plan.footprint = place.finish(plan.entry_count, notes);
    plan.projection = place.projection();
    facets.finish(plan);
    if (rule.properties) {
        std::erase_if(plan.varying, [&](const std::string& name) {
            return std::find(rule.properties->begin(), rule.properties->end(), name) == rule.properties->end();
        });
    }
    plan.description = description.take();
    cubes.finish(plan.cube, plan.temporal, notes);
    plan.series = read_series(run, rule).summary;
    if (plan.series) give_step(*plan.series, plan.cube);
    for (std::string& note : granule_notes.texts(plan.read_count)) notes.add(std::move(note));
    plan.notes = std::move(notes).take();
    return plan;
}

}  // namespace cairn
