#include <sys/stat.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "builder/write/staging.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/write/web_folder.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a first tree is published, and nothing lies beside it") {
    Web web;
    web.publish("first");
    CHECK(web.files() == k_first);
    CHECK(web.names_in_web() == 1);
    const Claim claim = claim_of(*web.disk, web.out);
    CHECK(claim.last.files().size() == 2);
    CHECK(*claim.last.find("catalog.json") == digest_of("first"));
}

TEST_CASE("a new tree replaces the old one") {
    Web web;
    web.publish("first");
    web.publish("second");
    CHECK(web.files() == k_second);
    CHECK(web.names_in_web() == 1);
}

TEST_CASE("a file that the last run wrote is cairn's own, whatever was made of its contents") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out/catalog.json", "edited");
    web.publish("second");
    CHECK(web.files() == k_second);
}

TEST_CASE("foreign files, folders and links stay, and the tree is renewed around them") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out/robots.txt", "mine");
    web.folder.add_file("web/out/collections/c/notes/today", "mine");
    web.folder.add_folder("web/out/empty");
    web.folder.add_link("web/out/link", "nowhere");
    web.publish("second");
    CHECK(web.files() ==
          "catalog.json=second\ncollections/c/collection.json={}\ncollections/c/notes/today=mine\n"
          "robots.txt=mine\n");
    CHECK(boost::filesystem::is_directory(web.out + "/empty"));
    CHECK(boost::filesystem::is_symlink(web.out + "/link"));
    CHECK(web.names_in_web() == 1);
}

TEST_CASE("documents that are no longer written go, with the folders that are empty then, and no others") {
    Web web;
    {
        Staging staging(*web.disk, web.request(), web.policy);
        for (const char* path : {"catalog.json", "collections/old/collection.json", "collections/old/items/i/i.json"}) {
            staging.write(path, "old");
        }
        staging.publish();
    }
    web.folder.add_file("web/out/collections/old/items/mine.txt", "mine");
    web.publish("second");
    CHECK(web.files() ==
          "catalog.json=second\ncollections/c/collection.json={}\ncollections/old/items/mine.txt=mine\n");
    CHECK_FALSE(web.disk->exists(web.out + "/collections/old/items/i"));
}

TEST_CASE("a document that did not change keeps its file") {
    Web web;
    web.publish("first");
    const auto before = web.disk->id_of(web.out + "/collections/c/collection.json");
    const auto catalog = web.disk->id_of(web.out + "/catalog.json");
    web.publish("second");
    CHECK(web.disk->id_of(web.out + "/collections/c/collection.json") == before);
    CHECK(web.disk->id_of(web.out + "/catalog.json") != catalog);
}

TEST_CASE("what stands where a document must go is named, all of it, and nothing is touched") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out/collections/d/collection.json", "mine");
    web.folder.add_file("web/out/collections/e", "mine");
    const std::string before = snapshot(web.folder.path());
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("catalog.json", "second");
        staging.write("collections/d/collection.json", "{}");
        staging.write("collections/e/collection.json", "{}");
        CHECK(staging.conflicts() == std::vector<std::string>{"collections/d/collection.json", "collections/e"});
        CHECK_THROWS_AS(staging.publish(), std::runtime_error);
    }
    CHECK(snapshot(web.folder.path()) == before);
}

TEST_CASE("what became a link or a folder at the path of a document is foreign") {
    Web web;
    web.publish("first");
    boost::filesystem::remove(web.out + "/collections/c/collection.json");
    web.folder.add_file("mine", "precious");
    SECTION("link") { web.folder.add_link("web/out/collections/c/collection.json", web.folder / "mine"); }
    SECTION("folder") { web.folder.add_file("web/out/collections/c/collection.json/x", "mine"); }
    Staging staging(*web.disk, web.request(), web.policy);
    staging.write("catalog.json", "second");
    staging.write("collections/c/collection.json", "{}");
    CHECK(staging.conflicts() == std::vector<std::string>{"collections/c/collection.json"});
    CHECK(read_file(web.folder / "mine") == "precious");
}

TEST_CASE("names that every catalog has are looked at before anything is written") {
    Web web;
    web.publish("first");
    boost::filesystem::remove(web.out + "/catalog.json");
    web.folder.add_folder("web/out/catalog.json");
    CHECK_THROWS_WITH(Staging(*web.disk, web.request()), Catch::Contains("\n  catalog.json"));
}

