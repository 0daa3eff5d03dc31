#include "builder/records/span.hpp"

#include <string>

#include "builder/interpret/time/closed_end.hpp"
#include "builder/model/date_period.hpp"

namespace cairn::records {

namespace {

constexpr std::string_view k_expected =
    "expected a date of the years 1 to 9998, as 2016, 2016-09, 2016-09-02 or 2016-09-02T00:30:00Z";

std::optional<UtcInterval> span_at(const json::Value& text, const std::string& pointer, IntervalEnd end,
                                   std::vector<Violation>& violations) {
    if (text.IsNull()) {
        violations.push_back({pointer, false,
                              "found null, expected a date: an interval without an end is not known to STAC's Items; "
                              "state the last time that the file has"});
        return std::nullopt;
    }
    auto span = written_span(json::view(text), end);
    if (!span) {
        violations.push_back(
            {pointer, false, "found '" + std::string(json::view(text)) + "', " + std::string(k_expected)});
    }
    return span;
}

}  // namespace

std::optional<UtcInterval> written_span(std::string_view text, IntervalEnd end) {
    constexpr std::size_t k_day = 10;  // characters of 2016-09-02
    if (text.size() > k_day) {
        const auto instant = parse_rfc3339(text);
        return instant && is_writable(*instant) ? std::optional(UtcInterval{*instant, *instant}) : std::nullopt;
    }
    const auto period = parse_date_period(text);
    if (!period) return std::nullopt;
    UtcInterval span = period->interval;
    span.end.microseconds -= before_edge_us(span.end.microseconds - span.start.microseconds, end);
    return span;
}

TimeCoverage stated_time(const json::Value& record, IntervalEnd end, std::vector<Violation>& violations) {
    const json::Value* datetime = json::find(record, "datetime");
    const json::Value* interval = json::find(record, "interval");
    if (datetime == nullptr && interval == nullptr) return {{}, Evidence::none, "the record states no time"};
    if (datetime != nullptr && interval != nullptr) {
        violations.push_back({"/interval", true, "found `interval` beside `datetime`, expected one of them"});
        return {};
    }
    if (datetime != nullptr)
        return {span_at(*datetime, "/datetime", end, violations), Evidence::metadata, std::string(k_from_record)};
    const auto first = span_at((*interval)[0], "/interval/0", end, violations);
    const auto last = span_at((*interval)[1], "/interval/1", end, violations);
    if (!first || !last) return {};
    if (last->end < first->start) {
        violations.push_back({"/interval", false,
                              "the end, " + to_rfc3339(last->end) + ", is before the start, " +
                                  to_rfc3339(first->start) + ": expected the first time, then the last"});
        return {};
    }
    return {UtcInterval{first->start, last->end}, Evidence::metadata, std::string(k_from_record)};
}

}  // namespace cairn::records
