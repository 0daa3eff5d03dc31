#include "base/json/pointer.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

bool is_reversed(const Times& times) { return times.start && times.end && *times.end < *times.start; }

void check_collection(const ObjectView& view, Findings& out) {
    for_each_interval(view.object, [&](auto start, auto end, std::size_t index) {
        if (!start || !end || *start <= *end) return;
        out.add(k_time_order, view.record(), json::child(view.object.pointer("/extent/temporal/interval"), index),
                "the interval ends before it begins");
    });
}

void check_assets(const ObjectView& view, Findings& out) {
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        if (is_reversed(times_of(asset)))
            out.add(k_time_order, view.record(), pointer_of_asset(view.object, key) + "/end_datetime",
                    "the interval ends before it begins (start_datetime is later)");
    });
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.kind == ObjectKind::collection) check_collection(view, out);
    if (is_reversed(view.object.times)) {
        out.add(k_time_order, view.record(), view.object.pointer("/properties/end_datetime"),
                "the interval ends before it begins (start_datetime is later)");
    }
    const auto& [datetime, start, end, created, updated] = view.object.times;
    if (created && updated && *updated < *created) {
        out.add(k_time_order, Severity::warning, view.record(), view.object.pointer("/properties/updated"),
                "found an update before the creation (created is later)");
    }
    if (view.object.kind != ObjectKind::asset) check_assets(view, out);
}

}  // namespace

const Rule k_time_order{"time/order",
                        Severity::error,
                        "An interval ends after it begins",
                        "No search finds an Item whose time ends before it begins.",
                        "STAC 1.1.0, common metadata, Date and Time Range; collection-spec, Temporal Extent Object",
                        ObjectCheck(check)};

}  // namespace cairn::validate::rules