TEST_CASE("a folder with files and no manifest is refused, and said how to go on") {
    Web web;
    web.folder.add_file("web/out/thesis.txt", "years of work");
    const std::string before = snapshot(web.folder.path());
    CHECK_THROWS_WITH(Staging(*web.disk, web.request()), Catch::Contains("--adopt"));
    CHECK_THROWS_AS(Staging(*web.disk, (OutputRequest{web.out + "/thesis.txt", {}, true})), std::invalid_argument);
    CHECK_THROWS_AS(Staging(*web.disk, (OutputRequest{"/", {}, true})), std::invalid_argument);
    CHECK_THROWS_AS(Staging(*web.disk, (OutputRequest{"", {}, true})), std::invalid_argument);
    CHECK(snapshot(web.folder.path()) == before);
}

TEST_CASE("adopting takes over what lies where documents lie, and leaves the rest") {
    Web web;
    web.folder.add_file("web/out/catalog.json", "of another version");
    web.folder.add_file("web/out/collections/old/items/i/i.json", "old");
    web.folder.add_file("web/out/collections/old/items/i/assets/index.json", "old");
    web.folder.add_file("web/out/collections/old/part-a/catalog.json", "old");
    web.folder.add_file("web/out/collections/old/items-b.json", "old");
    web.folder.add_file("web/out/collections/old/items/i/other.json", "mine");
    web.folder.add_file("web/out/data.nc", "mine");
    SECTION("with foreign files") {
        web.publish("second", true);
        CHECK(web.files() ==
              "catalog.json=second\ncollections/c/collection.json={}\n"
              "collections/old/items/i/other.json=mine\ndata.nc=mine\n");
    }
    SECTION("without") {
        boost::filesystem::remove(web.out + "/data.nc");
        boost::filesystem::remove(web.out + "/collections/old/items/i/other.json");
        web.publish("second", true);
        CHECK(web.files() == k_second);
    }
    CHECK_NOTHROW(web.publish("third"));
}

TEST_CASE("a damaged manifest stops the run") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out/.cairn/manifest", "cairn-manifest 1\nfiles 9\n");
    CHECK_THROWS_WITH(Staging(*web.disk, web.request()), Catch::Contains("manifest"));
}

TEST_CASE("a tree that is not published leaves nothing") {
    Web web;
    const bool has_catalog = GENERATE(false, true);
    if (has_catalog) web.publish("first");
    const bool has_foreign = has_catalog && GENERATE(false, true);
    if (has_foreign) web.folder.add_file("web/out/robots.txt", "mine");
    const std::string before = snapshot(web.folder.path());
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("catalog.json", "second");
        CHECK(staging.read_written("catalog.json") == "second");
    }
    CHECK(snapshot(web.folder.path()) == before);
}

TEST_CASE("a folder that only happens to have the staging name of earlier versions is left alone") {
    Web web;
    SECTION("with a file") { web.folder.add_file("web/out.staging/catalog.json", "somebody's"); }
    SECTION("empty") { web.folder.add_folder("web/out.staging"); }
    const std::string before = snapshot(web.folder / "web/out.staging");
    web.publish("first");
    CHECK(snapshot(web.folder / "web/out.staging") == before);
    CHECK(web.files() == k_first);
}

TEST_CASE("what a killed run left is removed, and one of an earlier version, too") {
    Web web;
    web.publish("first");
    web.folder.add_file("web/out.staging/cairn-staging", "");
    web.folder.add_file("web/out.staging/tree/items/half.json", "{\"id");
    web.folder.add_file("web/out/.cairn/staging/tree/half.json", "{\"id");
    web.folder.add_file("web/out/.cairn/lock", "process 1 on elsewhere\n");
    web.publish("second");
    CHECK(web.files() == k_second);
    CHECK(web.names_in_web() == 1);
}

TEST_CASE("of an old tree that a killed run had exchanged only cairn's own files go; the others come back") {
    Web web;
    web.publish("old");
    web.folder.add_file("web/out/sub/mine.txt", "mine");
    web.folder.add_folder("web/out.staging");
    boost::filesystem::rename(web.out, web.folder / "web/out.staging/tree");
    web.folder.add_file("web/out.staging/cairn-staging", "");
    web.publish("first");
    CHECK(web.files() == k_first + "sub/mine.txt=mine\n");
    CHECK(web.names_in_web() == 1);
}

