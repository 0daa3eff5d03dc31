#include "builder/interpret/interpret.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/text.hpp"
#include "builder/cf/name_dates.hpp"
#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/cube/cube.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/description/opening.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/footprint.hpp"
#include "builder/interpret/stores/group_dataset.hpp"
#include "builder/interpret/stores/referenced_sources.hpp"
#include "builder/interpret/stores/sibling_levels.hpp"
#include "builder/interpret/stores/store_groups.hpp"
#include "builder/interpret/stores/store_statement.hpp"
#include "builder/interpret/testimony/provenance.hpp"
#include "builder/interpret/time/coverage.hpp"

namespace cairn {

namespace {

void record_variables(const Cube& cube, Findings& findings) {
    const auto data = std::count_if(cube.variables.begin(), cube.variables.end(),
                                    [](const CubeVariable& variable) { return variable.is_data; });
    findings.add("cube", fmt::format("{} dimensions, {} data variables, {} auxiliary variables", cube.dimensions.size(),
                                     data, cube.variables.size() - static_cast<std::size_t>(data)));
}

/// All that does not come from texts.
Interpretation interpret_whole(const Dataset& dataset, const Policies& policies, const std::optional<DatePeriod>& named,
                               std::string_view path);

Granule interpret_group(const Dataset& group, const Policies& policies) {
    return interpret_whole(group, policies, std::nullopt, {}).granule;
}

void record_groups(const Dataset& dataset, const Granule& granule, Findings& findings) {
    if (!dataset.store) return;
    if (dataset.store->is_array) {
        findings.note(
            "The store is a single array without a group around it: it has no asset, since an asset is a group of "
            "arrays.");
    } else if (granule.store()->groups.empty()) {
        findings.note("The store has no arrays: it has no asset.");
    }
    for (const StoreGroup& group : granule.store()->groups) {
        findings.add("group /" + group.path,
                     fmt::format("an asset with {} bands{}", group.bands.size(),
                                 group.is_multiscale ? ", one for all its resolutions (multiscales)" : ""));
    }
}

SourceKind kind_of(const Anatomy& anatomy, const Policies& policies) {
    const Dataset& dataset = anatomy.dataset();
    if (!dataset.store) return {};
    StorePart store{*dataset.store, {}, {}};
    if (!dataset.is_virtual) return store;
    return VirtualStorePart{std::move(store), read_sources(anatomy, policies)};
}

/// A group that is the whole store has the time that was weighed for the store.
void set_time_of_only_group(const Dataset& dataset, Granule& granule) {
    StorePart* store = granule.store();
    if (store == nullptr || store->groups.size() != 1 || dataset.groups.size() != 1) return;
    if (StoreGroup& group = store->groups.front(); group.time) group.time = granule.time.interval;
}

/// Reading lost something: an error is one by its severity; the others cost a chunk or a reference, not the dataset.
bool has_failed(const Dataset& dataset) {
    return std::any_of(dataset.problems.begin(), dataset.problems.end(), [](const Problem& problem) {
        return problem.severity == Severity::error || problem.code == "probe/bad-reference" ||
               problem.code == "probe/unreadable-chunk" || problem.code == "probe/damaged-chunk" ||
               problem.code == "probe/missing-source" || problem.code == "probe/short-source";
    });
}

/// An Item needs a time: where a coordinate would have it whose values are not known, the source is lost to the Items,
/// which nobody would notice. That is an error where reading failed; values that are elsewhere are a warning.
void report_lost_time(const Anatomy& anatomy, const TimeReading& time, std::vector<Problem>& problems) {
    for (const auto& [id, axis] : time.axes) {
        const Variable& variable = variable_of(anatomy.dataset(), id);
        if (anatomy.part(id).meaning.axis != Axis::time || variable.values_missing_because.empty()) continue;
        problems.push_back(
            {.stage = Stage::interpret,
             .code = std::string(k_time_unreadable),
             .path = {},
             .message = to_utf8(fmt::format(
                 "the values of the time coordinate '{}' are not known ({}), and nothing else says when: it cannot be "
                 "an Item; make them readable, or let the configuration take the time from the name of the file",
                 qualified_name(anatomy.dataset(), id), variable.values_missing_because)),
             .severity = has_failed(anatomy.dataset()) ? Severity::error : Severity::warning});
        return;
    }
}

Interpretation interpret_whole(const Dataset& dataset, const Policies& policies, const std::optional<DatePeriod>& named,
                               std::string_view path) {
    const Anatomy anatomy(dataset, policies);
    Findings findings;
    const auto witness = named ? named : dates_in_name(path.substr(path.rfind('/') + 1));
    TimeReading time =
        read_time(anatomy, policies, witness ? std::optional(witness->interval) : std::nullopt, findings);
    SpaceReading space = read_space(anatomy, findings);
    CubeReading cube = read_cube(anatomy, time, space);
    record_variables(cube.cube, findings);

    Interpretation result;
    Granule& granule = result.granule;
    granule.time = std::move(time.coverage);
    granule.footprint = space.footprint;
    granule.projection = space.projection;
    granule.cube = std::make_shared<const Cube>(std::move(cube.cube));
    granule.temporal = std::move(cube.temporal);
    granule.kind = kind_of(anatomy, policies);
    if (StorePart* store = granule.store()) {
        store->groups = read_store_groups(dataset, granule, policies, interpret_group, findings);
        unite_footprints_of_groups(store->groups, granule.footprint, findings);
    }
    apply_store_statement(dataset, granule, findings);
    weigh_testimonies(dataset, space, time.step_us, policies, named, granule, findings, result.problems);
    set_time_of_only_group(dataset, granule);
    if (!granule.time.interval) report_lost_time(anatomy, time, result.problems);
    granule.time.reason = to_utf8(granule.time.reason);
    granule.footprint.reason = to_utf8(granule.footprint.reason);
    record_groups(dataset, granule, findings);
    granule.notes = findings.take_notes();
    result.findings = findings.take_findings();
    return result;
}

/// The finest level of a pyramid says when, where and what it is; the others are the same, coarser.
Interpretation interpret_pyramid(const Dataset& dataset, std::uint32_t finest, const Policies& policies,
                                 const std::optional<DatePeriod>& named, std::string_view path) {
    Inheritance inheritance;
    GroupDataset level = dataset_of_group(dataset, Names(dataset), finest, inheritance);
    level.dataset.store = dataset.store;
    level.dataset.problems = dataset.problems;
    Interpretation result = interpret_whole(level.dataset, policies, named, path);
    StorePart& store = *result.granule.store();
    Findings of_levels;
    store.groups = read_store_groups(dataset, result.granule, policies, interpret_group, of_levels);
    store.is_pyramid = !store.groups.empty();
    const auto is_finest = [&](const StoreGroup& group) { return group.path == dataset.groups[finest].path.substr(1); };
    std::stable_partition(store.groups.begin(), store.groups.end(), is_finest);
    for (std::string& note : of_levels.take_notes()) result.granule.notes.push_back(std::move(note));
    result.findings.push_back(
        {"store",
         fmt::format("a pyramid of {} levels that are stores beside each other; '{}', the finest, describes it",
                     store.groups.size(), dataset.groups[finest].path.substr(1))});
    return result;
}

/// Groups of a multiscales group are not opened by its address.
void set_openings(const Dataset& dataset, std::vector<StoreGroup>& groups) {
    std::unordered_map<std::string_view, std::uint32_t> index;
    for (std::uint32_t i = 0; i < dataset.groups.size(); ++i)
        index.emplace(std::string_view(dataset.groups[i].path).substr(1), i);
    for (StoreGroup& group : groups) {
        const auto found = index.find(group.path);
        if (found != index.end() && !group.is_multiscale) group.opening = opening_of_group(dataset, found->second);
    }
}

}  // namespace

Interpretation interpret(const Dataset& dataset, const Policies& policies, const std::optional<DatePeriod>& named,
                         std::string_view path) {
    const std::vector<std::uint32_t> levels =
        dataset.is_virtual ? std::vector<std::uint32_t>() : sibling_levels(dataset);
    Interpretation result = levels.empty() ? interpret_whole(dataset, policies, named, path)
                                           : interpret_pyramid(dataset, levels.front(), policies, named, path);
    result.granule.dates = read_file_dates(dataset, result.problems);
    result.granule.opening = opening_of_file(dataset);
    if (result.granule.store() != nullptr) set_openings(dataset, result.granule.store()->groups);
    return result;
}

}  // namespace cairn
