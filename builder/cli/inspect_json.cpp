#include "builder/cli/inspect_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "base/json/object_builder.hpp"
#include "base/text.hpp"
#include "builder/cli/description_json.hpp"
#include "builder/cli/problem_json.hpp"
#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/properties.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_values_shown = 6;  ///< of an array; the rest is a count

json::Value count(std::uint64_t number) { return json::Value(number); }

json::Value source_value(const Source& source) {
    json::Value value = json::object();
    json::set(value, "path", to_utf8(source.path));
    json::set(value, "format", name_of(source.format));
    json::set(value, "media_type", media_type_of(source.format));
    json::set(value, "size", count(source.stamp.size_bytes));
    return value;
}

json::Value one(double number) { return json::number(number); }
json::Value one(std::int64_t number) { return json::Value(number); }
json::Value one(std::uint64_t number) { return json::Value(number); }
json::Value one(const std::string& text) { return json::string(to_utf8(text)); }

/// A single value as itself, several as an array; of long ones the first few and "...".
json::Value values_value(const Values& values) {
    return std::visit(
        [](const auto& held) -> json::Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return json::Value();
            } else {
                if (held.size() == 1) return one(held.front());
                json::Value array = json::array();
                const std::size_t shown = held.size() <= 2 * k_values_shown ? held.size() : k_values_shown;
                for (std::size_t i = 0; i < shown; ++i) json::push(array, one(held[i]));
                if (shown < held.size()) {
                    json::push(array, json::string("... (" + std::to_string(held.size()) + " values)"));
                    json::push(array, one(held.back()));
                }
                return array;
            }
        },
        values);
}

json::Value attributes_value(const std::vector<Attribute>& attributes) {
    json::ObjectBuilder value;
    for (const Attribute& attribute : attributes) value.set(to_utf8(attribute.name), values_value(attribute.values));
    return std::move(value).take();
}

json::Value variable_value(const Dataset& dataset, const Variable& variable) {
    json::Value value = json::object();
    json::set(value, "type", name_of(variable.type));
    json::Value dimensions = json::array();
    for (const DimensionId id : variable.dimensions)
        json::push(dimensions, json::string(to_utf8(dimension(dataset, id).name)));
    json::set(value, "dimensions", std::move(dimensions));
    json::set(value, "attributes", attributes_value(variable.attributes));
    if (size_of(variable.values) > 0) json::set(value, "values", values_value(variable.values));
    if (!variable.values_missing_because.empty()) {
        json::set(value, "values_missing_because", to_utf8(variable.values_missing_because));
        if (size_of(variable.ends) > 0) json::set(value, "first_and_last_values", values_value(variable.ends));
    }
    return value;
}

json::Value group_value(const Dataset& dataset, const Group& group) {
    json::Value value = json::object();
    json::set(value, "path", to_utf8(group.path));
    json::ObjectBuilder dimensions;
    for (const Dimension& one_dimension : group.dimensions) {
        json::Value row = json::object();
        json::set(row, "size", count(one_dimension.size));
        if (one_dimension.unlimited) json::set(row, "unlimited", json::boolean(true));
        dimensions.set(to_utf8(one_dimension.name), std::move(row));
    }
    json::set(value, "dimensions", std::move(dimensions).take());
    json::ObjectBuilder variables;
    for (const Variable& variable : group.variables) {
        variables.set(to_utf8(variable.name), variable_value(dataset, variable));
    }
    json::set(value, "variables", std::move(variables).take());
    json::set(value, "attributes", attributes_value(group.attributes));
    return value;
}

json::Value time_value(const TimeCoverage& time) {
    json::Value value = json::object();
    if (time.interval.has_value()) {
        json::set(value, "start_datetime", to_rfc3339(time.interval->start));
        json::set(value, "end_datetime", to_rfc3339(time.interval->end));
    }
    json::set(value, "known_from", name_of(time.evidence));
    if (!time.reason.empty()) json::set(value, "reason", time.reason);
    return value;
}

json::Value footprint_value(const Footprint& footprint) {
    json::Value value = json::object();
    if (footprint.box.has_value()) {
        json::set(value, "bbox", bbox_value(*footprint.box));
        json::set(value, "geometry", geometry_of(footprint));
    }
    json::set(value, "known_from", name_of(footprint.evidence));
    const std::string reason = has_geometry(footprint) ? footprint.reason : why_no_geometry(footprint);
    if (!reason.empty()) json::set(value, "reason", reason);
    return value;
}

json::Value store_value(const StorePart& store) {
    json::Value value = json::object();
    json::set(value, "zarr_format", json::integer(store.traits.zarr_version));
    json::set(value, "consolidated", json::boolean(store.traits.consolidated));
    json::Value groups = json::array();
    for (const StoreGroup& group : store.groups) {
        json::Value row = json::object();
        json::set(row, "path", "/" + group.path);
        if (group.is_multiscale) json::set(row, "multiscales", json::boolean(true));
        if (group.gsd_m) json::set(row, "gsd", plain_number(*group.gsd_m));
        add_bands(row, group.bands);
        extensions::add_datacube(row, *group.cube, group.temporal);
        json::push(groups, std::move(row));
    }
    json::set(value, "groups", std::move(groups));
    return value;
}

