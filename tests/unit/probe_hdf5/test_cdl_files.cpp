// netCDF-4 files as libnetcdf writes them.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "builder/cf/coordinates.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

const NetcdfKind k_netcdf4{"netCDF-4", Format::hdf5, true};
const NetcdfKind k_classic_model{"netCDF-4 classic model", Format::hdf5, false};

Dataset read_cdl(const TempFolder& folder, const std::string& cdl, const NetcdfKind& kind = k_netcdf4) {
    return read_as_oracle(make_netcdf(folder.path(), "a", cdl, kind).path);
}

const Variable& variable(const Dataset& dataset, std::string_view path) {
    const auto id = find_variable(dataset, 0, path);
    REQUIRE(id);
    return dataset.groups[id->group].variables[id->index];
}

}  // namespace

TEST_CASE("all storage of chunks that libnetcdf writes") {
    const TempFolder folder;
    for (const std::string storage :
         {R"(x:_Storage = "contiguous";)", "x:_ChunkSizes = 3;", "x:_ChunkSizes = 3; x:_DeflateLevel = 4;",
          R"(x:_ChunkSizes = 3; x:_DeflateLevel = 4; x:_Shuffle = "true";)",
          R"(x:_ChunkSizes = 3; x:_Fletcher32 = "true";)",
          R"(x:_ChunkSizes = 4; x:_DeflateLevel = 9; x:_Shuffle = "true"; x:_Fletcher32 = "true";)",
          R"(x:_Storage = "compact";)"}) {
        for (const std::string endian : {"", R"(x:_Endianness = "big";)"}) {
            INFO(storage << endian);
            const Dataset dataset = read_cdl(folder, "netcdf a { dimensions: x=10; variables: int x(x); " + storage +
                                                         endian + " data: x=1,-2,3,-4,5,-6,7,-8,9,-10; }");
            CHECK(std::get<std::vector<std::int64_t>>(variable(dataset, "x").values) ==
                  std::vector<std::int64_t>{1, -2, 3, -4, 5, -6, 7, -8, 9, -10});
        }
    }
}

// More than are scanned for each variable, and in a group below theirs.
TEST_CASE("variables on very many dimensions") {
    const TempFolder folder;
    std::string dimensions, variables, inner;
    for (int i = 0; i < 70; ++i) {
        dimensions += fmt::format("d{} = {}; ", i, 1 + i % 7);
        variables += fmt::format("byte v{}(d{}, d{}); ", i, 69 - i, i / 2 == 69 - i ? 0 : i / 2);
        inner += fmt::format("byte w{}(d{}); ", i, i);
    }
    const Dataset dataset =
        read_cdl(folder, fmt::format("netcdf a {{ dimensions: {} variables: {} group: g {{ variables: {} }} }}",
                                     dimensions, variables, inner));
    REQUIRE(dataset.groups.size() == 2);
    CHECK(dataset.groups[0].dimensions.size() == 70);
    CHECK(dimension(dataset, variable(dataset, "v3").dimensions.at(0)).name == "d66");
    CHECK(dimension(dataset, variable(dataset, "/g/w68").dimensions.at(0)).name == "d68");
}

TEST_CASE("every type, as attribute and as coordinate, both byte orders") {
    const TempFolder folder;
    for (const std::string type :
         {"byte", "ubyte", "short", "ushort", "int", "uint", "int64", "uint64", "float", "double"}) {
        for (const std::string endian : {"little", "big"}) {
            INFO(type << " " << endian);
            read_cdl(
                folder,
                fmt::format(
                    "netcdf a {{ dimensions: x=3; variables: {0} x(x); x:_Endianness=\"{1}\"; {0} x:a = 1, 2, 100; "
                    "data: x=1,2,100; }}",
                    type, endian));
        }
    }
}

TEST_CASE("more attributes than an object header holds") {
    const TempFolder folder;
    std::string attributes;
    for (int i = 0; i < 300; ++i)
        attributes += fmt::format(":a{} = \"value {}\"; x:b{} = {};\n", (i * 7919) % 300, i, i, i);
    for (const NetcdfKind& kind : {k_netcdf4, k_classic_model}) {
        const Dataset dataset = read_cdl(
            folder, "netcdf a { dimensions: x=2; variables: int x(x); " + attributes + " data: x=1,2; }", kind);
        CHECK(dataset.groups[0].attributes.size() == 300);
        CHECK(dataset.groups[0].attributes[1].name == "a119");
    }
}

TEST_CASE("attributes of many sizes: managed, tiny and huge objects of the heap") {
    const TempFolder folder;
    std::string attributes;
    for (int i = 0; i < 40; ++i)
        attributes += fmt::format(":a{} = \"{}\";\n", i, std::string(static_cast<std::size_t>(1) << (i % 16), 'x'));
    read_cdl(folder, "netcdf a { " + attributes + " }");
}

TEST_CASE("hundreds of variables") {
    const TempFolder folder;
    std::string variables;
    for (int i = 0; i < 400; ++i) variables += fmt::format("int v{0}(x); v{0}:axis = \"X\";\n", (i * 7919) % 400);
    const Dataset dataset = read_cdl(folder, "netcdf a { dimensions: x=2; variables: " + variables + "}");
    CHECK(dataset.groups[0].variables[1].name == "v319");
}

TEST_CASE("texts of variable length") {
    const TempFolder folder;
    const Dataset dataset =
        read_cdl(folder, R"(netcdf a { dimensions: s=3; t=UNLIMITED; variables: string s(s); string t(t);
        string s:one = "caf\303\251"; string s:more = "a", "", "c"; string :empty = ""; data: s="left","","right"; t="x","y"; })");
    CHECK(std::get<std::vector<std::string>>(variable(dataset, "s").values) ==
          std::vector<std::string>{"left", "", "right"});
}

