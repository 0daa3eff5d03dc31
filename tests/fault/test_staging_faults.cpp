// Whatever operation of the disk fails, at whatever time: OUT is the old tree or the new one, byte for byte, never
// anything between.
#include <catch2/catch.hpp>
#include <string>
#include <system_error>

#include "builder/write/staging.hpp"
#include "tests/support/faulty_filesystem.hpp"
#include "tests/support/memory_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

void build(Filesystem& disk, const std::string& out, const std::string& text) {
    Staging staging(disk, out);
    for (int i = 0; i < 5; ++i) staging.write("items/i" + std::to_string(i) + "/item.json", text + std::to_string(i));
    const auto page = staging.create("items/index.json");
    page->append(text);
    page->append(text);
    page->close();
    staging.write("catalog.json", text);
    staging.publish();
}

/// Refuses `exchange`, as NFS does.
class WithoutExchange : public FaultyFilesystem {
  public:
    using FaultyFilesystem::FaultyFilesystem;
    void exchange(const std::string&, const std::string&) override {
        throw std::system_error(std::make_error_code(std::errc::not_supported));
    }
};

struct Outcome {
    bool has_failed = false;
    bool has_thrown = false;
};

template <class Faulty>
Outcome build_with_fault(Filesystem& disk, const std::string& out, Fault fault) {
    Faulty faulty(disk, fault);
    Outcome outcome;
    try {
        build(faulty, out, "new");
    } catch (const std::system_error& error) {
        outcome.has_thrown = true;
        CHECK_THAT(error.what(), Catch::Contains("injected") && Catch::Contains("/web/out"));
    }
    outcome.has_failed = faulty.has_failed();
    return outcome;
}

enum class Before { nothing, catalog, leftovers };

void prepare(MemoryFilesystem& disk, Before before) {
    disk.create_folders("/web");
    if (before != Before::nothing) build(disk, "/web/out", "old");
    if (before == Before::leftovers) {
        disk.create_folders("/web/out.staging/tree/items");
        disk.create("/web/out.staging/cairn-staging")->close();
    }
}

/// Fails the first operation of a kind, then the second, and so on, until a run has fewer.
template <class Faulty>
void fail_each(Operation operation, Before before, bool for_good) {
    MemoryFilesystem good;
    prepare(good, before);
    const std::string old_tree = good.snapshot("/web/out");
    build(good, "/web/out", "new");
    const std::string new_tree = good.snapshot("/web/out");
    for (std::size_t index = 0;; ++index) {
        CAPTURE(name_of(operation), index, static_cast<int>(before), for_good);
        MemoryFilesystem disk;
        prepare(disk, before);
        const Outcome outcome =
            build_with_fault<Faulty>(disk, "/web/out", {operation, index, for_good, std::errc::no_space_on_device});
        const bool is_published = disk.snapshot("/web/out") == new_tree;
        if (outcome.has_thrown) {
            CHECK(disk.snapshot("/web/out") == old_tree);
        } else {
            CHECK(is_published);
        }
        // What cannot be removed stays, and the next run removes it.
        if (operation != Operation::remove_all) CHECK_FALSE(disk.exists("/web/out.staging"));
        build(disk, "/web/out", "new");
        CHECK(disk.snapshot("/web") == good.snapshot("/web"));
        if (!outcome.has_failed) break;
        REQUIRE(index < 100);
    }
}

}  // namespace

TEST_CASE("each operation fails once, or from then on") {
    const Operation operation = GENERATE(from_range(k_operations));
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers);
    const bool for_good = GENERATE(false, true);
    fail_each<FaultyFilesystem>(operation, before, for_good);
}

TEST_CASE("each operation fails where folders cannot be exchanged") {
    const Operation operation = GENERATE(from_range(k_operations));
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers);
    fail_each<WithoutExchange>(operation, before, false);
}

TEST_CASE("a replacement that cannot go on is undone before the caller hears of it") {
    MemoryFilesystem disk;
    prepare(disk, Before::catalog);
    const std::string old_tree = disk.snapshot("/web/out");
    WithoutExchange faulty(disk, {Operation::rename, 1});
    Staging staging(faulty, "/web/out");
    staging.write("catalog.json", "new");
    CHECK_THROWS_AS(staging.publish(), std::system_error);
    CHECK(disk.snapshot("/web/out") == old_tree);
}

// The second rename fails, and so does the one that would undo the first: the tree waits in the staging folder for the
// next run.
TEST_CASE("a replacement that can neither go on nor go back is repaired by the next run") {
    MemoryFilesystem disk;
    prepare(disk, Before::catalog);
    const std::string old_tree = disk.snapshot("/web/out");
    const Fault fault{Operation::rename, 1, true, std::errc::io_error};
    CHECK(build_with_fault<WithoutExchange>(disk, "/web/out", fault).has_thrown);
    CHECK_FALSE(disk.exists("/web/out"));
    { Staging next(disk, "/web/out"); }
    CHECK(disk.snapshot("/web/out") == old_tree);
    CHECK_FALSE(disk.exists("/web/out.staging"));
}

TEST_CASE("on the real disk too: OUT is as it was, and no staging folder remains") {
    const Operation operation =
        GENERATE(Operation::create, Operation::append, Operation::close, Operation::exchange, Operation::sync);
    const TempFolder folder;
    const auto disk = make_posix_filesystem();
    const std::string out = folder / "web/out";
    build(*disk, out, "old");
    const std::string before = snapshot(folder.path());
    CHECK(build_with_fault<FaultyFilesystem>(*disk, out, {operation, 0}).has_thrown);
    CHECK(snapshot(folder.path()) == before);
}
