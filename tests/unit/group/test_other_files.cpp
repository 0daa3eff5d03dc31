#include <catch2/catch.hpp>

#include "builder/config/load.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/other_files.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

Config config_of(const std::string& rules) {
    auto result = parse_config("archives: [{name: one, root: /one}]\ncollections: [" + rules + "]", "/config.yaml");
    REQUIRE(std::holds_alternative<Config>(result));
    return std::move(std::get<Config>(result));
}

OtherFile grib(const std::string& relative) {
    OtherFile file;
    file.source.path = "/one/" + relative;
    file.source.relative = relative;
    file.kind = {"GRIB", "application/x-grib", "data"};
    return file;
}

Outcome<Entry> placed(const Config& config, const std::string& relative) {
    const Placer placer(config);
    Interner<Facets> facets;
    return entry_of(grib(relative), "https://x.org/" + relative, placer, Neighbours({}), facets);
}

std::string time_of(const Config& config, const std::string& relative) {
    const Outcome<Entry> made = placed(config, relative);
    REQUIRE(made);
    const auto& interval = made->granule.time.interval;
    return interval ? to_rfc3339(interval->start) + "/" + to_rfc3339(interval->end) : "none";
}

}  // namespace

TEST_CASE("a file that is not read has the time of its name alone") {
    const Config config = config_of("{id: all}");
    CHECK(time_of(config, "d/x_20010131.grb") == "2001-01-31T00:00:00Z/2001-02-01T00:00:00Z");
    CHECK(time_of(config, "d/x_200101-200112.grb") == "2001-01-01T00:00:00Z/2002-01-01T00:00:00Z");
    CHECK(time_of(config, "d/README") == "none");
    CHECK(time_of(config, "20010131/x.grb") == "none");
    CHECK(time_of(config, "x_20010131_to_v_20050101.grb") == "none");
    const Config ruled = config_of(R"({id: all, time_from_name: '^(?P<start>\d{8})/'})");
    CHECK(time_of(ruled, "20010131/x.grb") == "2001-01-31T00:00:00Z/2001-02-01T00:00:00Z");
}

TEST_CASE("a file that is not read is placed by its path; what cannot be placed is a warning") {
    const Outcome<Entry> made = placed(config_of("{id: all, roles: [special]}"), "d/x_20010131.grb");
    REQUIRE(made);
    CHECK(made->is_of_other_format());
    CHECK_FALSE(made->is_only_referenced());
    CHECK_FALSE(made->is_read());
    CHECK(made->other_role == "data");
    CHECK(made->media_type == "application/x-grib");
    CHECK(made->placement.item.str() == "d.x");
    const Outcome<Entry> lacks = placed(config_of("{id: 'of-{model}', facets: {attributes: [model]}}"), "x.grb");
    REQUIRE_FALSE(lacks);
    CHECK(lacks.problem().code == "group/missing-facet");
    CHECK(lacks.problem().severity == Severity::warning);
}

TEST_CASE("a file that is not read takes nothing away that the others of its Item share") {
    const Config config = config_of("{id: c, item: i}");
    std::vector<Entry> entries{entry("a.nc", days(0, 1)), entry("b.nc", days(1, 2))};
    const auto facets = std::make_shared<const Facets>(Facets{{"model", "M"}});
    Description said;
    said.title = "Both say it";
    for (Entry& file : entries) {
        file.placement.facets = facets;
        file.granule.description = std::make_shared<const Description>(said);
    }
    auto other = placed(config, "x_20010131.grb");
    REQUIRE(other);
    other->placement.collection = entries.front().placement.collection;
    other->placement.item = entries.front().placement.item;
    entries.push_back(*std::move(other));
    sort_entries(entries);
    const ItemPlan plan = plan_item(entries, config.collections.front());
    CHECK(plan.entry_count == 3);
    CHECK(plan.facets == Facets{{"model", "M"}});
    CHECK(plan.varying.empty());
    REQUIRE(plan.description);
    CHECK(plan.description->title == "Both say it");
}
