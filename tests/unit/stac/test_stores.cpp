// Stores in documents: links, group assets, templates, and what a store states.
#include <catch2/catch.hpp>

#include "builder/stac/store.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// A store with one group, "scene", of two variables on one axis.
Entry store() {
    Entry made = entry("s.zarr", interval("2001-01-01T00:00:00Z", "2001-01-02T00:00:00Z"));
    made.source.stamp.size_bytes = 0;
    made.granule.kind = StorePart{StoreTraits{3, true, false}, {}, {}};
    StoreGroup group;
    group.path = "scene";
    Cube cube;
    cube.dimensions.emplace_back();
    cube.dimensions[0].name = "x";
    for (const char* name : {"b02", "b03"}) {
        CubeVariable variable;
        variable.name = name;
        variable.dimensions = {"x"};
        cube.variables.push_back(variable);
        group.bands.emplace_back();
        group.bands.back().name = name;
    }
    group.cube = std::make_shared<const Cube>(cube);
    made.granule.store()->groups.push_back(group);
    return made;
}

class Document {
  public:
    explicit Document(Entry entry) : m_entry(std::move(entry)) {}

    json::Value templates() const { return link_templates(m_entries, k_at, context()); }
    json::Value asset() const { return std::move(group_assets(m_entries, k_at, context()).front().asset); }
    std::string type(StoreTypes spelling) const { return store_media_type(m_entry, "multiscales", spelling); }
    std::string with_stated(std::string_view properties) const {
        ItemPlan plan;
        plan.stores = {&m_entry};
        plan.entry_count = 1;
        json::Value value = parsed(properties);
        set_stated_properties(value, plan);
        return json::write(value);
    }

  private:
    static constexpr const char* k_at = "collections/c/items/i/i.json";
    Context context() const { return {m_config, Linker(m_config.publish, "/srv/out")}; }
    Config m_config = config_of_one_rule();
    Entry m_entry;
    std::vector<const Entry*> m_entries{&m_entry};
};

}  // namespace

TEST_CASE("a template of links leads to the variables of a group") {
    const json::Value templates = Document(store()).templates();
    CHECK(at(templates, "/0/uriTemplate") == R"("https://data.example.org/s.zarr/scene/{variable}")");
    CHECK(at(templates, "/0/variables/variable/enum") == R"(["b02","b03"])");
    CHECK(at(templates, "/0/variables/level") == "absent");
    CHECK(at(templates, "/1") == "absent");
}

TEST_CASE("of a multiscales group the template leads through its levels") {
    Entry one = store();
    one.granule.store()->groups[0].is_multiscale = true;
    one.granule.store()->groups[0].levels = {"r10m", "r20m"};
    const json::Value templates = Document(one).templates();
    CHECK(at(templates, "/0/uriTemplate") == R"("https://data.example.org/s.zarr/scene/{level}/{variable}")");
    CHECK(at(templates, "/0/variables/level/enum") == R"(["r10m","r20m"])");
}

TEST_CASE("the title of a group: its own, the long name of its only variable, its path") {
    Entry one = store();
    one.granule.store()->groups[0].bands[0].description = "Blue";
    CHECK(at(Document(one).asset(), "/title") == R"("scene")");
    one.granule.store()->groups[0].bands.pop_back();
    CHECK(at(Document(one).asset(), "/title") == R"("Blue")");
    one.granule.store()->groups[0].title = "A scene";
    CHECK(at(Document(one).asset(), "/title") == R"("A scene")");
}

TEST_CASE("the spellings of the media type; a store in an archive says so") {
    CHECK(Document(store()).type(StoreTypes::parameters) == "application/vnd.zarr; version=3; profile=multiscales");
    CHECK(Document(store()).type(StoreTypes::plus) == "application/vnd+zarr; version=3; profile=multiscales");
    CHECK(Document(store()).type(StoreTypes::bare) == "application/vnd.zarr");
    Entry archive = store();
    archive.source.stamp.size_bytes = 1;
    CHECK(Document(archive).type(StoreTypes::parameters) == "application/vnd.zarr+zip; version=3; profile=multiscales");
}

TEST_CASE("what a store states becomes properties where there are none of the name") {
    Entry one = store();
    CHECK(Document(one).with_stated(R"({"title":"t"})") == R"({"title":"t"})");
    one.granule.store()->stated_properties = R"({"platform":"a","gsd":10})";
    CHECK(Document(one).with_stated(R"({"title":"t"})") == R"({"title":"t","platform":"a","gsd":10})");
    CHECK(Document(one).with_stated(R"({"platform":"facet"})") == R"({"platform":"facet","gsd":10})");
}
