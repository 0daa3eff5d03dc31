#include "builder/group/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "builder/cf/time_step.hpp"
#include "builder/group/series_members.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_problems = 100;  ///< of one code and Item; more are counted

Calendar calendar_of(const SeriesShape& shape) {
    return calendar_named(shape.calendar).value_or(Calendar::proleptic_gregorian);
}

/// "2001-02-30T00:00:00" in the calendar of the files.
std::string date_text(Calendar calendar, std::int64_t microseconds) {
    const std::int64_t days = floor_div(microseconds, k_microseconds_per_day);
    const std::int64_t seconds = (microseconds - days * k_microseconds_per_day) / k_microseconds_per_second;
    const CalendarDate date = date_from_days(calendar, days);
    std::string text = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    if (seconds > 0) text += fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

bool have_bounds(const ItemSeries& all, const SeriesMember& a, const SeriesMember& b) {
    return all.shape_of(a).has_bounds && all.shape_of(b).has_bounds;
}

/// The step of files with one time each: the most frequent one between files whose cells touch, else between all, when
/// it is that of at least half of them.
std::optional<TimeStep> step_between_files(const ItemSeries& of, Series series, Calendar calendar) {
    std::map<TimeStep, std::size_t> touching;
    std::map<TimeStep, std::size_t> all;
    std::size_t count = 0;
    bool all_have_bounds = true;
    for (std::size_t i = 1; i < series.size(); ++i) {
        const SeriesMember& a = series[i - 1];
        const SeriesMember& b = series[i];
        const bool both_have_bounds = have_bounds(of, a, b);
        all_have_bounds = all_have_bounds && both_have_bounds;
        if (b.first_us == a.first_us) continue;
        const TimeStep step = step_between(calendar, a.first_us, b.first_us);
        ++all[step];
        ++count;
        if (both_have_bounds && a.end_us == b.first_us) ++touching[step];
    }
    const auto most = [](const std::map<TimeStep, std::size_t>& steps) {
        return std::max_element(steps.begin(), steps.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; });
    };
    if (!touching.empty()) return most(touching)->first;
    if (count == 0 || (count == 1 && all_have_bounds))
        return std::nullopt;  // cells that do not touch: the rest is missing
    const auto [step, times] = *most(all);
    return times * 2 >= count ? std::optional(step) : std::nullopt;
}

/// The step that files with several times have within them, when it is the same in all; else the one between files.
std::optional<TimeStep> step_of(const ItemSeries& all, Series series, Calendar calendar) {
    std::optional<TimeStep> inner;
    for (const SeriesMember& member : series) {
        const SeriesShape& shape = all.shape_of(member);
        if (shape.count < 2) continue;
        const TimeStep step{shape.step_months, shape.step_us};
        if (step == TimeStep{} || (inner && *inner != step)) return std::nullopt;
        inner = step;
    }
    return inner ? inner : step_between_files(all, series, calendar);
}

enum class Relation { joined, gap, overlap, duplicate };

/// Two neighbours, the first with the later end.
struct Pair {
    const SeriesMember* a;
    const SeriesMember* b;
    Relation relation = Relation::joined;
    std::int64_t missing = 0;  ///< steps
    bool is_off_grid = false;  ///< the step does not lead from one to the other
};

bool are_of_one_time(const SeriesMember& a, const SeriesMember& b) {
    return a.first_us == b.first_us && a.last_us == b.last_us && a.end_us == b.end_us;
}

/// Gaps and overlaps are judged by the times, which have the step, and where cells have bounds by their edges as well:
/// windows that are shorter than the step leave no gaps, and those that are longer (running means) do not overlap.
Pair relation_of(const ItemSeries& all, const SeriesMember& a, const SeriesMember& b,
                 const std::optional<TimeStep>& step, Calendar calendar) {
    Pair pair{&a, &b};
    const bool both_have_bounds = have_bounds(all, a, b);
    if (b.first_us <= a.last_us) {
        if (!all.have_common_data(a, b)) return pair;
        pair.relation = are_of_one_time(a, b) ? Relation::duplicate : Relation::overlap;
        return pair;
    }
    const auto steps = step ? steps_between(calendar, *step, a.last_us, b.first_us) : std::nullopt;
    pair.is_off_grid = step && !steps;
    if (steps && *steps > 1 && !(both_have_bounds && b.first_us <= a.end_us)) {
        pair.relation = Relation::gap;
        pair.missing = *steps - 1;
    } else if (!steps && both_have_bounds && b.first_us < a.end_us && all.have_common_data(a, b)) {
        pair.relation = Relation::overlap;
    }
    return pair;
}

