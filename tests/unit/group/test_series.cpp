#include "builder/group/series.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "builder/cf/time_step.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

constexpr std::int64_t k_day = k_microseconds_per_day;
constexpr std::int64_t k_begin = 2000 * 365;  ///< the day at which the files begin, in noleap

std::shared_ptr<const Cube> cube_of(const std::vector<std::string>& variables, std::optional<double> level = {}) {
    auto cube = std::make_shared<Cube>();
    cube->dimensions.emplace_back();
    cube->dimensions.back().name = "time";
    cube->dimensions.back().kind = DimensionKind::temporal;
    for (const std::string& name : variables) {
        cube->variables.emplace_back();
        cube->variables.back().name = name;
        cube->variables.back().dimensions = {"time"};
    }
    if (level) {
        cube->variables.emplace_back();
        cube->variables.back().name = "height";
        cube->variables.back().standard_name = "height";
        cube->variables.back().is_data = false;
        cube->variables.back().value = level;
    }
    return cube;
}

const std::shared_ptr<const Cube> k_tas = cube_of({"tas"});

/// A file whose cells reach from one day to another, one a day (of `step` days) unless it has one.
Entry file(const std::string& name, std::int64_t first, std::int64_t end, std::int64_t step = 1,
           std::shared_ptr<const Cube> cube = k_tas) {
    Entry made = entry(name, days(first, end));
    made.granule.cube = std::move(cube);
    NativeSpan span;
    span.calendar = "noleap";
    span.first_us = (k_begin + first) * k_day;
    span.last_us = (k_begin + end - step) * k_day;
    span.end_us = (k_begin + end) * k_day;
    span.count = static_cast<std::uint32_t>((end - first) / step);
    span.has_bounds = true;
    if (span.count > 1) span.step_us = step * k_day;
    made.granule.time.native = span;
    return made;
}

/// A file with one instant, in days, without bounds.
Entry instant(const std::string& name, std::int64_t day, std::shared_ptr<const Cube> cube = k_tas) {
    Entry made = file(name, day, day + 1, 1, std::move(cube));
    made.granule.time.native->has_bounds = false;
    made.granule.time.native->end_us = made.granule.time.native->last_us;
    return made;
}

SeriesReading read(const std::vector<Entry>& entries, const CollectionRule& rule = {}) {
    return read_series(entries, rule);
}

