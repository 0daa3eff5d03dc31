#include <catch2/catch.hpp>

#include "builder/config/check.hpp"
#include "builder/config/load.hpp"
#include "builder/group/facets.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/stated_attributes.hpp"

using namespace cairn;

namespace {

const std::string k_config = R"(
archives: [{name: one, root: /one}, {name: two, root: /two}]
collections:
  - id: cmip6-{activity}
    match: {archive: one, path: "CMIP6/**", attributes: {mip_era: "CMIP[67]"}}
    facets:
      path: "CMIP6/{activity}/{source}/{version}/{filename}"
      regex: "_(?P<grid>g[a-z0-9]+)_"
      attributes: {frequency: frequency, source: source_id, run: realization_index}
      constants: {project: CMIP6, grid: none}
    item: "{source}.{frequency}"
    asset: "{stem}"
    asset_title: "{source} {version}"
    roles: [data, source]
  - id: rest
    match: {path: ["*.nc", "**/*.h5"]}
)";

Config config_of(const std::string& text) {
    auto result = parse_config(text, "/config.yaml");
    REQUIRE(std::holds_alternative<Config>(result));
    return std::move(std::get<Config>(result));
}

Source source_of(const std::string& relative, std::size_t archive = 0) {
    Source source;
    source.path = (archive == 0 ? "/one/" : "/two/") + relative;
    source.relative = relative;
    source.archive = archive;
    return source;
}

Attribute text(const std::string& name, const std::string& value) {
    return {name, Type::character, std::vector<std::string>{value}};
}

StatedAttributes dataset_of(std::vector<Attribute> attributes) {
    Dataset dataset;
    dataset.groups.emplace_back();
    dataset.groups[0].path = "/";
    dataset.groups[0].attributes = std::move(attributes);
    return stated_attributes(dataset);
}

StatedAttributes cmip6() {
    return dataset_of({text("mip_era", "CMIP6"),
                       text("frequency", " mon "),
                       text("source_id", "other"),
                       {"realization_index", Type::int32, std::vector<std::int64_t>{3}}});
}

const std::string k_path = "CMIP6/CMIP/CESM2/v1/tas_gn_2000.nc";

}  // namespace

TEST_CASE("a file is placed by the first rule that matches") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    Interner<Facets> facets;
    const StatedAttributes dataset = cmip6();
    const auto placed = placer.place(source_of(k_path), &dataset, facets);
    REQUIRE(placed);
    CHECK(placed->collection_rule == 0);
    CHECK(placed->collection == "cmip6-CMIP");
    CHECK(placed->item == "CESM2.mon");
    CHECK(placed->asset == "tas_gn_2000");
    CHECK(placed->asset_title == "CESM2 v1");
    CHECK(*placed->facets == Facets{{"activity", "CMIP"},
                                    {"frequency", "mon"},
                                    {"grid", "gn"},
                                    {"project", "CMIP6"},
                                    {"run", "3"},
                                    {"source", "CESM2"},
                                    {"version", "v1"}});
}

TEST_CASE("equal facets are one instance") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    Interner<Facets> facets;
    const StatedAttributes dataset = cmip6();
    const auto a = placer.place(source_of(k_path), &dataset, facets);
    const auto b = placer.place(source_of("CMIP6/CMIP/CESM2/v1/tas_gn_2001.nc"), &dataset, facets);
    CHECK(a->facets.get() == b->facets.get());
}

TEST_CASE("each condition of a match must hold") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    Interner<Facets> facets;
    const StatedAttributes dataset = cmip6();
    const StatedAttributes other = dataset_of({text("mip_era", "CMIP66")});
    CHECK(placer.place(source_of(k_path, 1), &dataset, facets)->collection == "rest");
    CHECK(placer.place(source_of("x/CMIP6/CMIP/CESM2/v1/a.nc"), &dataset, facets)->collection == "rest");
    CHECK(placer.place(source_of(k_path), &other, facets)->collection == "rest");
    CHECK(placer.place(source_of(k_path), nullptr, facets)->collection == "rest");
}

