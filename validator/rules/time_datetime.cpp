#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check_times(const ObjectView& view, const Times& times, const std::string& pointer, Findings& out) {
    if (!times.datetime || !times.start || !times.end || *times.start > *times.end) return;
    if (*times.datetime >= *times.start && *times.datetime <= *times.end) return;
    out.add(k_time_datetime, view.record(), pointer + "/datetime",
            "the datetime lies outside of the interval from start_datetime to end_datetime");
}

void check(const ObjectView& view, Findings& out) {
    if (!view.object.is_feature()) return;
    if (view.object.times.datetime) check_times(view, view.object.times, view.object.pointer("/properties"), out);
    if (view.object.kind == ObjectKind::asset) return;
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        check_times(view, times_of(asset), pointer_of_asset(view.object, key), out);
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
