// What publications one after the other keep, renew and remove.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <optional>

#include "base/interrupted.hpp"
#include "builder/write/previous_trees.hpp"
#include "builder/write/staging.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/write/web_folder.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a foreign folder that documents must lie in is shared, and stays when they go") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out/collections/d/notes.txt", "mine");
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("catalog.json", "second");
        staging.write("collections/d/collection.json", "{}");
        staging.publish();
    }
    CHECK(web.files() == "catalog.json=second\ncollections/d/collection.json={}\ncollections/d/notes.txt=mine\n");
    web.publish("third");
    CHECK(web.files() == "catalog.json=third\ncollections/c/collection.json={}\ncollections/d/notes.txt=mine\n");
}

TEST_CASE(
    "a run that was asked to stop leaves nothing beside OUT, and what it has no time for is removed by the next") {
    Web web;
    web.publish("first");
    const bool has_foreign = GENERATE(false, true);
    const bool has_time = GENERATE(false, true);
    CAPTURE(has_foreign, has_time);
    if (has_foreign) web.folder.add_file("web/out/notes.txt", "mine");
    const std::string before = web.files();
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("catalog.json", "second");
        staging.write("collections/c/collection.json", "{}");
        staging.abandon(has_time ? std::chrono::hours(1) : std::chrono::milliseconds(0));
    }
    CHECK(web.files() == before);
    CHECK(web.names_in_web() == 1);
    CHECK(web.disk->exists(web.out + "/.cairn/staging") == !has_time);
    web.publish("second");
    CHECK_FALSE(web.disk->exists(web.out + "/.cairn/staging"));
    CHECK(web.files() == k_second + (has_foreign ? "notes.txt=mine\n" : ""));
}

TEST_CASE("nothing is written when nothing changed, and unchanged documents keep their files always") {
    Web web;
    web.publish("first");
    const std::vector<std::string> paths{"catalog.json", "collections/c/collection.json", ".cairn/manifest",
                                         ".cairn/states", ".cairn/retired"};
    const auto states = [&] {
        std::vector<std::optional<FileState>> all;
        for (const std::string& path : paths) all.push_back(web.disk->state_of(web.out + '/' + path));
        return all;
    };
    const auto before = states();
    web.publish("first");
    CHECK(states() == before);
    web.publish("second");
    CHECK(states()[1] == before[1]);
    CHECK(states()[0] != before[0]);
}

TEST_CASE("a document that somebody changed is written again, also when its time was set back") {
    Web web;
    web.publish("first");
    const std::string path = web.out + "/collections/c/collection.json";
    const std::time_t time = boost::filesystem::last_write_time(path);
    web.folder.add_file("web/out/collections/c/collection.json", "[]");
    boost::filesystem::last_write_time(path, time);
    web.publish("first");
    CHECK(web.files() == k_first);
}