TEST_CASE("a file that no rule takes is a warning") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    Interner<Facets> facets;
    const auto placed = placer.place(source_of("a/b.zarr"), nullptr, facets);
    REQUIRE_FALSE(placed);
    CHECK(placed.problem().code == "group/no-collection");
    CHECK(placed.problem().severity == Severity::warning);
    CHECK(placed.problem().path == "/one/a/b.zarr");
    CHECK(placed.problem().message.find("none of the 2 collection rules takes the file") == 0);
}

TEST_CASE("an id without a facet is an error that says why the facet is not there") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    Interner<Facets> facets;
    const StatedAttributes without = dataset_of({text("mip_era", "CMIP6")});
    const auto placed = placer.place(source_of(k_path), &without, facets);
    REQUIRE_FALSE(placed);
    CHECK(placed.problem().code == "group/missing-facet");
    CHECK(placed.problem().severity == Severity::error);
    CHECK(placed.problem().message ==
          "the item id '{source}.{frequency}' needs the facet 'frequency', which the file does not have: the file has "
          "no global "
          "attribute 'frequency'. Give the facet another source, or a default: '{frequency|...}'");
    const StatedAttributes dataset = cmip6();
    const auto deep = placer.place(source_of("CMIP6/CMIP/CESM2/a/b/c.nc"), &dataset, facets);
    REQUIRE_FALSE(deep);
    CHECK(deep.problem().message.find(
              "the collection id 'cmip6-{activity}' needs the facet 'activity', which the file does not have: the path "
              "'CMIP6/CMIP/CESM2/a/b/c.nc' does not fit the pattern") == 0);
}

TEST_CASE("an empty id is an error") {
    const Config config = config_of("archives: [{root: /one}]\ncollections: [{id: c, item: '{parent|}'}]");
    const Placer placer(config);
    Interner<Facets> facets;
    CHECK(placer.place(source_of("a.nc"), nullptr, facets).problem().code == "group/empty-id");
    CHECK(placer.place(source_of("x/a.nc"), nullptr, facets)->item == "x");
}

TEST_CASE("built-in names come from the path") {
    const auto values = [](const Source& source) {
        Facets found;
        for (const std::string& name : builtin_names())
            if (auto value = builtin_value(name, source, "one")) found.emplace(name, *std::move(value));
        return found;
    };
    CHECK(values(source_of("a/b/tas_200001-200012.nc")) == Facets{{"archive", "one"},
                                                                  {"filename", "tas_200001-200012.nc"},
                                                                  {"folder", "a/b"},
                                                                  {"parent", "b"},
                                                                  {"series", "tas"},
                                                                  {"stem", "tas_200001-200012"}});
    CHECK(values(source_of("20000101.nc")) ==
          Facets{{"archive", "one"}, {"filename", "20000101.nc"}, {"series", "20000101"}, {"stem", "20000101"}});
    CHECK(builtin_value("model", source_of("a/b.nc"), "one") == std::nullopt);
}

TEST_CASE("without templates the ids come from folders and file name") {
    const Config config = config_of("archives: [{name: one, root: /one}]");
    const Placer placer(config);
    Interner<Facets> facets;
    const auto placed = placer.place(source_of("b/x/tas_2000.nc"), nullptr, facets);
    CHECK(placed->collection == "b");
    CHECK(placed->item == "x.tas");
    CHECK(placed->asset == "tas_2000.nc");
    CHECK(placed->asset_title == "tas_2000.nc");
    CHECK(placed->facets->empty());
}

TEST_CASE("a collection without an item template names items below its glob") {
    const Config config = config_of("archives: [{root: /one}]\ncollections: [{id: c, match: {path: 'data/CMIP6/**'}}]");
    const Placer placer(config);
    Interner<Facets> facets;
    CHECK(placer.place(source_of("data/CMIP6/CMIP/tas/tas_2000.nc"), nullptr, facets)->item == "CMIP.tas");
}

