#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check_times(const ObjectView& view, const Times& times, const std::string& pointer, Findings& out) {
    if (!times.datetime || !times.start || !times.end || *times.start > *times.end) return;
    if (*times.datetime >= *times.start && *times.datetime <= *times.end) return;
    out.add(k_time_datetime, view.record(), pointer + "/datetime",
            "the datetime lies outside of the interval from start_datetime to end_datetime");
}

/// An asset of another time than its Item.
void check_asset(const ObjectView& view, const Times& times, const std::string& pointer, Findings& out) {
    const auto start = times.start ? times.start : times.datetime;
    const auto end = times.end ? times.end : times.datetime;
    if (start && end && lies_apart(view.object.times, *start, *end))
        out.add(k_time_datetime, Severity::warning, view.record(),
                pointer + (times.start ? "/start_datetime" : "/datetime"),
                "the time of the asset lies outside of the interval of its Item");
}

void check(const ObjectView& view, Findings& out) {
    if (!view.object.is_feature()) return;
    if (view.object.times.datetime) check_times(view, view.object.times, view.object.pointer("/properties"), out);
    if (view.object.kind == ObjectKind::asset) return;
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        const Times times = times_of(asset);
        check_times(view, times, pointer_of_asset(view.object, key), out);
        check_asset(view, times, pointer_of_asset(view.object, key), out);
    });
}

}  // namespace

const Rule k_time_datetime{"time/datetime",
                           Severity::error,
                           "The datetime lies within the interval",
                           "Clients search by either, and find the Item by one of them alone.",
                           "STAC 1.1.0, common metadata, Date and Time Range",
                           ObjectCheck(check)};

}  // namespace cairn::validate::rules