/// Each file with the one before it that ends last, but for those that join: there can be a million of them. Where more
/// than one file in twenty is off the grid of the step, there is none.
std::vector<Pair> pairs_of(const ItemSeries& all, Series series, std::optional<TimeStep>& step, Calendar calendar) {
    std::vector<Pair> pairs;
    const SeriesMember* last = &series.front();
    std::size_t off_grid = 0;
    for (std::size_t i = 1; i < series.size(); ++i) {
        const SeriesMember& previous = series[i - 1];
        const bool is_double = are_of_one_time(previous, series[i]);
        const Pair pair = relation_of(all, is_double ? previous : *last, series[i], step, calendar);
        if (pair.is_off_grid) ++off_grid;
        if (pair.relation != Relation::joined) pairs.push_back(pair);
        if (series[i].last_us > last->last_us) last = &series[i];
    }
    if (!step || off_grid * 20 < series.size()) return pairs;
    step.reset();
    return pairs_of(all, series, step, calendar);
}

/// `path`: of the second.
std::string message_of(const Pair& pair, const std::string& path, const std::optional<TimeStep>& step,
                       Calendar calendar) {
    const auto begin = date_text(calendar, pair.b->first_us);
    switch (pair.relation) {
        case Relation::joined:
            return {};
        case Relation::gap:
            return fmt::format(
                "between this file, whose times end {}, and '{}', whose times begin {}, {} {} of {} {} missing, from "
                "{}; if there are files for them, add them",
                date_text(calendar, pair.a->last_us), path, begin, pair.missing, pair.missing == 1 ? "step" : "steps",
                to_duration(*step), pair.missing == 1 ? "is" : "are",
                date_text(calendar, after_steps(calendar, *step, pair.a->last_us, 1)));
        case Relation::overlap:
            return fmt::format(
                "this file ends {}, and '{}', which has the same variables, begins {}: two files have the times "
                "between; "
                "leave one of them out, or cut it",
                date_text(calendar, pair.a->end_us), path, begin);
        case Relation::duplicate:
            return fmt::format(
                "this file and '{}' have the same variables at the same time, {}; leave one of them out, or let a "
                "facet "
                "tell them apart",
                path, begin);
    }
    return {};
}

std::string_view code_of(Relation relation) {
    switch (relation) {
        case Relation::joined:
            return {};
        case Relation::gap:
            return "group/gap";
        case Relation::overlap:
            return "group/overlap";
        case Relation::duplicate:
            return "group/duplicate-time";
    }
    return {};
}

/// The problems of one Item; of each kind the first ones in full.
class Report {
  public:
    explicit Report(const EntryList& run) : m_run(run) {}

    void add(const Pair& pair, const std::optional<TimeStep>& step, Calendar calendar) {
        std::size_t& count = m_counts[pair.relation];
        if (++count > k_most_problems) return;
        m_problems.push_back({Stage::group, std::string(code_of(pair.relation)), path_of(*pair.a),
                              message_of(pair, path_of(*pair.b), step, calendar), Severity::warning, std::nullopt});
    }

    std::vector<Problem> take() {
        for (const auto& [relation, count] : m_counts) {
            if (count <= k_most_problems) continue;
            const Entry first = m_run.front();
            m_problems.push_back({Stage::group, std::string(code_of(relation)), to_utf8(first.source.path),
                                  fmt::format("the Item '{}' of this file has {} more of these (cairn:series in the "
                                              "Item has their number)",
                                              first.placement.item, count - k_most_problems),
                                  Severity::warning, std::nullopt});
        }
        return std::move(m_problems);
    }

