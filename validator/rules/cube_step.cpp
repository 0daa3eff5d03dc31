#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/json/pointer.hpp"
#include "validator/cubes.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

constexpr double k_day = 86'400;

/// The least and largest number of seconds that a duration of ISO 8601 stands for; nullopt: it is none.
std::optional<std::pair<double, double>> seconds_of(std::string_view duration) {
    if (duration.size() < 3 || duration[0] != 'P') return std::nullopt;
    double least = 0, largest = 0;
    bool time = false;
    for (std::size_t at = 1; at < duration.size();) {
        if (duration[at] == 'T') {
            time = true;
            ++at;
            continue;
        }
        double count = 0;
        const auto [end, error] = std::from_chars(duration.data() + at, duration.data() + duration.size(), count);
        at = static_cast<std::size_t>(end - duration.data());
        if (error != std::errc() || at >= duration.size()) return std::nullopt;
        const char unit = duration[at++];
        const auto add = [&](double low, double high) {
            least += count * low;
            largest += count * high;
        };
        if (unit == 'Y' && !time)
            add(360 * k_day, 366 * k_day);  // 360: model calendars
        else if (unit == 'M' && !time)
            add(28 * k_day, 31 * k_day);
        else if (unit == 'W' && !time)
            add(7 * k_day, 7 * k_day);
        else if (unit == 'D' && !time)
            add(k_day, 2 * k_day);  // the leap day that a calendar leaves out
        else if (unit == 'H' && time)
            add(3600, 3600);
        else if (unit == 'M' && time)
            add(60, 60);
        else if (unit == 'S' && time)
            add(1, 1);
        else
            return std::nullopt;
    }
    return std::pair(least, largest);
}

/// How a value lies on its axis: a number, or seconds of an instant.
std::optional<double> place_on_axis(const json::Value& value) {
    if (value.IsNumber()) return value.GetDouble();
    const auto instant = value.IsString() ? parse_instant(json::view(value)) : std::nullopt;
    return instant ? std::optional(static_cast<double>(*instant) / 1e6) : std::nullopt;
}

/// The least and largest size of a step; nullopt: the values are not regular, or it cannot be said.
std::optional<std::pair<double, double>> size_of_step(const json::Value& step) {
    if (step.IsString()) return seconds_of(json::view(step));
    if (!step.IsNumber() || step.GetDouble() == 0) return std::nullopt;
    const double size = std::fabs(step.GetDouble());
    return std::pair(size, size);
}

/// Whether an extent has two ends that differ.
bool has_width(const json::Value* extent) {
    if (extent == nullptr || !extent->IsArray() || extent->Size() != 2) return false;
    const auto first = place_on_axis((*extent)[0]), last = place_on_axis((*extent)[1]);
    return first && last && *first < *last;
}

std::string fault_of(const json::Value& dimension) {
    const json::Value* step = json::find(dimension, "step");
    if (step != nullptr && step->IsNumber() && step->GetDouble() == 0 && has_width(json::find(dimension, "extent")))
        return "found the step " + excerpt(*step) +
               ", expected the distance of values, or null where they are irregular";
    const auto size = step == nullptr ? std::nullopt : size_of_step(*step);
    if (!size) return {};
    const auto differs = [&](double distance) {
        const double tolerance = 0.01 * size->second;
        return distance < size->first - tolerance || distance > size->second + tolerance;
    };
    const json::Value* values = json::find(dimension, "values");
    if (values != nullptr && values->IsArray()) {
        for (rapidjson::SizeType i = 1; i < values->Size(); ++i) {
            const auto before = place_on_axis((*values)[i - 1]), after = place_on_axis((*values)[i]);
            if (before && after && differs(std::fabs(*after - *before)))
                return "found the step " + excerpt(*step) + ", but " + excerpt((*values)[i]) + " follows " +
                       excerpt((*values)[i - 1]);
        }
    }
    const json::Value* extent = json::find(dimension, "extent");
    if (extent == nullptr || !extent->IsArray() || extent->Size() != 2) return {};
    const auto first = place_on_axis((*extent)[0]), last = place_on_axis((*extent)[1]);
    if (!first || !last || *last <= *first || size->first <= 1.01 * (*last - *first) + 1) return {};
    return "found the step " + excerpt(*step) + ", which is more than the whole extent " + excerpt(*extent);
}

void check(const ObjectView& view, Findings& out) {
    for_each_cube(view.object, [&](const json::Value& holder, const json::Value*, const CubePlace& place) {
        const json::Value* dimensions = json::find(holder, "cube:dimensions");
        if (dimensions == nullptr || !dimensions->IsObject()) return;
        for (const auto& dimension : dimensions->GetObject()) {
            std::string fault = fault_of(dimension.value);
            if (fault.empty()) continue;
            out.add(k_cube_step, view.record(),
                    json::child(place() + "/cube:dimensions", json::view(dimension.name)) + "/step", std::move(fault));
        }
    });
}

}  // namespace

const Rule k_cube_step{"cube/step",
                       Severity::warning,
                       "The step of a dimension is that of its values",
                       "Clients count the values of a regular axis by its step.",
                       "datacube extension, Dimension Object, step",
                       ObjectCheck(check)};

}  // namespace cairn::validate::rules
