#include "builder/interpret/testimony/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/cf/name_dates.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/acdd.hpp"
#include "builder/interpret/testimony/place_weighing.hpp"
#include "builder/interpret/testimony/weighing.hpp"

namespace cairn {

namespace {

using Attributes = std::vector<Attribute>;

std::string text_of(const UtcInterval& interval) {
    if (interval.start == interval.end) return to_rfc3339(interval.start);
    return fmt::format("{} to {}", to_rfc3339(interval.start), to_rfc3339(interval.end));
}

class TimeWeighing {
  public:
    TimeWeighing(const Attributes& attributes, const Policies& policies, const std::optional<DatePeriod>& named,
                 TimeCoverage read, std::int64_t step_us, Findings& findings)
        : m_attributes(attributes),
          m_policies(policies),
          m_step_us(step_us),
          m_named(named),
          m_read(std::move(read)),
          m_claim(time_claim(attributes)),
          m_findings(findings) {}

    /// Whether the attributes say another time than the coordinates: then they are about something else (the file that
    /// this one was cut from, a template), and what they say of the place is not believed either.
    bool is_claim_refuted() const {
        const auto read = interval_by(Testimony::coordinates);
        return read && !is_enclosed() &&
               ((m_claim.start && !fits(m_claim.start->period, read->start)) ||
                (m_claim.end && !fits(m_claim.end->period, read->end)));
    }

    /// Whether what the attributes state lies more than a day before or after a date: they are a template, or another
    /// file's.
    bool is_claim_beside(const DatePeriod& date) const {
        const auto& claimed = m_claim.interval;
        return claimed && (claimed->start.microseconds > date.interval.end.microseconds + k_microseconds_per_day ||
                           claimed->end.microseconds < date.interval.start.microseconds - k_microseconds_per_day);
    }

    /// The date in the name of the only file that references point into.
    void believe_source(const DatePeriod& date) {
        m_named = date;
        m_name_words = "the name of its only source";
    }

    void disbelieve(std::string because) {
        m_claim.interval.reset();
        m_claim.unusable_because = std::move(because);
    }

    TimeCoverage weigh(std::vector<Problem>& problems) {
        const auto used =
            most_trusted(m_policies, [&](Testimony testimony) { return interval_by(testimony).has_value(); });
        if (!used) return nothing();
        const bool is_interval_claimed = *used == Testimony::coordinates && is_enclosed() && trusts_attributes();
        const TimeCoverage result = is_interval_claimed ? known_from_enclosing() : known_from(*used);
        if (!result.reason.empty()) m_findings.add("time", result.reason);
        compare(*used, *result.interval, problems);
        return result;
    }

  private:
    bool trusts_attributes() const {
        return std::find(m_policies.trust.begin(), m_policies.trust.end(), Testimony::attributes) !=
               m_policies.trust.end();
    }

    /// Whether the attributes say the interval of which coordinates without bounds say the begin, the middle or the
    /// steps: of a day, a month, a granule. Attributes that reach farther than a step (of one value: than a year) are
    /// about something larger, which the file was cut from.
    bool is_enclosed() const {
        const auto read = interval_by(Testimony::coordinates);
        const auto& claimed = m_claim.interval;
        if (!read || m_read.evidence != Evidence::coordinates || !claimed || !m_claim.start || !m_claim.end)
            return false;
        constexpr std::int64_t k_year_us = 367 * k_microseconds_per_day;
        const std::int64_t most = m_step_us > 0 ? tolerance_us(0) : k_year_us;
        const std::int64_t before = read->start.microseconds - claimed->start.microseconds;
        const std::int64_t after = claimed->end.microseconds - read->end.microseconds;
        return before >= 0 && after >= 0 && before + after > 0 && before <= most && after <= most;
    }

    TimeCoverage known_from_enclosing() const {
        return {m_claim.interval, Evidence::metadata,
                fmt::format("the time coordinates have no bounds; the interval is what the global attributes {} state, "
                            "which enclose them",
                            list_of(m_attributes, {"time_coverage_start", "time_coverage_end"})),
                m_read.native};  // the coordinates still have the step
    }

