// The invariant of all places, over every kind of grid: each cell that has a place lies in the box (by its corners
// where they are known, else by its centre), the box is spanned by cells that exist, and no cells have no box.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/property/cells/cells.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

constexpr int k_rounds = 150;

std::vector<MakerOfCells> all_makers() {
    std::vector<MakerOfCells> all = makers_on_axes();
    for (const auto& more : {makers_of_meshes(), makers_by_projection()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool is_within(const Box& box, const Position& place, double tolerance) {
    const bool lat = place.lat_deg >= box.lat.south_deg - tolerance && place.lat_deg <= box.lat.north_deg + tolerance;
    return lat && (box.lon.contains(place.lon_deg) || box.lon.contains(place.lon_deg - tolerance) ||
                   box.lon.contains(place.lon_deg + tolerance));
}

bool touches(const std::vector<Position>& corners, double edge, bool is_lon, double tolerance) {
    return std::any_of(corners.begin(), corners.end(), [&](const Position& corner) {
        const double value = is_lon ? corner.lon_deg : corner.lat_deg;
        return std::abs(is_lon ? std::remainder(value - edge, 360) : value - edge) <= tolerance;
    });
}

void check_box(const Made& made, const Box& box) {
    INFO(bbox_of(box)[0] << " " << bbox_of(box)[1] << " " << bbox_of(box)[2] << " " << bbox_of(box)[3]);
    const bool all_within = std::all_of(made.corners.begin(), made.corners.end(), [&](const Position& corner) {
        return is_within(box, corner, made.tolerance_deg);
    });
    CHECK(all_within);
    CHECK_FALSE(box.lon.is_full());
    CHECK(touches(made.corners, box.lat.south_deg, false, made.tolerance_deg));
    CHECK(touches(made.corners, box.lat.north_deg, false, made.tolerance_deg));
    CHECK(touches(made.corners, box.lon.west_deg(), true, made.tolerance_deg));
    CHECK(touches(made.corners, box.lon.east_deg(), true, made.tolerance_deg));
}

}  // namespace

TEST_CASE("every cell lies in the box, and cells span it") {
    Random random(20261);
    for (const MakerOfCells& maker : all_makers()) {
        for (int round = 0; round < k_rounds; ++round) {
            const Made made = maker.make(random, false);
            const Footprint footprint = made.build.read().granule.footprint;
            INFO(maker.name << ", round " << round << ": " << footprint.reason);
            CHECK(footprint.box.has_value() == !made.corners.empty());
            if (footprint.box) check_box(made, *footprint.box);
        }
    }
}

TEST_CASE("no cells have no box, whatever the grid") {
    Random random(20262);
    for (const MakerOfCells& maker : all_makers()) {
        for (int round = 0; round < k_rounds / 5; ++round) {
            const Footprint footprint = maker.make(random, true).build.read().granule.footprint;
            INFO(maker.name << ", round " << round);
            CHECK_FALSE(footprint.box.has_value());
            CHECK_FALSE(footprint.reason.empty());
        }
    }
}