std::vector<std::string> codes_of(const SeriesReading& reading) {
    std::vector<std::string> codes;
    for (const Problem& problem : reading.problems) codes.push_back(problem.code);
    return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("files that follow each other are a series with a step") {
    const auto reading = read({file("a", 0, 1), file("b", 1, 2), file("c", 2, 3)});
    REQUIRE(reading.summary);
    CHECK(reading.problems.empty());
    CHECK(reading.summary->step == "P1D");
    CHECK(reading.summary->expected == 3);
    CHECK(reading.summary->present == 3);
    CHECK(reading.summary->gaps == 0);
}

TEST_CASE("a gap names its neighbours, and is counted in steps") {
    const auto reading = read({file("a", 0, 1), file("b", 1, 2), file("c", 5, 6)});
    CHECK(codes_of(reading) == Codes{"group/gap"});
    CHECK(reading.problems[0].path == "/archive/b");
    CHECK(reading.problems[0].message.find("'/archive/c'") != std::string::npos);
    CHECK(reading.problems[0].severity == Severity::warning);
    CHECK(reading.summary->expected == 6);
    CHECK(reading.summary->present == 3);
    CHECK(reading.summary->missing.size() == 1);
}

TEST_CASE("files with several times are judged by the step that they have within them") {
    const auto reading = read({file("a", 0, 10), file("b", 10, 20), file("c", 25, 30)});
    CHECK(codes_of(reading) == Codes{"group/gap"});
    CHECK(reading.summary->expected == 30);
    CHECK(reading.summary->present == 25);
    CHECK(codes_of(read({file("a", 0, 10), file("b", 12, 20)})) == Codes{"group/gap"});
    CHECK(codes_of(read({file("a", 0, 10), instant("b", 10)})).empty());
}

TEST_CASE("overlaps and doubles are told apart") {
    CHECK(codes_of(read({file("a", 0, 10), file("b", 5, 15)})) == Codes{"group/overlap"});
    CHECK(codes_of(read({file("a", 0, 10), file("b", 2, 3), file("c", 10, 12)})) == Codes{"group/overlap"});
    const auto doubles = read({file("a", 0, 1), file("b", 0, 1), file("c", 0, 1), file("d", 1, 2)});
    CHECK(codes_of(doubles) == Codes{"group/duplicate-time", "group/duplicate-time"});
    CHECK(doubles.summary->duplicates == 2);
    CHECK(doubles.summary->expected == 2);
    CHECK(doubles.summary->present == 2);
}

TEST_CASE("variables, members and levels at one time are no doubles") {
    CHECK(read({file("a", 0, 1), file("b", 0, 1, 1, cube_of({"pr"}))}).problems.empty());
    CHECK(codes_of(read({file("a", 0, 1), file("b", 0, 1, 1, cube_of({"tas", "pr"}))})) ==
          Codes{"group/duplicate-time"});
    CHECK(read({file("a", 0, 1, 1, cube_of({"ta"}, 2)), file("b", 0, 1, 1, cube_of({"ta"}, 10))}).problems.empty());
    std::vector<Entry> members{file("a", 0, 1), file("b", 0, 1)};
    members[1].placement.facets = std::make_shared<const Facets>(Facets{{"member", "r2"}});
    CHECK(read(members).problems.empty());
    std::vector<Entry> tiles{file("a", 0, 1), file("b", 0, 1)};
    tiles[0].granule.footprint.box = box(0, 0, 1, 1);
    tiles[1].granule.footprint.box = box(1, 0, 2, 1);
    CHECK(read(tiles).problems.empty());
    CollectionRule rule;
    rule.item = "all";
    CHECK(read({file("tas_r1_2000.nc", 0, 1), file("tas_r2_2000.nc", 0, 1)}, rule).problems.empty());
    CHECK(codes_of(read({file("tas_2000.nc", 0, 1), file("x/tas_2000.nc", 0, 1)}, rule)) ==
          Codes{"group/duplicate-time"});
}

TEST_CASE("a file with more variables, or another box, fills its place in the series") {
    CHECK(read({file("a", 0, 1), file("b", 1, 2, 1, cube_of({"tas", "orog"})), file("c", 2, 3)}).problems.empty());
    std::vector<Entry> moved{file("a", 0, 1), file("b", 1, 2), file("c", 2, 3)};
    moved[1].granule.footprint.box = box(1, 0, 2, 1);
    CHECK(read(moved).problems.empty());
}

TEST_CASE("gaps are told only where the step is regular") {
    CHECK(read({instant("a", 0), instant("b", 1), instant("c", 5), instant("d", 17)}).problems.empty());
    CHECK(read({instant("a", 0), instant("b", 1), instant("c", 5), instant("d", 17)}).summary->step.empty());
    CHECK(codes_of(read({instant("a", 0), instant("b", 1), instant("c", 2), instant("d", 4)})) == Codes{"group/gap"});
    CHECK(read({file("a", 0, 1), file("b", 7, 8)}).problems.empty());  // nothing shows the step
}

TEST_CASE("windows shorter than the step leave no gaps, longer ones do not overlap") {
    const auto window = [](const char* name, std::int64_t day, std::int64_t hours) {
        Entry made = file(name, day, day + 1);
        made.granule.time.native->end_us = (k_begin + day) * k_day + hours * 3'600'000'000;
        return made;
    };
    CHECK(read({window("a", 0, 6), window("b", 1, 6), window("c", 2, 6)}).problems.empty());
    CHECK(read({window("a", 0, 72), window("b", 1, 72), window("c", 2, 72)}).problems.empty());
    CHECK(codes_of(read({window("a", 0, 6), window("b", 1, 6), window("c", 2, 6), window("d", 4, 6)})) ==
          Codes{"group/gap"});
}

TEST_CASE("months are steps of their calendar") {
    for (const Calendar calendar :
         {Calendar::standard, Calendar::noleap, Calendar::all_leap, Calendar::day_360, Calendar::julian}) {
        std::vector<Entry> files;
        for (int month = 1; month <= 12; ++month) {
            const auto begin = days_from_date(calendar, {2004, month, 1});
            const auto end =
                month == 12 ? days_from_date(calendar, {2005, 1, 1}) : days_from_date(calendar, {2004, month + 1, 1});
            Entry one = file(std::to_string(100 + month), begin - k_begin, end - k_begin, end - begin);
            one.granule.time.native->calendar = name_of(calendar);
            if (month != 2 && month != 8) files.push_back(std::move(one));
        }
        const auto reading = read(files);
        INFO(name_of(calendar));
        CHECK(codes_of(reading) == Codes{"group/gap", "group/gap"});
        CHECK(reading.summary->step == "P1M");
        CHECK(reading.summary->expected == 12);
        CHECK(reading.summary->present == 10);
    }
}

TEST_CASE("files without a time axis are judged by their intervals") {
    std::vector<Entry> files{entry("a", days(0, 0)), entry("b", days(1, 1)), entry("c", days(2, 2)),
                             entry("d", days(4, 4))};
    for (Entry& one : files) one.granule.cube = k_tas;
    CHECK(codes_of(read(files)) == Codes{"group/gap"});
}

TEST_CASE("many problems of one kind are counted") {
    std::vector<Entry> files;
    for (int i = 0; i < 300; ++i) files.push_back(instant(std::to_string(1000 + i), 3 * (i / 2) + i % 2));
    const auto reading = read(files);
    CHECK(reading.summary->gaps == 149);
    CHECK(reading.problems.size() == 101);
    CHECK(reading.summary->missing.size() == SeriesSummary::k_most_missing);
}

TEST_CASE("what is found does not depend on the order, and removing files makes gaps of them") {
    std::mt19937 dice(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<Entry> files;
        std::uint64_t expected_gaps = 0;
        std::uint64_t present = 0;
        bool was_there = true;
        const int count = 8 + static_cast<int>(dice() % 20);
        for (int i = 0; i < count; ++i) {
            const bool is_there = i < 3 || i == count - 1 || dice() % 5 != 0;
            if (is_there) files.push_back(file(std::to_string(100 + i), 3 * i, 3 * i + 3, round % 2 == 0 ? 1 : 3));
            if (is_there && !was_there) ++expected_gaps;
            if (is_there) present += round % 2 == 0 ? 3 : 1;
            was_there = is_there;
        }
        std::shuffle(files.begin(), files.end(), dice);
        const auto reading = read(files);
        REQUIRE(reading.summary);
        CHECK(reading.summary->gaps == expected_gaps);
        CHECK(reading.summary->present == present);
        CHECK(reading.summary->expected == static_cast<std::uint64_t>(count * (round % 2 == 0 ? 3 : 1)));
        CHECK(reading.problems.size() == expected_gaps);
    }
}