TEST_CASE("attributes become text that fits ids and documents") {
    const StatedAttributes dataset = dataset_of({text("padded", "  a\tb\n"),
                                                 {"numbers", Type::float64, std::vector<double>{0.5, 2}},
                                                 {"texts", Type::string, std::vector<std::string>{"x", "y"}},
                                                 {"opaque", Type::other, {}},
                                                 text("broken", "a\xFF"),
                                                 text("long", std::string(5000, 'x'))});
    CHECK(dataset.text("padded") == "a b");
    CHECK(dataset.text("numbers") == "0.5, 2");
    CHECK(dataset.text("texts") == "x, y");
    CHECK(dataset.text("opaque").empty());
    CHECK(dataset.text("missing").empty());
    CHECK(dataset.text("broken") == "a\\xFF");
    CHECK(dataset.text("long").size() == 1000);
}

TEST_CASE("explain tells the reasoning") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    const StatedAttributes dataset = cmip6();
    CHECK(placer.explain(source_of(k_path), &dataset) ==
          std::vector<std::string>{
              "path: " + k_path + " (archive 'one')", "rule 1 ('cmip6-{activity}') takes it",
              "facet activity: 'CMIP' (from path)", "facet filename: 'tas_gn_2000.nc' (from path)",
              "facet frequency: 'mon' (from attribute 'frequency')", "facet grid: 'gn' (from regex)",
              "facet project: 'CMIP6' (from constant)", "facet run: '3' (from attribute 'realization_index')",
              "facet source: 'CESM2' (from path; the attribute 'source_id' says 'other')",
              "facet version: 'v1' (from path)", "collection: cmip6-CMIP (template 'cmip6-{activity}')",
              "item: CESM2.mon (template '{source}.{frequency}')", "asset: tas_gn_2000 (template '{stem}')",
              "roles: data, source"});
}

TEST_CASE("explain tells which condition failed, with values") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    const StatedAttributes other = dataset_of({text("mip_era", "CMIP5")});
    CHECK(placer.explain(source_of(k_path), &other)[1] ==
          "rule 1 ('cmip6-{activity}') does not take it: the attribute 'mip_era' is 'CMIP5', it must match 'CMIP[67]'");
    CHECK(
        placer.explain(source_of(k_path), nullptr)[1] ==
        "rule 1 ('cmip6-{activity}') does not take it: it asks for the attribute 'mip_era', and the file was not read");
    CHECK(placer.explain(source_of("x.nc", 1), nullptr)[1] ==
          "rule 1 ('cmip6-{activity}') does not take it: it is for the archive 'one', the file is in 'two'");
    const auto none = placer.explain(source_of("x.zarr", 1), nullptr);
    CHECK(none[2] == "rule 2 ('rest') does not take it: the path matches none of '*.nc', '**/*.h5'");
    CHECK(none.back() == "no rule takes it: it is left out, with the warning group/no-collection");
}

TEST_CASE("explain ends with the problem when an id cannot be made") {
    const Config config = config_of(k_config);
    const Placer placer(config);
    const StatedAttributes without = dataset_of({text("mip_era", "CMIP6")});
    CHECK(placer.explain(source_of(k_path), &without).back().find("problem group/missing-facet: the item id") == 0);
}

TEST_CASE("patterns that cannot be compiled are refused at once") {
    Config config;
    config.archives.emplace_back();
    config.collections.emplace_back();
    config.collections[0].id = "{";
    CHECK_THROWS_AS(Placer(config), std::invalid_argument);
    config.collections[0].id = "a";
    config.collections[0].match.attributes["x"] = "(";
    CHECK_THROWS_AS(Placer(config), std::invalid_argument);
}