TEST_CASE("user-defined types are there, without values") {
    const TempFolder folder;
    const Dataset dataset =
        read_cdl(folder, R"(netcdf a { types: byte enum colour {red=1, green=2}; compound pair {int a; float b;};
        compound nested {pair p; int n(3);}; int(*) list; opaque(5) blob;
        dimensions: x=2; variables: colour c(x); pair p(x); nested n(x); list l(x); blob o(x); int x(x);
        colour x:c = red; pair x:p = {1,2}; list x:l = {1,2,3}; blob x:o = 0X0102030405; x:plain = 5;
        data: c=red,green; p={1,2},{3,4}; l={1},{2,3}; x=1,2; })");
    CHECK(variable(dataset, "c").type == Type::other);
    CHECK(variable(dataset, "x").attributes.size() == 5);
}

TEST_CASE("groups: dimensions of the groups around, and of later groups") {
    const TempFolder folder;
    read_cdl(folder,
             R"(netcdf a { types: int enum e {a=1}; dimensions: x=2; u=UNLIMITED; variables: int x(x); int f(u,x);
        data: x=1,2; f=1,2,3,4,5,6;
        group: g { dimensions: x=3; y=UNLIMITED; variables: float x(x); e k(y,u); :a = 1;
            group: h { dimensions: z=0; variables: double d(y,x,u); e x(x); double u(u); data: u=1,2,3,4,5; } }
        group: i { variables: short x(x); } })");
}

TEST_CASE("names that need care: a variable named like a dimension that it does not have") {
    const TempFolder folder;
    const Dataset dataset = read_cdl(folder, R"(netcdf a { dimensions: x=2; y=3; variables: int x(y); int y(x,y);
        x:axis="X"; data: x=1,2,3; y=1,2,3,4,5,6; })");
    CHECK(variable(dataset, "x").dimensions.size() == 1);
}

TEST_CASE("coordinates of several dimensions, chunks that do not fit") {
    const TempFolder folder;
    std::string values = "0";
    for (int i = 1; i < 5 * 7 * 3; ++i) values += fmt::format(",{}", i);
    const Dataset dataset = read_cdl(folder, R"(netcdf a { dimensions: i=5; j=7; k=3; variables: double lat(i,j,k);
        lat:units="degrees_north"; lat:_ChunkSizes = 2, 3, 2; lat:_DeflateLevel = 1; data: lat=)" +
                                                 values + "; }");
    CHECK(std::get<std::vector<double>>(variable(dataset, "lat").values)[17] == 17);
}

TEST_CASE("scalars, empty dimensions, and coordinates nobody has written") {
    const TempFolder folder;
    read_cdl(folder, R"(netcdf a { dimensions: n=0; t=UNLIMITED; x=3; variables: int n(n); double t(t); float height;
        height:axis="Z"; float x(x); short y(x); y:axis="Y"; y:_FillValue=-5s; y:_ChunkSizes=2; char c(x); c:axis="X"; char d; d:axis="Y";
        data: height=2; c="ab"; d="z"; })");
}

TEST_CASE("a coordinate shorter than its unlimited dimension is filled") {
    const TempFolder folder;
    for (const std::string fill : {"", "t:_FillValue = -7.;"}) {
        const Dataset dataset =
            read_cdl(folder, "netcdf a { dimensions: t=UNLIMITED; x=2; variables: double t(t); " + fill +
                                 " int lat(t,x); lat:axis=\"Y\"; data: t=1,2; lat=1,2,3,4,5,6,7,8; }");
        CHECK(std::get<std::vector<double>>(variable(dataset, "t").values).size() == 4);
    }
}

TEST_CASE("a limit leaves values out, and says so as libnetcdf's reader does") {
    const TempFolder folder;
    const Source source = make_netcdf(
        folder.path(), "a",
        "netcdf a { dimensions: x=4; y=2; variables: double x(x); double y(y); data: x=1,2,3,4; y=1,2; }", k_netcdf4);
    ReadLimits limits;
    limits.coordinate_bytes = 16;
    const auto found = read_hdf5_file(source.path, limits);
    REQUIRE(found);
    const auto& dataset = std::get<Dataset>(*found);
    CHECK(variable(dataset, "x").values_missing_because ==
          "4 values of 8 bytes each are more than the limit of 16 bytes");
    CHECK(variable(dataset, "x").ends == Values(std::vector<double>{1, 4}));
    CHECK(variable(dataset, "y").values_missing_because.empty());
}

TEST_CASE("the last value of a coordinate shorter than its unlimited dimension is the fill value") {
    const TempFolder folder;
    ReadLimits limits;
    limits.coordinate_bytes = 16;
    for (const std::string fill : {"", "t:_FillValue = -7.;"}) {
        const Source source = make_netcdf(
            folder.path(), "a",
            "netcdf a { dimensions: t=UNLIMITED; x=2; variables: double t(t); " + fill +
                " double b(t,x); b:axis=\"T\"; int never(t); never:axis=\"X\"; data: t=1,2; b=1,2,3,4,5,6; }",
            k_netcdf4);
        const Dataset dataset = read_as_oracle(source.path, limits);
        CHECK(variable(dataset, "t").ends ==
              Values(std::vector<double>{1, fill.empty() ? static_cast<double>(9.9692099683868690e+36F) : -7}));
        CHECK(variable(dataset, "b").ends == Values(std::vector<double>{1, 2, 5, 6}));
    }
}
