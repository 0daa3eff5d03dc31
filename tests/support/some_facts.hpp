// Facts in which nothing is left out: what a codec must not lose.
#pragma once

#include <limits>
#include <memory>

#include "builder/facts/facts.hpp"

namespace cairn {

inline std::shared_ptr<const Cube> some_cube() {
    Cube cube;
    CubeDimension time;
    time.name = "time";
    time.kind = DimensionKind::temporal;
    time.calendar = "360_day";
    time.minimum = -0.0;
    time.maximum = std::numeric_limits<double>::quiet_NaN();
    time.values = {1, 2.5};
    time.labels = {"a", ""};
    time.box = Box{LonInterval::between(170, 190), {-10, 10}};
    time.size = std::numeric_limits<std::uint64_t>::max();
    cube.dimensions = {time};
    CubeVariable variable;
    variable.name = "tas";
    variable.dimensions = {"time"};
    variable.nodata = std::numeric_limits<double>::infinity();
    variable.flags.meanings = {"sea", "land"};
    cube.variables = {variable};
    return std::make_shared<const Cube>(cube);
}

inline Facts some_facts() {
    Facts facts;
    facts.format = Format::kerchunk_json;
    facts.fingerprint.stamp = {12, -1, std::numeric_limits<std::int64_t>::min(), 1ULL << 63};
    facts.fingerprint.parts = {{"/a/\xFF.zarr", FileStamp{1, 2, 3, 4}}, {"/a/b", std::nullopt}};
    facts.fingerprint.is_settled = true;
    facts.problems = {{Stage::probe, "probe/odd", "/a", "odd", Severity::warning, 7}};
    facts.checksum = "d50110d41d8cd98f00b204e9800998ecf8427e";
    Understood& understood = facts.understood.emplace();
    understood.attributes = StatedAttributes({{"title", "Sea ice"}, {"model", "CAIRN-1"}});
    understood.named = DatePeriod{{{-5}, {5}}, 10};
    understood.doubts = {{Stage::interpret, "interpret/odd", "/a", "odd, too", Severity::error, std::nullopt}};
    Granule& granule = understood.granule;
    granule.time = {UtcInterval{{1}, {2}}, Evidence::bounds, "because", NativeSpan{"360_day", 1, 2, 3, 4, 5, 6, true}};
    granule.footprint.box = Box{LonInterval::full(), {-90, 90}};
    granule.footprint.outline = std::make_shared<const Outline>(Outline{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}});
    granule.cube = some_cube();
    granule.temporal = {{0, UtcInterval{{1}, {2}}, NativeExtent{0.5, 1.5}}};
    granule.projection =
        std::make_shared<const Projection>(Projection{"EPSG:32632", "", "{}", {2, 3}, {1, 2}, {}, true});
    VirtualStorePart store;
    store.traits.snapshot = "1CECHNKREP0F1RSTCMT0";
    StoreGroup group;
    group.path = "a/b";
    group.cube = some_cube();
    group.bands = {{}};
    group.bands.front().shape = {4, 5};
    group.levels = {"0", "1"};
    store.groups = {group};
    store.sources = {std::make_shared<const SourceCoverage>(
        SourceCoverage{"https://x/y", 9, UtcInterval{{1}, {1}}, "", {{"lat", 1.0, std::nullopt}}, true})};
    granule.kind = store;
    Description description;
    description.title = "Sea ice";
    description.keywords = {"ice"};
    granule.description = std::make_shared<const Description>(description);
    granule.dates.created = UtcInstant{17};
    granule.opening = std::make_shared<const OpenArguments>(OpenArguments{true, "g", {"x"}});
    granule.notes = {"a note"};
    return facts;
}

}  // namespace cairn
