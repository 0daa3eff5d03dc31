#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "base/storage/folder_storage.hpp"
#include "base/storage/http/http_storage.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/memory_storage.hpp"
#include "tests/support/storage_conformance.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a folder is a storage") {
    TempFolder folder;
    storage_conforms([&](const Objects& objects) {
        for (const auto& [key, bytes] : objects) folder.add_file(key, bytes);
        return std::make_unique<FolderStorage>(folder.path());
    });
}

TEST_CASE("memory is a storage, also behind one that could fail") {
    storage_conforms([](const Objects& objects) { return std::make_unique<MemoryStorage>(objects); });
    storage_conforms([](const Objects& objects) {
        return std::make_unique<FaultyStorage>(std::make_unique<MemoryStorage>(objects),
                                               [](const std::string&) { return std::nullopt; });
    });
}

TEST_CASE("a web server is a storage, with ranges and without") {
    for (const Ranges ranges : {Ranges::served, Ranges::ignored}) {
        std::unique_ptr<LoopbackServer> server;
        storage_conforms([&](const Objects& objects) {
            server = std::make_unique<LoopbackServer>(serving(objects, ranges));
            return std::make_unique<HttpStorage>(server->url());
        });
    }
}

TEST_CASE("links out of a folder are refused, those within are followed, pipes are no files") {
    TempFolder folder;
    folder.add_file("tree/a.json", "{}");
    folder.add_file("secret.json", "secret");
    folder.add_link("tree/within.json", "a.json");
    folder.add_link("tree/out.json", "../secret.json");
    folder.add_link("tree/absolute.json", folder / "secret.json");
    folder.add_link("tree/circle.json", "circle.json");
    REQUIRE(::mkfifo((folder / "tree/pipe.json").c_str(), 0600) == 0);
    FolderStorage storage(folder / "tree");
    CHECK(std::get<std::string>(storage.read("within.json", 100)) == "{}");
    for (const char* key : {"out.json", "absolute.json", "circle.json"}) {
        INFO(key);
        CHECK(std::get<StorageFault>(storage.read(key, 100)).kind == StorageFault::Kind::refused);
    }
    CHECK(std::get<StorageFault>(storage.read("pipe.json", 100)).kind == StorageFault::Kind::failed);
    CHECK_THROWS_AS(FolderStorage(folder / "nowhere"), std::system_error);
}

TEST_CASE("a fault of one key leaves the others") {
    FaultyStorage storage(std::make_unique<MemoryStorage>(std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}}),
                          [](const std::string& key) -> std::optional<StorageFault> {
                              if (key != "a") return std::nullopt;
                              return StorageFault{StorageFault::Kind::failed, "the disk"};
                          });
    CHECK(std::get<StorageFault>(storage.read("a", 10)).message == "the disk");
    CHECK(std::get<std::string>(storage.read("b", 10)) == "2");
}