TEST_CASE("a document that was only touched keeps its file, and is not read the next time") {
    Web web;
    web.publish("first");
    const std::string path = web.out + "/catalog.json";
    boost::filesystem::last_write_time(path, 1'000);
    const auto before = web.disk->state_of(path);
    web.publish("first");
    CHECK(web.disk->state_of(path) == before);
    CHECK(*parse_file_states(read_file(web.out + "/.cairn/states")).find("catalog.json") == *before);
}

TEST_CASE("states that are lost or damaged cost a reading, and nothing else") {
    Web web;
    web.publish("first");
    const auto before = web.disk->state_of(web.out + "/catalog.json");
    SECTION("lost") { boost::filesystem::remove(web.out + "/.cairn/states"); }
    SECTION("damaged") { web.folder.add_file("web/out/.cairn/states", "cairn-states 1\nfiles 9\n"); }
    SECTION("newer") { web.folder.add_file("web/out/.cairn/states", "cairn-states 2\nfiles 0\n"); }
    web.publish("first");
    CHECK(web.disk->state_of(web.out + "/catalog.json") == before);
    CHECK(parse_file_states(read_file(web.out + "/.cairn/states")).size() == 2);
}

TEST_CASE("what nothing links to stays for its grace period, and goes then") {
    Web web;
    web.policy.grace_s = 100;
    web.publish_paths({"a/b.json", "a/c.json"}, "first");
    web.publish_paths({"a/c.json"}, "second");
    CHECK(web.disk->exists(web.out + "/a/b.json"));
    CHECK_FALSE(claim_of(*web.disk, web.out).last.has("a/b.json"));
    web.now_s += 99;
    web.publish_paths({"a/c.json"}, "third");
    CHECK(web.disk->exists(web.out + "/a/b.json"));
    web.now_s += 1;
    const std::vector<Change> changes = web.publish_paths({"a/c.json"}, "third");
    CHECK_FALSE(web.disk->exists(web.out + "/a/b.json"));
    CHECK(changes_text(changes) == "{\"op\":\"remove\",\"path\":\"a/b.json\"}\n");
    CHECK(claim_of(*web.disk, web.out).retired.empty());
}

TEST_CASE("a document that comes back within its grace period is the file that it was") {
    Web web;
    web.policy.grace_s = 100;
    web.publish_paths({"a/b.json"}, "first");
    const auto before = web.disk->state_of(web.out + "/a/b.json");
    web.publish_paths({}, "second");
    web.publish_paths({"a/b.json"}, "first");
    CHECK(web.disk->state_of(web.out + "/a/b.json") == before);
    CHECK(claim_of(*web.disk, web.out).retired.empty());
    web.now_s += 1000;
    web.publish_paths({"a/b.json"}, "first");
    CHECK(web.disk->state_of(web.out + "/a/b.json") == before);
}

TEST_CASE("a clock that is set back neither shortens a grace period nor makes it endless") {
    Web web;
    web.policy.grace_s = 100;
    web.publish_paths({"b.json"}, "first");
    web.publish_paths({}, "second");
    web.now_s -= 500'000;
    web.publish_paths({}, "third");
    CHECK(web.disk->exists(web.out + "/b.json"));
    web.now_s += 99;
    web.publish_paths({}, "third");
    CHECK(web.disk->exists(web.out + "/b.json"));
    web.now_s += 1;
    web.publish_paths({}, "third");
    CHECK_FALSE(web.disk->exists(web.out + "/b.json"));
}

TEST_CASE("what became foreign during its grace period stays") {
    Web web;
    web.policy.grace_s = 100;
    web.publish_paths({"a/b.json", "d/e.json"}, "first");
    web.publish_paths({}, "second");
    boost::filesystem::remove(web.out + "/a/b.json");
    web.folder.add_link("web/out/a/b.json", "elsewhere");
    boost::filesystem::rename(web.out + "/d", web.folder / "moved");
    web.folder.add_link("web/out/d", web.folder / "moved");
    web.now_s += 1000;
    web.publish_paths({}, "third");
    CHECK(boost::filesystem::is_symlink(web.out + "/a/b.json"));
    CHECK(read_file(web.folder / "moved/e.json") == "d/e.json");
}

TEST_CASE("changes are listed children before parents, and what goes parents first") {
    Web web;
    web.publish_paths({"collections/c/collection.json", "collections/c/items/i/i.json"}, "first");
    const std::vector<Change> changes =
        web.publish_paths({"collections/d/collection.json", "collections/d/items/i/i.json"}, "second");
    std::string text;
    for (const Change& change : changes) text += std::string(name_of(change.kind)) + ' ' + change.path + '\n';
    CHECK(text ==
          "add collections/d/items/i/i.json\nadd collections/d/collection.json\nchange catalog.json\n"
          "remove collections/c/collection.json\nremove collections/c/items/i/i.json\n");
    CHECK(changes[2].digest == digest_of("second"));
    CHECK(changes[2].size_bytes == 6);
    CHECK(web.publish_paths({"collections/d/collection.json", "collections/d/items/i/i.json"}, "second").empty());
}

TEST_CASE("previous trees are put back, one after the other, and the last step undone") {
    Web web;
    web.policy.keep_previous = 2;
    const auto tree = [&] { return web.files(); };
    web.publish_paths({"a.json", "b/b.json"}, "1");
    const std::string first = tree();
    web.publish_paths({"a.json", "c.json"}, "2");
    const std::string second = tree();
    web.publish_paths({"c.json"}, "3");
    const std::string third = tree();
    CHECK(previous_numbers(*web.disk, web.out) == std::vector<std::uint64_t>{1, 2});
    const auto put_back_to = [&](std::uint64_t number) {
        PublishPolicy policy = web.policy;
        policy.keep_previous = 100;
        Staging staging(*web.disk, web.request(), policy);
        put_back(staging, *web.disk, number, k_never_stop);
        staging.publish();
    };
    put_back_to(2);
    CHECK(tree() == second);
    put_back_to(3);
    CHECK(tree() == third);
    put_back_to(1);
    CHECK(tree() == first);
    web.publish_paths({"c.json"}, "3");
    CHECK(previous_numbers(*web.disk, web.out).size() == 2);
    web.policy.keep_previous = 0;
    web.publish_paths({"c.json"}, "3");
    CHECK_FALSE(web.disk->exists(web.out + "/.cairn/previous"));
}

TEST_CASE("a publication that was interrupted is finished before anything else, and its changes are told") {
    Web web;
    web.publish_paths({"a.json"}, "first");
    {
        // As a kill leaves it after the journal was written, and one of two files was placed.
        Journal journal{{"n/x.json", "y.json"}, {"catalog.json"}, {"a.json"}, std::nullopt};
        Manifest manifest;
        for (const char* path : {"n/x.json", "y.json"}) manifest.add(path, digest_of(path));
        manifest.add("catalog.json", digest_of("second"));
        web.folder.add_file("web/out/.cairn/journal", journal_text(journal));
        web.folder.add_file("web/out/.cairn/staging/manifest", manifest.text());
        web.folder.add_file("web/out/.cairn/staging/tree/y.json", "y.json");
        web.folder.add_file("web/out/.cairn/staging/tree/catalog.json", "second");
        web.folder.add_file("web/out/n/x.json", "n/x.json");
    }
    {
        const Staging staging(*web.disk, web.request(), web.policy);
        CHECK(staging.notes().size() == 1);
        CHECK(web.files() == "catalog.json=second\nn/x.json=n/x.json\ny.json=y.json\n");
        CHECK(staging.previous().files().size() == 3);
    }
    CHECK_FALSE(web.disk->exists(web.out + "/.cairn/journal"));
    CHECK_FALSE(web.disk->exists(web.out + "/.cairn/staging"));
}

TEST_CASE("a journal of another version stops the run, and nothing is touched") {
    Web web;
    web.publish("first");
    const std::string text = GENERATE("cairn-journal 2\nsteps 0\n", "cairn-journal 1\nsteps 2\nplace a\n",
                                      "cairn-journal 1\nsteps 1\nplace ../a\n", "cairn-journal 1\nsteps 1\nburn a\n");
    web.folder.add_file("web/out/.cairn/journal", text);
    CHECK_THROWS_WITH(Staging(*web.disk, web.request(), web.policy), Catch::Contains("journal"));
    CHECK(web.files() == k_first);
}