    bool is_statement_of_store() const { return m_read.evidence == Evidence::metadata; }

    std::optional<UtcInterval> interval_by(Testimony testimony) const {
        switch (testimony) {
            case Testimony::coordinates:
                return is_statement_of_store() ? std::nullopt : m_read.interval;
            case Testimony::attributes:
                return is_statement_of_store() ? m_read.interval : m_claim.interval;
            case Testimony::file_name:
                return m_named ? std::optional(m_named->interval) : std::nullopt;
        }
        return std::nullopt;
    }

    std::string words_of(Testimony testimony) const {
        switch (testimony) {
            case Testimony::coordinates:
                return "the coordinates";
            case Testimony::attributes:
                return "the global attributes";
            case Testimony::file_name:
                return std::string(m_name_words);
        }
        return {};
    }

    TimeCoverage nothing() const {
        TimeCoverage none;
        none.reason = m_read.reason.empty() ? "coordinates are not in policies.trust" : m_read.reason;
        const std::string present = list_of(m_attributes, {"time_coverage_start", "time_coverage_end"});
        if (!present.empty()) {
            none.reason += fmt::format(" (global attributes {} exist and are not used: {})", present,
                                       m_claim.interval ? "they are not in policies.trust" : m_claim.unusable_because);
        }
        return none;
    }

    TimeCoverage known_from(Testimony used) const {
        if (used == Testimony::coordinates || (used == Testimony::attributes && is_statement_of_store())) return m_read;
        const std::string why = m_read.interval ? "policies.trust prefers it" : m_read.reason;
        if (used == Testimony::file_name) {
            return {m_named->interval, Evidence::file_name,
                    fmt::format("{}; the interval is what {} states", why, m_name_words)};
        }
        return {
            m_claim.interval, Evidence::metadata,
            fmt::format("{}; the interval is what the global attributes {} state", why,
                        list_of(m_attributes, {"time_coverage_start", "time_coverage_end", "time_coverage_duration"}))};
    }

    std::int64_t tolerance_us(std::int64_t precision_us) const {
        const double tolerance = m_policies.time_tolerance_days * static_cast<double>(k_microseconds_per_day);
        return std::max(static_cast<std::int64_t>(tolerance), m_step_us) + precision_us;
    }

    /// Whether a written date may mean an instant: its first or its last.
    bool fits(const DatePeriod& period, UtcInstant instant) const {
        const std::int64_t limit = tolerance_us(period.precision_us);
        return std::abs(period.interval.start.microseconds - instant.microseconds) <= limit ||
               std::abs(period.interval.end.microseconds - instant.microseconds) <= limit;
    }

    void compare(Testimony used, const UtcInterval& interval, std::vector<Problem>& problems) {
        std::string others;
        const auto add = [&](std::string text) { others += (others.empty() ? "" : "; ") + std::move(text); };
        if (used != Testimony::attributes) {
            if (m_claim.start) compare_date(*m_claim.start, used, interval.start, add);
            if (m_claim.end) compare_date(*m_claim.end, used, interval.end, add);
        }
        if (used == Testimony::attributes && interval_by(Testimony::coordinates)) {
            const UtcInterval& read = *m_read.interval;
            if (is_far(read.start, interval.start, 0) || is_far(read.end, interval.end, 0)) {
                m_findings.note("The time coordinates contradict the global attributes, which are used.");
                add(fmt::format("the coordinates say {}", text_of(read)));
            }
        }
        if (used != Testimony::file_name) {
            compare_name(used, interval, add);
        } else if (const auto read = interval_by(Testimony::coordinates)) {
            if (is_far(read->start, interval.start, m_named->precision_us) ||
                is_far(read->end, interval.end, m_named->precision_us)) {
                m_findings.note("The time coordinates contradict the file's name, which is used.");
                add(fmt::format("the coordinates say {}", text_of(*read)));
            }
        }
        const std::string says = words_of(used) + (used == Testimony::file_name ? " says" : " say");
        if (!others.empty()) problems.push_back(disagreement("time", says, text_of(interval), others));
    }

