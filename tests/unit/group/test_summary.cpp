#include <algorithm>
#include <catch2/catch.hpp>

#include "builder/group/summary.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

/// One item: two files with the same facets.
struct Item {
    Item(std::optional<UtcInterval> time, std::optional<Box> footprint, Facets facets) {
        files = {entry("a.nc", time, footprint), entry("b.nc", time, footprint)};
        for (Entry& file : files) {
            file.placement.facets = std::make_shared<const Facets>(facets);
        }
        plan.entry_count = files.size();
        for (const auto& [name, value] : facets) plan.facet_values[name] = {value, {}};
        plan.time.interval = time;
        plan.footprint.box = footprint;
        plan.facets = std::move(facets);
    }
    Item(const Item&) = delete;
    Item& operator=(const Item&) = delete;

    std::vector<Entry> files;
    ItemPlan plan;
};

}  // namespace

TEST_CASE("a summary unites items, whatever their order") {
    const Item first(days(0, 10), box(0, 0, 10, 10), {{"model", "b"}, {"era", "x"}});
    const Item second(days(5, 20), box(0, 0, 10, 10), {{"model", "a"}, {"era", "x"}});
    const Item without_box(days(2, 3), std::nullopt, {{"model", "a"}});
    const Item undated(std::nullopt, box(170, -5, 190, 5), {});
    std::vector<const Item*> order{&first, &second, &without_box, &undated};
    std::sort(order.begin(), order.end());
    do {
        Summariser summariser("c");
        for (const Item* item : order) summariser.add(item->plan);
        const CollectionSummary summary = summariser.finish();
        CHECK(summary.id == "c");
        CHECK(summary.item_count == 3);
        CHECK(summary.asset_count == 8);
        CHECK(summary.interval == days(0, 20));
        CHECK(summary.boxes == std::vector<Box>{box(0, 0, 10, 10), box(170, -5, 190, 5)});
        CHECK(summary.facets == std::map<std::string, std::vector<std::string>>{{"era", {"x"}}, {"model", {"a", "b"}}});
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("the summary of nothing says nothing") {
    const CollectionSummary summary = Summariser("c").finish();
    CHECK(summary.item_count == 0);
    CHECK_FALSE(summary.interval);
    CHECK(summary.boxes.empty());
    CHECK(summary.facets.empty());
}
