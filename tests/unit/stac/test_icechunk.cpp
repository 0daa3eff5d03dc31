// Icechunk repositories in documents: one asset with all that xpystac opens it by.
#include <catch2/catch.hpp>

#include "builder/stac/extensions/used.hpp"
#include "builder/stac/icechunk.hpp"
#include "builder/stac/store.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_document = "collections/c/items/i/i.json";

Entry repository(const std::vector<std::string>& sources) {
    Entry made = entry("a/b~c.icechunk", std::nullopt);
    made.href = "s3://nasa-data/repos/b.icechunk";
    made.source.format = Format::icechunk;
    made.granule.cube = std::make_shared<const Cube>();
    StorePart part{StoreTraits{3, false, false, {}, "SNAP0"}, {}, {}};
    if (sources.empty()) {
        made.granule.kind = std::move(part);
        return made;
    }
    VirtualStorePart references{std::move(part), {}};
    for (const std::string& url : sources) {
        SourceCoverage source;
        source.url = url;
        references.sources.push_back(std::make_shared<const SourceCoverage>(source));
    }
    made.granule.kind = std::move(references);
    return made;
}

json::Value item_of(const Entry& store, const Config& config, std::string_view at = k_document) {
    const Context context{config, Linker(config.publish, "/srv/web/out")};
    json::Value item = parsed(R"({"type":"Feature","stac_extensions":[],"properties":{}})");
    json::ObjectBuilder assets;
    json::Value links = json::array();
    const std::vector<const Entry*> stores{&store};
    add_stores(item, assets, links, stores, {}, {}, {k_document, at}, context);
    json::set(item, "assets", std::move(assets).take());
    json::set(item, "links", std::move(links));
    return item;
}

}  // namespace

TEST_CASE("a repository without virtual chunks is a store of its own kind, not a virtual one") {
    Config config = config_of_one_rule();
    config.buckets["nasa-data"] = {"us-west-2", {}, true, false};
    const json::Value item = item_of(repository({}), config);
    CHECK(at(item, "/assets/a~1b~0c.icechunk/type") == R"("application/vnd.zarr+icechunk")");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/roles") == R"(["data"])");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/icechunk:branch") == R"("main")");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/icechunk:snapshot_id") == R"("SNAP0")");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/zarr:consolidated") == "false");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/zarr:zarr_format") == "3");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/storage:refs") == R"(["aws-s3-nasa-data"])");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/vrt:hrefs") == "absent");
    CHECK(at(item, "/links/0/type") == R"("application/vnd.zarr+icechunk")");
    CHECK(at(item, "/properties/storage:schemes") ==
          R"({"aws-s3-nasa-data":{"type":"aws-s3","platform":"https://{bucket}.s3.{region}.amazonaws.com",)"
          R"("bucket":"nasa-data","region":"us-west-2","anonymous":true}})");
    CHECK(at(item, "/properties/cairn:notes") == "absent");
}

TEST_CASE("a virtual one names the folder of its sources, which is an asset") {
    Config config = config_of_one_rule();
    config.buckets["files"] = {"eu", "https://s3.example.org", false, true};
    const Entry store = repository({"s3://files/era/1979/a.nc", "s3://files/era/1980/b.nc"});
    const json::Value item = item_of(store, config);
    CHECK(at(item, "/assets/a~1b~0c.icechunk/roles") == R"(["data","virtual"])");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/vrt:hrefs") ==
          R"([{"key":"a/b~c.icechunk-sources","href":"./i.json#/assets/a~1b~0c.icechunk-sources"}])");
    CHECK(at(item, "/assets/a~1b~0c.icechunk-sources/href") == R"("s3://files/era/")");
    CHECK(at(item, "/assets/a~1b~0c.icechunk-sources/roles") == R"(["data","source"])");
    CHECK(at(item, "/assets/a~1b~0c.icechunk-sources/storage:refs") == R"(["s3-files"])");
    CHECK(at(item, "/properties/storage:schemes/s3-files/platform") == R"("https://s3.example.org/{bucket}")");
    CHECK(at(item, "/properties/storage:schemes/s3-files/requester_pays") == "true");
    // No region is invented, and no client opens it without one: the document says so.
    CHECK(at(item, "/properties/storage:schemes/aws-s3-nasa-data/region") == "absent");
    CHECK(at(item, "/properties/cairn:notes/0").find("nasa-data") != std::string::npos);

    const json::Value in_page = item_of(store, config, "collections/c/items.json");
    CHECK(at(in_page, "/assets/a~1b~0c.icechunk/vrt:hrefs/0/href") ==
          R"("./items/i/i.json#/assets/a~1b~0c.icechunk-sources")");
}

TEST_CASE("the groups of a repository have URL pipelines only") {
    Config config = config_of_one_rule();
    config.publish.zep8 = true;
    Entry store = repository({});
    StoreGroup group;
    group.path = "ocean/3d";
    group.cube = store.granule.cube;
    store.granule.store()->groups = {group};
    const json::Value item = item_of(store, config);
    CHECK(at(item, "/assets/a~1b~0c.icechunk/alternate/zep8/href") ==
          R"("s3://nasa-data/repos/b.icechunk/|icechunk:@branch.main/|zarr3:")");
    CHECK(at(item, "/assets/a~1b~0c.icechunk/alternate/zep8:ocean~13d/href") ==
          R"("s3://nasa-data/repos/b.icechunk/|icechunk:@branch.main/ocean/3d/|zarr3:")");
}

TEST_CASE("folders of sources: one a server, whole components, without secrets") {
    const auto folders = [](const std::vector<std::string>& sources) { return source_folders(repository(sources)); };
    CHECK(folders({"s3://b/x/ab/1.nc", "s3://b/x/ac/1.nc"}) == std::vector<std::string>{"s3://b/x/"});
    CHECK(folders({"s3://b/x/1.nc", "gs://c/y/z/2.nc", "s3://b/x/2.nc"}) ==
          std::vector<std::string>{"gs://c/y/z/", "s3://b/x/"});
    CHECK(folders({"s3://b/1.nc", "s3://b/x/1.nc"}) == std::vector<std::string>{"s3://b/"});
    CHECK(folders({"https://user:secret@host/a/1.nc?token=abc"}) == std::vector<std::string>{"https://host/a/"});
    CHECK(folders({"file:///data/a b/1.nc"}) == std::vector<std::string>{"file:///data/a%20b/"});
    CHECK(folders({"javascript:alert(1)", "relative/1.nc", "/abs/1.nc"}).empty());
}
