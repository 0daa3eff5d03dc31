#include "builder/discover/web_walk.hpp"

#include <atomic>
#include <catch2/catch.hpp>

#include "base/storage/http/http_storage.hpp"
#include "builder/discover/listed_storage.hpp"
#include "builder/discover/serial_runner.hpp"
#include "tests/support/memory_storage.hpp"
#include "tests/support/served_folder.hpp"
#include "tests/support/store_files.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// "format relative" of each source.
Strings sources_of(const WalkResult& result) {
    Strings sources;
    for (const Source& source : result.sources)
        sources.push_back(std::string(name_of(source.format)) + ' ' + source.relative);
    return sources;
}

/// "code relative" of each problem.
Strings problems_below(const WalkResult& result, const std::string& root) {
    Strings problems;
    for (const Problem& problem : result.problems) {
        REQUIRE(problem.path.starts_with(root));
        problems.push_back(problem.code + ' ' + problem.path.substr(root.size()));
    }
    return problems;
}

WalkResult walk_on_web(Archive archive, WebStorages& web, const WalkRules& rules = {}) {
    SerialRunner tasks;
    const std::atomic<bool> stop{false};
    return web_walk(archive, 0, web, tasks, stop, rules);
}

class Remembering final : public Recollection {
  public:
    std::optional<Format> format_of(std::string_view, const FileStamp& stamp) const override {
        return stamp.size_bytes > 0 && stamp.inode != 0 ? std::optional(Format::cdf1) : std::nullopt;
    }
};

void fill(const TempFolder& folder) {
    folder.add_file("a/1.nc", k_classic);
    folder.add_file("a/2 with space & 100%.nc", k_classic);
    folder.add_file("a/empty.nc", "");
    folder.add_file("a/strange.nc", "nonsense");
    folder.add_file("README.md", "text");
    folder.add_file("notes", "text");
    folder.add_file("refs.json", R"({"version":1,"refs":{".zgroup":"{\"zarr_format\":2}"}})");
    folder.add_file("left/out.nc", k_classic);
    write_files(folder, "s.zarr", {{".zgroup", R"({"zarr_format":2})"}, {"t/.zarray", "{}"}, {"t/0", "1"}});
    write_files(folder, "b/v3", {{"zarr.json", R"({"zarr_format":3,"node_type":"group"})"}});
    write_files(folder, "hollow.zarr", {{"readme.txt", "x"}});
    write_files(folder, "c.levels", {{"0.zarr/.zgroup", R"({"zarr_format":2})"}, {"1.zarr/.zgroup", "{}"}});
    write_files(folder, "set.parq", {{".zmetadata", R"({"record_size":10,"metadata":{}})"}, {"t/refs.0.parq", "x"}});
}

}  // namespace

TEST_CASE("a walk over a server finds what a walk over its folder finds") {
    const TempFolder folder;
    fill(folder);
    Archive archive = archive_of(folder, {}, {"left/**"});
    const WalkResult expected = walk_serially(archive);
    LoopbackServer server(serving_disk(Ranges::served));
    std::string root = server.url();
    root.pop_back();
    WebStorages web;
    archive.root = root + folder.path();
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(sources_of(found) == sources_of(expected));
    CHECK(problems_below(found, archive.root) == problems_below(expected, folder.path()));
    CHECK(found.files_seen == expected.files_seen);
    CHECK(found.files_excluded == expected.files_excluded);
    CHECK(found.other_kinds == expected.other_kinds);
    CHECK(web.take(archive.root + "/a/1.nc") != nullptr);
}

TEST_CASE("an archive that is a store is one source, on a server that lists nothing, too") {
    const TempFolder folder;
    write_files(folder, "s.zarr", {{".zgroup", R"({"zarr_format":2})"}, {"t/.zarray", "{}"}});
    LoopbackServer server([](const ServedRequest& request) {
        return request.path.ends_with('/') ? reply(403, "") : serving_disk(Ranges::served)(request);
    });
    WebStorages web;
    Archive archive;
    archive.root = server.url() + (folder / "s.zarr").substr(1);
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    REQUIRE(found.sources.size() == 1);
    CHECK(found.sources[0].relative == ".");
    CHECK(found.sources[0].path == archive.root);
    CHECK(found.sources[0].format == Format::zarr2);
    archive.root = server.url() + folder.path().substr(1);
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    CHECK_THROWS_AS(walk_on_web(archive, web), std::runtime_error);
}

TEST_CASE("links that lead in circles are not entered, and what they lead to is found once") {
    const TempFolder folder;
    folder.add_file("2020/a.nc", k_classic);
    folder.add_file("2021/deep/b.nc", k_classic);
    folder.add_file("data/data/c.nc", k_classic);  // no circle
    folder.add_link("2020/up", "..");
    folder.add_link("2021/deep/itself", ".");
    LoopbackServer server(serving_disk(Ranges::served));
    WebStorages web;
    Archive archive;
    archive.root = server.url() + folder.path().substr(1);
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(sources_of(found) == Strings{"netCDF classic (CDF-1) 2020/a.nc", "netCDF classic (CDF-1) 2021/deep/b.nc",
                                       "netCDF classic (CDF-1) data/data/c.nc"});
    CHECK(problems_below(found, archive.root) ==
          Strings{"discover/link-loop /2020/up", "discover/link-loop /2021/deep/itself"});
    for (const Problem& problem : found.problems) CHECK(problem.severity == Severity::warning);
}

