#include <catch2/catch.hpp>

#include "builder/group/cube_union.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

CubeDimension dimension(const std::string& name, DimensionKind kind, double minimum, double maximum) {
    CubeDimension made;
    made.name = name;
    made.kind = kind;
    made.unit = "degrees";
    made.minimum = minimum;
    made.maximum = maximum;
    made.spacing = 1;
    made.size = 10;
    return made;
}

Cube cube() {
    Cube made;
    made.dimensions.push_back(dimension("lat", DimensionKind::latitude, -10, 10));
    CubeDimension time;
    time.name = "time";
    time.kind = DimensionKind::temporal;
    time.unit = "days since 1850-01-01";
    time.calendar = "noleap";
    time.step = "P1D";
    time.size = 31;
    made.dimensions.push_back(time);
    CubeVariable variable;
    variable.name = "tas";
    variable.dimensions = {"time", "lat"};
    variable.data_type = "float32";
    variable.unit = "K";
    made.variables.push_back(variable);
    return made;
}

struct United {
    Cube cube;
    std::vector<TemporalExtent> temporal;
    std::vector<std::string> notes;
};

United unite(const std::vector<Granule>& granules) {
    CubeUnion cubes;
    for (const Granule& granule : granules) cubes.add(granule);
    United result;
    Notes notes;
    cubes.finish(result.cube, result.temporal, notes);
    result.notes = std::move(notes).take();
    return result;
}

Granule granule_of(Cube made) {
    Granule granule;
    granule.cube = std::make_shared<const Cube>(std::move(made));
    return granule;
}

/// The union of the cube with a changed one.
template <class Change>
United with_changed(Change change) {
    Cube changed = cube();
    change(changed);
    return unite({granule_of(cube()), granule_of(std::move(changed))});
}

}  // namespace

TEST_CASE("the union of equal cubes is the cube") {
    const United united = unite({granule_of(cube()), granule_of(cube())});
    CHECK(united.cube == cube());
    CHECK(united.notes.empty());
}

TEST_CASE("granules without a cube add nothing") {
    CHECK(unite({Granule{}, granule_of(cube()), Granule{}}).cube == cube());
    CHECK(unite({Granule{}}).cube == Cube{});
}

TEST_CASE("extents are united, what is true of one only is left out") {
    const United united = with_changed([](Cube& changed) {
        changed.dimensions[0].minimum = 0;
        changed.dimensions[0].maximum = 20;
        changed.dimensions[0].spacing = 2;
        changed.dimensions[1].step = "P1M";
        changed.dimensions[1].size = 28;
    });
    CHECK(united.cube.dimensions[0].minimum == -10);
    CHECK(united.cube.dimensions[0].maximum == 20);
    CHECK_FALSE(united.cube.dimensions[0].spacing);
    CHECK(united.cube.dimensions[1].step.empty());
    CHECK(united.cube.dimensions[1].size == 31);
    CHECK(united.notes.empty());
}

TEST_CASE("an unknown extent does not hide a known one") {
    const United united = with_changed([](Cube& changed) {
        changed.dimensions[0].minimum.reset();
        changed.dimensions[0].maximum.reset();
    });
    CHECK(united.cube.dimensions[0].minimum == -10);
    CHECK(united.cube.dimensions[0].maximum == 10);
}

TEST_CASE("levels and labels are united in their order") {
    Cube a = cube();
    a.dimensions[0].values = {1000, 500};
    a.dimensions[0].labels = {"x", "y"};
    Cube b = cube();
    b.dimensions[0].values = {850, 500};
    b.dimensions[0].labels = {"z", "x"};
    const United united = unite({granule_of(a), granule_of(b)});
    CHECK(united.cube.dimensions[0].values == std::vector<double>{1000, 850, 500});
    CHECK(united.cube.dimensions[0].labels == std::vector<std::string>{"x", "y", "z"});
    CHECK(unite({granule_of(a), granule_of(cube())}).cube.dimensions[0].values.empty());
}

TEST_CASE("time axes with different references have no native values in common") {
    const United united = with_changed([](Cube& changed) { changed.dimensions[1].unit = "days since 1950-01-01"; });
    CHECK(united.cube.dimensions[1].unit.empty());
    CHECK(united.cube.dimensions[1].step == "P1D");
    CHECK(united.cube.dimensions[1].calendar == "noleap");
}

TEST_CASE("what contradicts the first is noted, not mixed") {
    const United kind = with_changed([](Cube& changed) {
        changed.dimensions[0].kind = DimensionKind::vertical;
        changed.dimensions[0].maximum = 99;
    });
    CHECK(kind.cube == cube());
    CHECK(kind.notes == std::vector<std::string>{
                            "the kind of 'lat' differs between files: 'latitude' and 'vertical'; the first is given"});
    const United unit = with_changed([](Cube& changed) {
        changed.dimensions[0].unit = "m";
        changed.dimensions[0].maximum = 99;
    });
    CHECK(unit.cube == cube());
    CHECK(unit.notes ==
          std::vector<std::string>{"the unit of 'lat' differs between files: 'degrees' and 'm'; the first is given"});
    const United calendar = with_changed([](Cube& changed) { changed.dimensions[1].calendar = "360_day"; });
    CHECK(calendar.notes ==
          std::vector<std::string>{
              "the calendar of 'time' differs between files: 'noleap' and '360_day'; the first is given"});
    const United size = with_changed([](Cube& changed) { changed.dimensions[0].size = 20; });
    CHECK(size.notes == std::vector<std::string>{"the size of 'lat' differs between files"});
}

TEST_CASE("variables are united by name") {
    const United united = with_changed([](Cube& changed) {
        changed.variables[0].unit = "degC";
        changed.variables[0].dimensions = {"lat"};
        changed.variables.push_back({});
        changed.variables.back().name = "pr";
    });
    REQUIRE(united.cube.variables.size() == 2);
    CHECK((united.cube.variables[0] == cube().variables[0]));  // g++ 12 emits no operator== for the comparison in CHECK
    CHECK(united.cube.variables[1].name == "pr");
    CHECK(united.notes ==
          std::vector<std::string>{
              "the unit of 'tas' differs between files: 'K' and 'degC'; the first is given",
              "the dimensions of 'tas' differs between files: 'time, lat' and 'lat'; the first is given"});
}

TEST_CASE("intervals of time axes are united by dimension, wherever it stands") {
    Granule a = granule_of(cube());
    a.temporal = {{1, days(0, 10)}};
    Cube turned = cube();
    std::swap(turned.dimensions[0], turned.dimensions[1]);
    Granule b = granule_of(turned);
    b.temporal = {{0, days(5, 20)}, {7, days(0, 1000)}};
    const United united = unite({a, b});
    CHECK(united.temporal == std::vector<TemporalExtent>{{1, days(0, 20)}});
}
