#include "builder/group/other_files.hpp"

#include <utility>

#include "builder/cf/name_dates.hpp"

namespace cairn {

namespace {

TimeCoverage time_of(const Source& source, const Placer& placer) {
    TimeCoverage time;
    auto period = placer.time_from_name(source, nullptr);
    if (!period) period = dates_in_name(std::string_view(source.relative).substr(source.relative.rfind('/') + 1));
    if (!period) {
        time.reason = "a file of a format that is not read, without a date in its name";
        return time;
    }
    time.interval = period->interval;
    time.evidence = Evidence::file_name;
    time.reason = "a file of a format that is not read, with a date in its name";
    return time;
}

TimeCoverage time_of_description() {
    TimeCoverage time;
    time.reason = "a file that describes the data beside it";
    return time;
}

}  // namespace

Outcome<Entry> entry_of(const OtherFile& file, std::string href, const Placer& placer, const Neighbours& neighbours,
                        Interner<Facets>& facets) {
    Entry entry;
    std::optional<Placement> beside = neighbours.by_name(file);
    if (!beside) {
        Outcome<Placement> by_rule = placer.place(file.source, nullptr, facets);
        // What a rule takes and cannot name is a fault of the rule.
        if (!by_rule && by_rule.problem().code == "group/no-collection") beside = neighbours.by_folder(file);
        if (!by_rule && !beside) {
            Problem problem = std::move(by_rule).take_problem();
            problem.severity = Severity::warning;
            return problem;
        }
        if (by_rule) entry.placement = *std::move(by_rule);
    }
    const bool is_by_rule = !beside;
    if (beside) entry.placement = *std::move(beside);
    entry.source = file.source;
    entry.href = std::move(href);
    entry.media_type = file.kind.media_type;
    entry.other_role = file.kind.role;
    entry.granule.time = is_by_rule ? time_of(file.source, placer) : time_of_description();
    entry.granule.footprint.reason = "a file of a format that is not read";
    return entry;
}

}  // namespace cairn
