// Which extensions a document lists: those of its members, and no others.
#include <catch2/catch.hpp>

#include "builder/stac/extensions/used.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Names of the extensions that a document lists then.
std::string listed(std::string_view text) {
    json::Value document = parsed(text);
    extensions::list_used(document);
    std::string names;
    for (const json::Value& url : json::find(document, "stac_extensions")->GetArray()) {
        const std::string_view whole = json::view(url);
        const std::size_t begin = whole.find(".io/") + 4;
        names += std::string(whole.substr(begin, whole.rfind('/') - begin)) + ' ';
    }
    return names;
}

std::string with(const std::string& members) { return R"({"stac_extensions":[],)" + members + "}"; }

}  // namespace

TEST_CASE("an extension is listed where its members are, at any place that has members") {
    CHECK(listed(with(R"("id":"a")")).empty());
    CHECK(listed(with(R"("properties":{"proj:code":null})")) == "projection/v2.0.0 ");
    CHECK(listed(with(R"("assets":{"a":{"bands":[{"raster:scale":1},{"eo:common_name":"red"}]}})")) ==
          "raster/v2.0.0 eo/v2.0.0 ");
    CHECK(listed(with(R"("item_assets":{"a":{"cf:standard_name":"x"}})")) == "cf/v0.3.0 ");
    CHECK(listed(with(R"("properties":{"cube:variables":{"tas":{"cf:cell_methods":[]}}})")) ==
          "datacube/v2.3.0 cf/v0.3.0 ");
    CHECK(listed(with(R"("summaries":{"cf:standard_name":["x"]})")) == "cf/v0.3.0 ");
    CHECK(listed(with(R"("linkTemplates":[])")) == "link-templates/v1.0.0 ");
    CHECK(listed(with(R"("storage:schemes":{},"links":[{"storage:refs":[]}])")) == "storage/v2.0.0 ");
    CHECK(listed(with(R"("assets":{"a":{"xarray:open_kwargs":{},"vrt:hrefs":[],"zarr:node_type":"group"}})")) ==
          "zarr/v1.1.0 virtual-assets/v1.0.0 xarray-assets/v1.0.0 ");
}

TEST_CASE("names that data choose are no members") {
    CHECK(listed(with(R"("assets":{"file:a.nc":{"href":"a"}},"properties":{"note":{"proj:code":1}})")).empty());
    CHECK(listed(with(R"("cube:variables":{"cf:x":{"unit":"K"}})")) == "datacube/v2.3.0 ");
}

TEST_CASE("what a template listed is not repeated") {
    CHECK(listed(R"({"stac_extensions":["https://stac-extensions.github.io/file/v2.1.0/schema.json"],)"
                 R"("assets":{"a":{"file:size":1}}})") == "file/v2.1.0 ");
}