    bool is_far(UtcInstant a, UtcInstant b, std::int64_t precision_us) const {
        return std::abs(a.microseconds - b.microseconds) > tolerance_us(precision_us);
    }

    /// The note of an item counts the files that have it, so it names the claim, which they share, and not each file's
    /// time.
    template <class Add>
    void compare_date(const ClaimedDate& claim, Testimony used, UtcInstant found, const Add& add) {
        if (fits(claim.period, found)) return;
        m_findings.note(fmt::format("Global attribute {} says {}, which contradicts {}: {} used.", claim.attribute,
                                    claim.text,
                                    used == Testimony::coordinates ? "the time coordinates" : words_of(used),
                                    used == Testimony::coordinates ? "they are" : "it is"));
        m_findings.add("attributes", fmt::format("{} says {}, {} {}", claim.attribute, claim.text, words_of(used),
                                                 to_rfc3339(found)));
        add(fmt::format("the global attribute {} says {}", claim.attribute, claim.text));
    }

    template <class Add>
    void compare_name(Testimony used, const UtcInterval& interval, const Add& add) {
        if (!m_named) return;
        const UtcInterval& name = m_named->interval;
        m_findings.add("time", fmt::format("the file's name says {}", text_of(name)));
        const std::int64_t precision = m_named->precision_us;
        if (!is_far(name.start, interval.start, precision) && !is_far(name.end, interval.end, precision)) return;
        m_findings.note(fmt::format("The time in the file's name contradicts {}, which are used.",
                                    used == Testimony::coordinates ? "the time coordinates" : words_of(used)));
        add(fmt::format("the file's name says {}", text_of(name)));
    }

    const Attributes& m_attributes;
    const Policies& m_policies;
    std::int64_t m_step_us;  ///< of the time axis: so much is always tolerated
    std::optional<DatePeriod> m_named;
    std::string_view m_name_words = "the file's name";
    TimeCoverage m_read;
    TimeClaim m_claim;
    Findings& m_findings;
};

/// References into one file have the date in its name.
std::optional<DatePeriod> date_of_only_source(const Dataset& dataset) {
    if (!dataset.is_virtual || dataset.sources.size() != 1) return std::nullopt;
    std::string_view url = dataset.sources.front().url;
    url = url.substr(0, url.find_first_of("?#"));
    return dates_in_name(url.substr(url.rfind('/') + 1));
}

}  // namespace

void weigh_testimonies(const Dataset& dataset, const SpaceReading& space, std::int64_t step_us,
                       const Policies& policies, const std::optional<DatePeriod>& named, Granule& granule,
                       Findings& findings, std::vector<Problem>& problems) {
    static const Attributes k_none;
    const Attributes& attributes = dataset.groups.empty() ? k_none : dataset.groups.front().attributes;
    const bool has_time = granule.time.interval.has_value();
    PlaceWeighing place(attributes, space, policies, findings);
    TimeWeighing time(attributes, policies, named, std::move(granule.time), step_us, findings);
    const bool is_time_refuted = time.is_claim_refuted();
    const bool is_place_refuted = place.is_claim_refuted(granule.footprint);
    if (is_time_refuted && !granule.footprint.box) {
        place.disbelieve("they contradict the coordinates about the time, so they are not believed about the place");
    }
    if (is_place_refuted && !has_time) {
        time.disbelieve("they contradict the coordinates about the place, so they are not believed about the time");
    }
    const auto source_date = named || has_time ? std::nullopt : date_of_only_source(dataset);
    if (source_date && time.is_claim_beside(*source_date)) {
        constexpr const char* k_why = "they contradict the date in the name of the only source";
        place.disbelieve(fmt::format("{}, so they are not believed about the place", k_why));
        time.disbelieve(k_why);
        time.believe_source(*source_date);
    }
    if (dataset.is_virtual && dataset.sources.size() != 1) {
        // Who combines references keeps the attributes of the first file; of one file they are its own.
        place.disbelieve("those of references are of one of their files");
        time.disbelieve("those of references are of one of their files");
    }
    place.weigh(granule.footprint, problems);
    granule.time = time.weigh(problems);
}

}  // namespace cairn