TEST_CASE("what came into OUT while the tree was built is kept") {
    Web web;
    web.publish("first");
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("catalog.json", "second");
        web.folder.add_file("web/out/late.txt", "mine");
        staging.publish();
    }
    CHECK(web.files() == "catalog.json=second\nlate.txt=mine\n");
    CHECK(web.names_in_web() == 1);
}

TEST_CASE("files of a run of an earlier version that was killed while it published are known by their digests") {
    Web web;
    web.publish("first");
    Manifest next;
    next.add("collections/placed.json", digest_of("placed"));
    next.add("collections/foreign.json", digest_of("never placed"));
    web.folder.add_file("web/out/.cairn/next", next.text());
    web.folder.add_file("web/out/collections/placed.json", "placed");
    web.folder.add_file("web/out/collections/foreign.json", "mine");
    web.publish("second");
    CHECK(web.files() == k_second + "collections/foreign.json=mine\n");
    CHECK_FALSE(web.disk->exists(web.out + "/.cairn/next"));
}

TEST_CASE("names that are not ours may differ in the case of letters alone, from night to night") {
    Web web;
    {
        Staging staging(*web.disk, web.request(), web.policy);
        staging.write("set/T/refs", "1", Letters::as_named);
        staging.write("set/t/refs", "2", Letters::as_named);
        CHECK_THROWS_AS(staging.write("set/t/refs", "2", Letters::as_named), std::logic_error);
        staging.publish();
    }
    Staging next(*web.disk, web.request(), web.policy);
    CHECK_NOTHROW(next.keep("set/T/refs"));
    CHECK_NOTHROW(next.keep("set/t/refs"));
    CHECK(next.read_previous("set/t/refs") == "2");
}

TEST_CASE("only paths below the tree are written, each once") {
    Web web;
    Staging staging(*web.disk, web.request(), web.policy);
    for (const std::string path : {"", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "a/", ".", "a/./b", "a\nb"}) {
        CAPTURE(path);
        CHECK_THROWS_AS(staging.write(path, "x"), std::invalid_argument);
    }
    CHECK_THROWS_AS(staging.write(std::string("a\0b", 3), "x"), std::invalid_argument);
    CHECK_NOTHROW(staging.write("..a/b..", "x"));
    CHECK_THROWS_AS(staging.write("..a/b..", "x"), std::logic_error);
    CHECK_THROWS_AS(staging.write("..A/b..", "x"), std::logic_error);
}

TEST_CASE("the mode of OUT stays, and links to OUT too") {
    Web web;
    web.publish("first");
    REQUIRE(::chmod(web.out.c_str(), 02710) == 0);
    web.folder.add_link("link", "web/out");
    {
        Staging staging(*web.disk, OutputRequest{web.folder / "link/", {}, false}, web.policy);
        staging.write("catalog.json", "second");
        staging.publish();
    }
    struct stat status {};
    REQUIRE(::stat(web.out.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 02710);
    CHECK(boost::filesystem::is_symlink(web.folder / "link"));
    CHECK(read_file(web.out + "/catalog.json") == "second");
}

TEST_CASE("OUT is no archive, holds none, and lies in one only where it is empty or cairn's own") {
    Web web;
    web.publish("first");
    web.folder.add_file("data/run/a.nc", "data");
    web.folder.add_link("alias", "data");
    web.folder.add_folder("data/catalog");
    const auto check = [&](const std::string& out, const std::string& archive, bool adopt = false) {
        check_output(*web.disk, {web.folder / out, {web.folder / archive}, adopt});
    };
    for (const std::string archive : {"data", "alias"}) {
        CAPTURE(archive);
        CHECK_THROWS_WITH(check("data", archive, true), Catch::Contains("is the archive"));
        CHECK_THROWS_WITH(check("alias", archive, true), Catch::Contains("is the archive"));
        CHECK_THROWS_WITH(check(".", archive, true), Catch::Contains("contains the archive"));
        CHECK_THROWS_WITH(check("data/run", archive, true), Catch::Contains("lies in the archive"));
        CHECK_NOTHROW(check("data/catalog", archive));
        CHECK_NOTHROW(check("data/new/one", archive));
        CHECK_NOTHROW(check("web/out", archive));
    }
    CHECK_THROWS_WITH(check("data", "data/not/there"), Catch::Contains("contains the archive"));
    web.folder.add_file("data/catalog/.cairn/manifest", Manifest().text());
    CHECK_NOTHROW(check("data/catalog", "data"));
}