/// The first finding about something that has this text; empty: there is none.
std::string finding_of(const Interpretation& interpretation, std::string_view about, std::string_view part) {
    const auto found = std::find_if(
        interpretation.findings.begin(), interpretation.findings.end(),
        [&](const Finding& finding) { return finding.about == about && finding.text.find(part) != std::string::npos; });
    return found == interpretation.findings.end() ? std::string() : to_utf8(found->text);
}

/// "The time is 2001-01-01T00:00:00Z, known from coordinates: axis 'time' by standard_name 'time'."
std::string sentence_of_time(const Interpretation& interpretation) {
    const TimeCoverage& time = interpretation.granule.time;
    if (!time.interval) return fmt::format("The time is not known: {}.", time.reason);
    const UtcInterval& interval = *time.interval;
    const std::string end = interval.start == interval.end ? "" : " to " + to_rfc3339(interval.end);
    std::string how = time.reason;
    if (how.empty()) {
        how = finding_of(interpretation, "time", "axis '");
        const std::string sum = finding_of(interpretation, "time", " is a start, and ");
        if (!sum.empty()) how += "; " + sum.substr(0, sum.find(": together"));
    }
    return fmt::format("The time is {}{}, known from {}{}{}.", to_rfc3339(interval.start), end, name_of(time.evidence),
                       how.empty() ? "" : ": ", how);
}

/// "The place is west 0, south 10, east 5, north 20, that of a grid on latitude 'lat' and longitude 'lon', by the
/// places of its cells."
std::string sentence_of_place(const Interpretation& interpretation) {
    const Footprint& footprint = interpretation.granule.footprint;
    if (!footprint.box) return fmt::format("The place is not known: {}.", footprint.reason);
    const auto [west, south, east, north] = bbox_of(*footprint.box);
    const std::string box = fmt::format("The place is west {}, south {}, east {}, north {}", west, south, east, north);
    if (!footprint.reason.empty())
        return fmt::format("{}, known from {}: {}.", box, name_of(footprint.evidence), footprint.reason);
    constexpr std::string_view k_begin = "The place is that of ";
    const std::string how = finding_of(interpretation, "place", k_begin);
    if (how.empty()) return fmt::format("{}, known from {}.", box, name_of(footprint.evidence));
    const std::string system = finding_of(interpretation, "projection", "by ");
    return fmt::format("{}, that of {}{}", box, how.substr(k_begin.size()),
                       system.starts_with("by ") ? fmt::format(" The reference system is known {}.", system) : "");
}

/// From what time and place are known, or why not, in two sentences.
std::string summary(const Interpretation& interpretation) {
    return sentence_of_time(interpretation) + ' ' + sentence_of_place(interpretation);
}

}  // namespace

json::Value inspected(const Source& source, const Dataset& dataset, const Interpretation& interpretation) {
    const Granule& granule = interpretation.granule;
    json::Value value = source_value(source);
    json::set(value, "reader", dataset.reader);
    json::set(value, "summary", summary(interpretation));
    if (granule.description) json::set(value, "description", description_value(*granule.description));
    json::set(value, "time", time_value(granule.time));
    json::set(value, "footprint", footprint_value(granule.footprint));
    if (granule.projection) {
        json::Value projection = json::object();
        extensions::add_projection(projection, *granule.projection);
        json::set(value, "projection", std::move(projection));
    }
    extensions::add_datacube(value, *granule.cube, granule.temporal);
    if (const StorePart* store = granule.store()) json::set(value, "store", store_value(*store));
    json::set(value, "notes", json::strings(granule.notes));
    json::Value problems = json::array();
    for (const Problem& problem : dataset.problems) json::push(problems, problem_value(problem));
    for (Problem problem : interpretation.problems) {
        problem.path = to_utf8(source.path);
        json::push(problems, problem_value(problem));
    }
    if (!problems.Empty()) json::set(value, "problems", std::move(problems));
    json::Value reasoning = json::array();
    for (const Finding& finding : interpretation.findings) {
        json::Value step = json::object();
        json::set(step, "about", to_utf8(finding.about));
        json::set(step, "finding", to_utf8(finding.text));
        json::push(reasoning, std::move(step));
    }
    json::set(value, "reasoning", std::move(reasoning));
    json::Value header = json::object();
    json::set(header, "format", dataset.format);
    json::Value groups = json::array();
    for (const Group& group : dataset.groups) json::push(groups, group_value(dataset, group));
    json::set(header, "groups", std::move(groups));
    json::set(value, "header", std::move(header));
    return value;
}

json::Value inspected(const Source& source, const Problem& problem) {
    json::Value value = source_value(source);
    json::set(value, "problem", problem_value(problem));
    return value;
}

}  // namespace cairn
