#include <catch2/catch.hpp>

#include "builder/publish/folder_target.hpp"
#include "builder/publish/open_target.hpp"
#include "tests/support/faulty_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::publish;
using cairn::test::FaultyFilesystem;
using cairn::test::Operation;
using cairn::test::TempFolder;

namespace {

void done(const Step& step) { CHECK_FALSE(step().has_value()); }

}  // namespace

TEST_CASE("a folder is made with its first file, and holds what was put") {
    const TempFolder temp;
    const auto disk = make_posix_filesystem();
    FolderTarget target(*disk, temp / "web");
    CHECK(std::get<bool>(target.is_empty()));
    CHECK(std::get<StorageFault>(target.read("a/b.json", 10)).kind == StorageFault::Kind::missing);
    CHECK_FALSE(disk->exists(temp / "web"));
    done(target.begin_put({"a/b.json", "{}", {}, {}, {}}));
    target.settle();
    CHECK(test::read_file(temp / "web/a/b.json") == "{}");
    CHECK(std::get<std::string>(target.read("a/b.json", 10)) == "{}");
    const auto listed = std::get<0>(target.list());
    REQUIRE(listed.count("a/b.json") == 1);
    CHECK(target.is_same("a/b.json", listed.at("a/b.json"), "{}"));
    CHECK_FALSE(target.is_same("a/b.json", listed.at("a/b.json"), "[]"));
    done(target.begin_remove("a/b.json"));
    done(target.begin_remove("a/b.json"));
    target.settle();
    CHECK_FALSE(disk->exists(temp / "web/a"));
}

TEST_CASE("a large file is copied from where it lies") {
    const TempFolder temp;
    const std::string bytes(3'000'001, 'x');
    temp.add_file("out/big.parquet", bytes);
    const auto disk = make_posix_filesystem();
    FolderTarget target(*disk, temp / "web");
    done(target.begin_put({"big.parquet", {}, temp / "out/big.parquet", {}, {}}));
    target.settle();
    CHECK(test::read_file(temp / "web/big.parquet") == bytes);
    CHECK(target.begin_put({"big.parquet", {}, temp / "out/none", {}, {}})().has_value());
}

TEST_CASE("many files are synced together, each before it gets its name") {
    const TempFolder temp = TempFolder::in_memory();
    const auto disk = make_posix_filesystem();
    FaultyFilesystem counter(*disk, {});
    FolderTarget target(counter, temp / "web");
    for (int i = 0; i < 3000; ++i)
        done(target.begin_put({"a/" + std::to_string(i), std::to_string(i), {}, {}, {}}));
    target.settle();
    for (int i = 0; i < 3000; ++i) REQUIRE(test::read_file(temp / ("web/a/" + std::to_string(i))) == std::to_string(i));
    CHECK(counter.count(Operation::sync) <= 6);
    CHECK_FALSE(disk->exists(temp / "web/.cairn/parts"));
}

TEST_CASE("places that are none") {
    const TempFolder temp;
    temp.add_folder("out");
    const auto disk = make_posix_filesystem();
    for (const std::string& place : {temp / "out", temp / "out/web", temp.path(), std::string("https://host/stac"),
                                     std::string("file://host/x")}) {
        INFO(place);
        CHECK_THROWS_AS(open_target(place, temp / "out", {}, 4, *disk), std::invalid_argument);
    }
    CHECK(open_target("file://" + (temp / "web"), temp / "out", {}, 4, *disk)->place() == temp / "web");
}