TEST_CASE("a link to a folder beside it is told, and nothing is left out for it") {
    const TempFolder folder;
    folder.add_file("v1/a.nc", k_classic);
    folder.add_file("v2/other.nc", k_classic);
    folder.add_link("latest", "v1");
    LoopbackServer server(serving_disk(Ranges::served));
    WebStorages web;
    Archive archive;
    archive.root = server.url() + folder.path().substr(1);
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(found.sources.size() == 3);
    CHECK(problems_below(found, archive.root) == Strings{"discover/same-listing /v1"});
    CHECK_THAT(found.problems.at(0).message, Catch::Contains("'latest'"));
    CHECK(found.problems.at(0).severity == Severity::warning);
}

TEST_CASE("a folder from which the server sends to another one is catalogued once, also where nothing else leads there") {
    const TempFolder folder;
    folder.add_file("a/v3/x.nc", k_classic);
    folder.add_file("a/hidden/y.nc", k_classic);
    folder.add_folder("a/latest");
    folder.add_folder("a/one");
    folder.add_folder("a/two");
    const std::string base = folder / "a";
    LoopbackServer server([&](const ServedRequest& request) {
        for (const auto& [from, to] : {std::pair{"/latest/", "/v3/"}, {"/one/", "/hidden/"}, {"/two/", "/hidden/"}})
            if (request.path.starts_with(base + from))
                return reply(301, "", "Location: " + base + to + request.path.substr((base + from).size()) + "\r\n");
        return serving_disk(Ranges::served)(request);
    });
    WebStorages web;
    Archive archive = archive_of(folder, {}, {"hidden/**"});
    archive.root = server.url() + base.substr(1);
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(sources_of(found) == Strings{"netCDF classic (CDF-1) one/y.nc", "netCDF classic (CDF-1) v3/x.nc"});
    CHECK(problems_below(found, archive.root) == Strings{"discover/redirected /latest", "discover/redirected /two"});
    CHECK_THAT(found.problems.at(0).message, Catch::Contains(archive.root + "/v3'"));
}

TEST_CASE("stores of a list are listed by their server, or told by the names that stores have") {
    const TempFolder folder;
    write_files(folder, "a/listed.zarr", {{".zgroup", R"({"zarr_format":2})"}, {"t/.zarray", "{}"}, {"t/0", "1"}});
    write_files(folder, "a/v3", {{"zarr.json", R"({"zarr_format":3,"node_type":"group"})"}});
    LoopbackServer server([](const ServedRequest& request) {
        return request.path.ends_with("v3/") ? reply(403, "") : serving_disk(Ranges::served)(request);
    });
    WebStorages web;
    Archive archive;
    archive.root = server.url() + (folder / "a").substr(1);
    web.add(archive.root, std::make_unique<ListedStorage>(std::make_unique<HttpStorage>(archive.root),
                                                          std::vector<ListedObject>{{"listed.zarr/", {}},
                                                                                    {"gone.zarr/", {}},
                                                                                    {"v3/", {}}}));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(sources_of(found) == Strings{"Zarr v2 store listed.zarr", "Zarr v3 store v3"});
    CHECK(problems_below(found, archive.root) == Strings{"discover/vanished /gone.zarr"});
}

TEST_CASE("folders without an end, each of which lists something else, are entered for a hundred levels") {
    int pages = 0;
    LoopbackServer server([&pages](const ServedRequest& request) {
        if (!request.path.ends_with('/')) return reply(404, "");
        return reply(200, "<title>Index of x</title><a href=\"" + std::to_string(pages++) + "/\">x</a>");
    });
    WebStorages web;
    Archive archive;
    archive.root = server.url() + "x";
    web.add(archive.root, std::make_unique<HttpStorage>(archive.root));
    const WalkResult found = walk_on_web(archive, web);
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].code == "discover/too-deep");
    CHECK(pages == 101);
}

TEST_CASE("a list of the archive takes the place of its server's, and what is known is not opened") {
    auto memory = std::make_unique<MemoryStorage>(
        std::map<std::string, std::string>{{"a/1.nc", k_classic}, {"a/2.nc", k_classic}, {"b", k_classic}});
    const MemoryStorage& reads = *memory;
    const std::vector<ListedObject> objects{{"a/1.nc", {k_classic.size(), "v1", 0, 0}},
                                            {"b", {k_classic.size(), "v2", 0, 0}},
                                            {"gone.nc", {5, "v3", 0, 0}}};
    WebStorages web;
    Archive archive;
    archive.root = "s3://bucket/x";
    web.add(archive.root, std::make_unique<ListedStorage>(std::move(memory), objects));
    const WalkResult found = walk_on_web(archive, web);
    CHECK(sources_of(found) == Strings{"netCDF classic (CDF-1) a/1.nc", "netCDF classic (CDF-1) b"});
    CHECK(problems_below(found, archive.root) == Strings{"discover/vanished /gone.nc"});
    CHECK(found.sources[0].stamp.inode != found.sources[1].stamp.inode);
    const std::uint64_t before = reads.traffic().requests;
    const Remembering known;
    WalkRules rules;
    rules.recollection = &known;
    CHECK(walk_on_web(archive, web, rules).sources.size() == 3);
    CHECK(reads.traffic().requests == before);
}
