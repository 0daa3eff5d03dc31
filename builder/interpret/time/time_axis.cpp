#include "builder/interpret/time/time_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "builder/cf/time_step.hpp"
#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/time/closed_end.hpp"
#include "builder/interpret/time/julian.hpp"
#include "builder/interpret/time/valid_values.hpp"
#include "builder/model/date_period.hpp"

namespace cairn {

namespace {

/// One time axis on its way from attributes to an interval.
class Decoder {
  public:
    Decoder(const Anatomy& anatomy, VariableId coordinate, const Policies& policies, JulianAs julian,
            Findings& findings)
        : m_anatomy(anatomy),
          m_policies(policies),
          m_coordinate(coordinate),
          m_variable(variable_of(anatomy.dataset(), coordinate)),
          m_name(qualified_name(anatomy.dataset(), coordinate)),
          m_findings(findings),
          m_julian(julian) {}

    TimeAxis decode();

  private:
    struct Moment {
        std::int64_t start_us;  ///< since the calendar's day 0
        std::int64_t end_us;
        std::int64_t open_us = 0;  ///< how long before `end_us` its last instant is
    };

    void find_units();
    bool find_calendar();
    bool is_dated();
    void decode_numbers(Cells cells);
    void decode_texts(const std::vector<std::string>& texts);
    void convert_bounds(Cells& cells, const TimeUnits& target);
    void record_native_dates(const std::vector<double>& values);
    void add_moments(const Cells& cells, const TimeUnits& units);
    void record_reading(const Cells& cells, std::size_t refused);
    void conclude(std::vector<Moment> moments, Evidence evidence);
    NativeSpan span_of(std::vector<std::int64_t>& starts, std::int64_t edge, Evidence evidence) const;
    void note_early_start(UtcInstant start);
    std::optional<UtcInstant> instant(std::int64_t elapsed_us) const {
        if (m_calendar == Calendar::julian && m_julian == JulianAs::labels) return label_of(m_calendar, elapsed_us);
        return to_utc(m_calendar, elapsed_us, m_policies.calendar_mapping, m_policies.early_dates);
    }
    void refuse(std::string why) { m_axis.coverage.reason = fmt::format("time axis '{}': {}", m_name, why); }
    void refuse_years() {
        refuse(fmt::format("its dates in '{}' are outside the years 1 to 9999 that catalogs can hold", units()));
    }
    const std::string& units() const { return m_units; }
    std::vector<Moment> within_valid_time(std::vector<Moment> moments) const;
    void add_averaged_years(std::vector<Moment>& moments, const TimeUnits& units) const;