  private:
    std::string path_of(const SeriesMember& member) const { return to_utf8(m_run.at(member.place).source.path); }

    const EntryList& m_run;
    std::map<Relation, std::size_t> m_counts;
    std::vector<Problem> m_problems;
};

/// From the end of one file to the begin of the other.
std::optional<UtcInterval> missing_between(const ItemSeries& all, const Pair& pair, const TimeStep& step,
                                           Calendar calendar) {
    const SeriesMember& before = *pair.a;
    const bool has_bounds = all.shape_of(before).has_bounds;
    const std::int64_t begin = has_bounds ? before.end_us : after_steps(calendar, step, before.last_us, 1);
    const auto start = to_utc(calendar, begin);
    const auto end = to_utc(calendar, pair.b->first_us);
    if (!start || !end || !is_writable(*start) || !is_writable(*end) || *end < *start) return std::nullopt;
    return UtcInterval{*start, *end};
}

void count_pair(const ItemSeries& all, const Pair& pair, const std::optional<TimeStep>& step, Calendar calendar,
                SeriesSummary& sum) {
    if (pair.relation == Relation::duplicate) ++sum.duplicates;
    if (pair.relation == Relation::overlap) ++sum.overlaps;
    if (pair.relation != Relation::gap) return;
    ++sum.gaps;
    if (sum.missing.size() >= SeriesSummary::k_most_missing) return;
    if (const auto missing = missing_between(all, pair, *step, calendar)) sum.missing.push_back(*missing);
}

/// Steps from the first to the last time, and how many of them are there.
void count_steps(const ItemSeries& all, Series series, const std::vector<Pair>& pairs, const TimeStep& step,
                 Calendar calendar, SeriesSummary& sum) {
    std::int64_t last = series.front().last_us;
    std::int64_t missing = 0;
    std::uint64_t counted = all.shape_of(series.front()).count;
    for (const SeriesMember& member : series) {
        if (member.first_us > last) counted += all.shape_of(member).count;
        last = std::max(last, member.last_us);
    }
    for (const Pair& pair : pairs) missing += pair.missing;
    const auto steps = steps_between(calendar, step, series.front().first_us, last);
    const std::uint64_t present =
        steps && *steps + 1 > missing ? static_cast<std::uint64_t>(*steps + 1 - missing) : counted;
    sum.expected += present + static_cast<std::uint64_t>(missing);
    sum.present += present;
}

class Reader {
  public:
    Reader(const EntryList& run, const ItemSeries& all) : m_all(all), m_report(run) {}

    void add(Series series) {
        const Calendar calendar = calendar_of(m_all.shape_of(series.front()));
        std::optional<TimeStep> step = step_of(m_all, series, calendar);
        const std::vector<Pair> pairs = pairs_of(m_all, series, step, calendar);
        for (const Pair& pair : pairs) {
            count_pair(m_all, pair, step, calendar, m_sum);
            m_report.add(pair, step, calendar);
        }
        m_sum.series = ++m_series;
        const std::string duration = step ? to_duration(*step) : std::string();
        if (m_series == 1) m_sum.step = duration;
        if (m_sum.step != duration) m_sum.step.clear();
        if (step) count_steps(m_all, series, pairs, *step, calendar, m_sum);
    }

    SeriesReading take() {
        SeriesReading reading;
        if (m_series == 0) return reading;
        reading.problems = m_report.take();
        reading.summary = std::move(m_sum);
        return reading;
    }

  private:
    const ItemSeries& m_all;
    SeriesSummary m_sum;
    std::uint64_t m_series = 0;
    Report m_report;
};

}  // namespace

SeriesReading read_series(const EntryList& run, const CollectionRule& rule) {
    if (run.size() < 2) return {};
    const ItemSeries all = series_of(run, rule);
    Reader reader(run, all);
    for (const Series series : all.series) reader.add(series);
    return reader.take();
}

}  // namespace cairn
