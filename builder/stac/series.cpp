#include "builder/stac/series.hpp"

namespace cairn {

void set_series(json::Value& properties, const SeriesSummary& series) {
    json::Value value = json::object();
    json::set(value, "step", series.step.empty() ? json::Value() : json::string(series.step));
    if (series.series > 1) json::set(value, "series", json::Value(series.series));
    if (series.expected > 0) {
        json::set(value, "expected", json::Value(series.expected));
        json::set(value, "present", json::Value(series.present));
        json::set(value, "gaps", json::Value(series.gaps));
    }
    json::set(value, "overlaps", json::Value(series.overlaps));
    json::set(value, "duplicates", json::Value(series.duplicates));
    if (!series.missing.empty()) {
        json::Value missing = json::array();
        for (const UtcInterval& gap : series.missing) {
            json::push(missing, json::strings({to_rfc3339(gap.start), to_rfc3339(gap.end)}));
        }
        json::set(value, "missing", std::move(missing));
    }
    json::set(properties, "cairn:series", std::move(value));
}

}  // namespace cairn