    const Anatomy& m_anatomy;
    const Policies& m_policies;
    VariableId m_coordinate;
    const Variable& m_variable;
    std::string m_name;
    std::string m_units;  ///< with the reference date where the attribute names a variable
    Findings& m_findings;
    Calendar m_calendar = Calendar::standard;
    JulianAs m_julian;
    bool m_is_complete = true;  ///< every value was read the same way: only then is there a step
    TimeAxis m_axis;
};

void Decoder::find_units() {
    m_units = text_attribute(m_variable.attributes, "units");
    const auto reference = m_anatomy.reference_variable(m_coordinate);
    if (!reference) return;
    const Variable& holder = variable_of(m_anatomy.dataset(), *reference);
    const auto* texts = std::get_if<std::vector<std::string>>(&holder.values);
    if (texts == nullptr || texts->size() != 1) return;
    m_units.erase(m_units.size() - reference_of(m_units).size());
    m_units += texts->front();
    m_findings.add(
        "time", fmt::format("'{}': the reference date is in variable '{}': {}", m_name, holder.name, texts->front()));
}

bool Decoder::find_calendar() {
    std::string name = text_attribute(m_variable.attributes, "calendar");
    if (name.empty()) name = text_attribute(m_variable.attributes, "calendar_type");  // of FMS
    const auto calendar = calendar_named(name);
    if (find_attribute(m_variable.attributes, "month_lengths") != nullptr) {
        m_axis.calendar = name.empty() ? "none" : name;
        refuse("it has a calendar of its own (attribute month_lengths), whose dates are not real");
        return false;
    }
    m_axis.calendar = calendar ? std::string(name_of(*calendar)) : name;
    if (!calendar) {
        refuse(fmt::format("calendar '{}' is not one of CF", name));
        return false;
    }
    m_calendar = *calendar == Calendar::julian && m_julian == JulianAs::civil ? Calendar::standard : *calendar;
    m_findings.add("time", name.empty() ? fmt::format("'{}': no calendar attribute, so calendar 'standard'", m_name)
                                        : fmt::format("'{}': calendar '{}'", m_name, name));
    return true;
}

TimeAxis Decoder::decode() {
    find_units();
    if (const auto* texts = std::get_if<std::vector<std::string>>(&m_variable.values)) {
        if (find_calendar() && is_dated()) decode_texts(*texts);
        return std::move(m_axis);
    }
    Cells cells = cells_of(m_anatomy, m_coordinate, Float32As::exact);
    record_native_dates(cells.centres);
    if (find_calendar() && is_dated()) decode_numbers(std::move(cells));
    return std::move(m_axis);
}

bool Decoder::is_dated() {
    if (find_attribute(m_variable.attributes, "modulo") != nullptr) {
        refuse("climatological time axis (attribute modulo): its years are not real");
        return false;
    }
    if (element_count(m_anatomy.dataset(), m_variable) == 0) {
        refuse("it has no values (a dimension of length 0)");
        return false;
    }
    return true;
}

void Decoder::record_native_dates(const std::vector<double>& values) {
    for (const double value : values) {
        if (std::isnan(value)) continue;
        if (!m_axis.native) m_axis.native = NativeExtent{value, value};
        m_axis.native->least = std::min(m_axis.native->least, value);
        m_axis.native->greatest = std::max(m_axis.native->greatest, value);
    }
}

void Decoder::decode_texts(const std::vector<std::string>& texts) {
    std::vector<Moment> moments;
    std::string why_not;
    std::size_t empty = 0;
    for (const std::string& text : texts) {
        if (words_of(text).empty()) {
            ++empty;
            continue;
        }
        const auto instant = parse_date_time(text, m_calendar, why_not);
        if (instant) moments.push_back({*instant, *instant});
    }
    m_findings.add("time", fmt::format("'{}': {} of {} texts are dates", m_name, moments.size(), texts.size()));
    if (moments.empty()) return refuse(why_not.empty() ? "all its texts are empty" : why_not);
    m_is_complete = moments.size() == texts.size();
    if (moments.size() + empty < texts.size()) {
        m_findings.note(fmt::format("{} of {} texts of time axis '{}' are no dates and were left out.",
                                    texts.size() - empty - moments.size(), texts.size(), m_name));
    }
    conclude(std::move(moments), Evidence::coordinates);
}

/// Bounds with units of their own are brought to those of the axis (CF section 7.1 lets them differ in nothing, files
/// do).
void Decoder::convert_bounds(Cells& cells, const TimeUnits& target) {
    const auto id = m_anatomy.bounds_of(m_coordinate);
    if (!id || cells.bounds.empty()) return;
    std::string own_units = text_attribute(variable_of(m_anatomy.dataset(), *id).attributes, "units");
    // A bare "days" counts from the axis's date: all of MOM's output has it so, much of GFDL's and ACCESS's.
    if (is_duration_unit(own_units)) own_units += fmt::format(" since {}", reference_of(units()));
    if (own_units.empty() || own_units == units()) return;
    std::string why_not = "one of them does not count from a date in units of one length";
    const auto source = parse_time_units(own_units, m_calendar, m_policies.month_units, why_not);
    using Count = TimeUnits::Count;
    if (!source || source->count != Count::fixed || target.count != Count::fixed) {
        m_findings.note(fmt::format("Bounds '{}' in '{}' of time axis '{}' in '{}' are not used: {}.",
                                    cells.bounds_name, own_units, m_name, units(), why_not));
        cells.bounds.clear();
        return;
    }
    const auto convert = [&](double value) {
        const auto instant = decode_time(*source, value);
        if (!instant) return std::nan("");
        return static_cast<double>(*instant - target.reference_us) * 1000 / static_cast<double>(target.unit_ns);
    };
    for (auto& [low, high] : cells.bounds) {
        low = convert(low);
        high = convert(high);
    }
}

void Decoder::decode_numbers(Cells cells) {
    std::string why_not;
    const auto units = parse_time_units(this->units(), m_calendar, m_policies.month_units, why_not);
    if (!units) return refuse(this->units().empty() ? "it has no units, so its values are not dates" : why_not);
    if (!cells.unavailable_because.empty()) {
        return refuse(fmt::format("its values are not available: {}", cells.unavailable_because));
    }
    if (cells.centres.empty()) return refuse("it has no values");
    if (units->count == TimeUnits::Count::months) {
        m_findings.note(fmt::format("Time axis '{}' counts calendar months or years: '{}' (policies.month_units).",
                                    m_name, this->units()));
    }
    convert_bounds(cells, *units);
    leave_out_invalid(cells, m_variable, m_name, m_findings);
    add_moments(cells, *units);
}

void Decoder::add_moments(const Cells& cells, const TimeUnits& units) {
    std::vector<Moment> moments;
    std::size_t missing = 0;
    std::size_t beyond = 0;
    std::size_t refused = 0;
    bool mixed = false;  // some cells have bounds, others only a value: their starts are not comparable
    Evidence evidence = Evidence::coordinates;
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        const LinearCell cell = linear_cell(cells, i);
        const auto start = decode_time(units, cell.low);
        const auto end = decode_time(units, cell.high);
        if (cell.from == LinearCell::From::nothing || !start || !end) {
            ++(cell.from == LinearCell::From::nothing ? missing : beyond);
            continue;
        }
        mixed =
            mixed || (!moments.empty() && (cell.from == LinearCell::From::bounds) != (evidence == Evidence::bounds));
        const bool has_bounds = cell.from == LinearCell::From::bounds;
        if (has_bounds) evidence = Evidence::bounds;
        if (cell.from == LinearCell::From::centre_for_refused_bounds) ++refused;
        moments.push_back({*start, *end, has_bounds ? before_edge_us(*end - *start, m_policies.interval_end) : 0});
    }
    record_reading(cells, refused);
    if (moments.empty() && beyond > 0) return refuse_years();
    if (moments.empty()) return refuse(fmt::format("all of its {} values are missing", cells.centres.size()));
    m_is_complete = missing + beyond == 0 && refused == 0 && !mixed;
    if (cells.is_climatology) add_averaged_years(moments, units);
    moments = within_valid_time(std::move(moments));
    if (missing + beyond > 0) {
        m_findings.note(fmt::format("{} of {} values of time axis '{}' are missing{} and were left out.",
                                    missing + beyond, cells.centres.size(), m_name, beyond > 0 ? " or no dates" : ""));
    }
    conclude(std::move(moments), evidence);
}

/// A store of which the axis is allocated into the future says in attributes how far the data go (ARCO-ERA5).
std::vector<Decoder::Moment> Decoder::within_valid_time(std::vector<Moment> moments) const {
    const auto& attributes = m_anatomy.dataset().groups.front().attributes;
    const std::string first = text_attribute(attributes, "valid_time_start");
    const std::string last = text_attribute(attributes, "valid_time_stop");
    const auto start = parse_date_period(first);
    const auto stop = parse_date_period(last);
    if (!start || !stop) return moments;
    std::vector<Moment> valid;
    for (const Moment& moment : moments) {
        const auto at = instant(moment.start_us);
        const bool is_before_end = stop->precision_us > 0 ? at < stop->interval.end : at <= stop->interval.end;
        if (at && *at >= start->interval.start && is_before_end) valid.push_back(moment);
    }
    if (valid.size() == moments.size() || valid.empty()) return moments;
    m_findings.note(
        fmt::format("Time axis '{}' is allocated for more than there are data: of its {} values count the "
                    "{} from {} to {}, as the attributes valid_time_start and valid_time_stop say.",
                    m_name, moments.size(), valid.size(), first, last));
    return valid;
}

/// PSL's long-term means: `ltm_range` has the first and the last value of the series that was averaged, the bounds only
/// those of the months that the file has. The last value covers one step more.
void Decoder::add_averaged_years(std::vector<Moment>& moments, const TimeUnits& units) const {
    const std::vector<double> range = attribute_numbers(m_variable.attributes, "ltm_range");
    if (range.size() != 2 || moments.size() < 2) return;
    const auto first = decode_time(units, range[0]);
    const auto last = decode_time(units, range[1]);
    const std::int64_t step = std::abs(moments[1].start_us - moments[0].start_us);
    if (!first || !last || *last < *first) return;
    std::int64_t end = *last + step;
    if (step >= 28 * k_microseconds_per_day && step <= 31 * k_microseconds_per_day) {
        const CalendarDate date = date_from_days(m_calendar, floor_div(*last, k_microseconds_per_day));
        end = days_from_date(m_calendar, add_months(m_calendar, date, 1)) * k_microseconds_per_day;
    }
    moments.push_back({*first, end, before_edge_us(end - *last, m_policies.interval_end)});
    m_findings.add(
        "time", fmt::format("'{}': attribute ltm_range is the averaged series, to the end of its last step", m_name));
}

void Decoder::record_reading(const Cells& cells, std::size_t refused) {
    m_findings.add("time", fmt::format("'{}': {} values, first {}, last {} in '{}'", m_name, cells.centres.size(),
                                       number_text(cells.centres.front()), number_text(cells.centres.back()), units()));
    if (refused < cells.bounds.size()) {
        const auto [first, unused_first] = cells.bounds.front();
        const auto [unused_last, last] = cells.bounds.back();
        m_findings.add("time", fmt::format("bounds '{}' used, {} to {}", cells.bounds_name, number_text(first),
                                           number_text(last)));
    }
    if (!cells.bounds_unusable_because.empty()) {
        m_findings.note(fmt::format("Bounds '{}' of the time axis are not used: {}.", cells.bounds_name,
                                    cells.bounds_unusable_because));
    }
    if (refused > 0) {
        m_findings.note(fmt::format(
            "Bounds '{}' do not contain the values of time axis '{}' in {} of {} cells: there the values are used.",
            cells.bounds_name, m_name, refused, cells.centres.size()));
    }
}

/// Sorts the starts and leaves each once.
NativeSpan Decoder::span_of(std::vector<std::int64_t>& starts, std::int64_t edge, Evidence evidence) const {
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    NativeSpan span;
    span.calendar = name_of(m_calendar);
    span.first_us = starts.front();
    span.last_us = starts.back();
    span.has_bounds = evidence == Evidence::bounds;
    span.end_us = span.has_bounds ? edge : span.last_us;
    span.count = static_cast<std::uint32_t>(std::min<std::size_t>(starts.size(), 0xFFFF'FFFF));
    return span;
}

void Decoder::conclude(std::vector<Moment> moments, Evidence evidence) {
    std::vector<std::int64_t> starts;
    starts.reserve(moments.size());
    std::int64_t first = moments.front().start_us;
    std::int64_t edge = moments.front().end_us;
    Moment last = moments.front();
    for (const Moment& moment : moments) {
        starts.push_back(moment.start_us);
        first = std::min(first, moment.start_us);
        edge = std::max(edge, moment.end_us);
        if (moment.end_us - moment.open_us > last.end_us - last.open_us) last = moment;
    }
    if (starts.size() > 1) {
        const auto [least, greatest] = std::minmax_element(starts.begin(), starts.end());
        m_axis.mean_step_us = (*greatest - *least) / static_cast<std::int64_t>(starts.size() - 1);
    }
    NativeSpan span = span_of(starts, edge, evidence);
    const TimeStep step =
        (m_is_complete ? regular_step(m_calendar, std::move(starts)) : std::nullopt).value_or(TimeStep{});
    m_axis.step = to_duration(step);
    span.step_us = step.microseconds;
    span.step_months = static_cast<std::int32_t>(step.months);
    const auto start = instant(first);
    const auto end = instant(edge);
    const auto last_end = instant(last.end_us);
    if (!start && !has_real_dates(m_calendar) && m_policies.calendar_mapping == CalendarMapping::refuse) {
        return refuse(fmt::format("the dates of calendar '{}' are not real (policies.calendar_mapping is 'refuse')",
                                  m_axis.calendar));
    }
    if (!start && m_calendar == Calendar::tai) {
        return refuse("atomic time and UTC did not differ by whole seconds before 1972");
    }
    if (!start || !end || !last_end || !is_writable(*start) || !is_writable(*end)) return refuse_years();
    m_axis.edges = UtcInterval{*start, *end};
    m_axis.coverage.interval = UtcInterval{*start, std::max(*start, UtcInstant{last_end->microseconds - last.open_us})};
    m_axis.coverage.evidence = evidence;
    m_axis.coverage.native = span;
    note_early_start(*start);
    m_findings.add("time", fmt::format("'{}': {} to {} (from {}){}", m_name, to_rfc3339(*start), to_rfc3339(*end),
                                       evidence == Evidence::bounds ? "bounds" : "values",
                                       m_axis.step.empty() ? "" : ", step " + m_axis.step));
}

void Decoder::note_early_start(UtcInstant start) {
    const UtcInstant reform{days_from_gregorian(1582, 10, 15) * k_microseconds_per_day};
    if (m_calendar == Calendar::julian && m_julian == JulianAs::labels) return;
    if (m_calendar == Calendar::standard && start < reform && m_policies.early_dates == EarlyDates::label) {
        m_findings.add("time", fmt::format("'{}': dates before 1582-10-15 are labels of the mixed calendar, given as "
                                           "they are (policies.early_dates)",
                                           m_name));
        return;
    }
    const bool has_julian_dates = m_calendar == Calendar::standard || m_calendar == Calendar::julian;
    if (!has_julian_dates || (m_calendar == Calendar::standard && start >= reform)) return;
    m_findings.note(fmt::format(
        "Dates of time axis '{}' are of the Julian calendar; they are given here in the Gregorian one, {}.", m_name,
        m_calendar == Calendar::standard ? "as all dates before 1582-10-15" : "as all dates in UTC"));
}

}  // namespace

TimeAxis decode_time_axis(const Anatomy& anatomy, VariableId coordinate, const Policies& policies, Findings& findings,
                          const std::optional<UtcInterval>& named) {
    const auto read_as = [&](VariableId id, JulianAs as) {
        Findings unsaid;
        return Decoder(anatomy, id, policies, as, unsaid).decode().coverage.interval;
    };
    const JulianAs julian = julian_of(anatomy, coordinate, named, read_as, findings);
    return Decoder(anatomy, coordinate, policies, julian, findings).decode();
}

}  // namespace cairn
