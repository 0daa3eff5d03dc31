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

}  // namespace

Outcome<Entry> entry_of(const OtherFile& file, std::string href, const Placer& placer, Interner<Facets>& facets) {
    Outcome<Placement> placement = placer.place(file.source, nullptr, facets);
    if (!placement) {
        Problem problem = std::move(placement).take_problem();
        problem.severity = Severity::warning;
        return problem;
    }
    Entry entry;
    entry.source = file.source;
    entry.href = std::move(href);
    entry.media_type = file.kind.media_type;
    entry.other_role = file.kind.role;
    entry.placement = *std::move(placement);
    entry.granule.time = time_of(file.source, placer);
    entry.granule.footprint.reason = "a file of a format that is not read";
    return entry;
}

}  // namespace cairn
