#include <algorithm>
#include <catch2/catch.hpp>

#include "builder/stac/layout.hpp"
#include "builder/stac/links.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Linker relative_linker() { return {Publish{}, "/srv/web/out"}; }

Linker linker_below(const std::string& root_href, LinkStyle style) {
    Publish publish;
    publish.links = style;
    publish.root_href = root_href;
    return {publish, "/srv/web/out"};
}

}  // namespace

TEST_CASE("relative links start from the document that holds them, and encode what a URL cannot hold") {
    const Linker linker = relative_linker();
    CHECK(linker.href("catalog.json", "collections/c/collection.json") == "./collections/c/collection.json");
    CHECK(linker.href("collections/c/items/i/i.json", "catalog.json") == "../../../../catalog.json");
    CHECK(linker.href("collections/c/items.json", "collections/c/items-b.json") == "./items-b.json");
    CHECK(linker.href("catalog.json", "catalog.json") == "./catalog.json");
    CHECK(linker.href("a/b.json", "a/c%:d.json") == "./c%25:d.json");
    CHECK_FALSE(linker.knows_own_url());
    // The URL of the tree makes self links possible, and the others no less relative.
    CHECK(linker_below("https://stac.example.org", LinkStyle::relative).href("a/b.json", "c.json") == "../c.json");
}

TEST_CASE("absolute links are below the URL of the tree, wherever they stand") {
    const Linker linker = linker_below("https://stac.example.org/x", LinkStyle::absolute);
    CHECK(linker.href("collections/c/collection.json", "catalog.json") == "https://stac.example.org/x/catalog.json");
    CHECK(linker.href("catalog.json", "a b/c.json") == "https://stac.example.org/x/a%20b/c.json");
}

TEST_CASE("every link has a title and a type") {
    CHECK(json::write(relative_linker().link("child", "catalog.json", "a/b.json", k_json, "B")) ==
          R"({"rel":"child","href":"./a/b.json","type":"application/json","title":"B"})");
}

TEST_CASE("relative links to pages have the long name of their relation, which STAC Browser does not follow") {
    Publish always;
    always.page_links = PageLinks::always;
    const auto link = [](const Linker& linker, Pages pages) {
        const json::Value made = linker.pages_link(pages, "c/collection.json", "c/items.json", k_geojson, "I");
        return at(made, "/rel") + ' ' + at(made, "/href");
    };
    CHECK(link(relative_linker(), Pages::items) == R"("http://www.opengis.net/def/rel/ogc/1.0/items" "./items.json")");
    CHECK(link(relative_linker(), Pages::collections) ==
          R"("http://www.opengis.net/def/rel/ogc/1.0/data" "./items.json")");
    CHECK(link({always, "/srv/web/out"}, Pages::items) == R"("items" "./items.json")");
    always.clients = {Client::pystac, Client::stac_browser};
    CHECK(link({always, "/srv/web/out"}, Pages::items).find("opengis") != std::string::npos);
    for (const LinkStyle style : {LinkStyle::relative, LinkStyle::absolute}) {
        const Linker linker = linker_below("https://stac.example.org", style);
        CHECK(link(linker, Pages::items) == R"("items" "https://stac.example.org/c/items.json")");
        CHECK(at(linker.page_link("next", "c/items.json", "c/items-b.json", k_geojson, "I"), "/href") ==
              R"("https://stac.example.org/c/items-b.json")");
    }
    CHECK(at(relative_linker().page_link("next", "c/items.json", "c/items-b.json", k_geojson, "I"), "/href") ==
          R"("./items-b.json")");
}

TEST_CASE("a self link is absolute where the URL is known, relative inside a page, and else left out") {
    const auto self = [](const Linker& linker, std::string_view at) {
        json::Value links = json::array();
        linker.add_self(links, "c/i/i.json", at, k_geojson, "I");
        return test::at(links, "/0/href");
    };
    CHECK(self(relative_linker(), "c/i/i.json") == "absent");
    CHECK(self(relative_linker(), "c/items.json") == "\"./i/i.json\"");
    for (const LinkStyle style : {LinkStyle::relative, LinkStyle::absolute}) {
        const Linker linker = linker_below("https://stac.example.org", style);
        CHECK(linker.knows_own_url());
        CHECK(self(linker, "c/i/i.json") == "\"https://stac.example.org/c/i/i.json\"");
        CHECK(self(linker, "c/items.json") == "\"https://stac.example.org/c/i/i.json\"");
    }
}

TEST_CASE("local files are linked from where the document will stand") {
    const Linker linker = relative_linker();
    CHECK(linker.file_href("catalog.json", "/srv/data/a b.nc") == "../../data/a%20b.nc");
    CHECK(linker.file_href("collections/c/items/i/i.json", "/data/x.nc") == "../../../../../../../data/x.nc");
    CHECK(linker.file_href("catalog.json", "/srv/web/out/x.nc") == "./x.nc");
}

TEST_CASE("pages of items are siblings of their collection, the others stand in folders of their own") {
    CHECK(layout::item_page("c", 0, "a") == "collections/c/items.json");
    CHECK(layout::item_page("c", 3, "k") == "collections/c/items-k.json");
    CHECK(layout::partition("collections/c", 1, "k") == "collections/c/part2-k/catalog.json");
    CHECK(layout::partition("collections/c", 0, "k") == "collections/c/part-k/catalog.json");
    CHECK(layout::item("c", "i") == "collections/c/items/i/i.json");
    CHECK(layout::asset_list_folder(layout::item("c", "i")) == "collections/c/items/i/assets");
    CHECK(layout::asset_list_folder(layout::collection("c")) == "collections/c/assets");
}
