// Whatever operation of the disk fails, at whatever time: where OUT is exchanged it is the old tree or the new one,
// byte for byte, never anything between; where its files are replaced it is the old tree as long as it can be, and
// after that every document is of one of the two, and the next run finishes.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>
#include <system_error>

#include "builder/write/replace_files.hpp"
#include "builder/write/staging.hpp"
#include "tests/support/faulty_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

enum class Before { nothing, catalog, leftovers, foreign };

void build(Filesystem& disk, const std::string& out, const std::string& text) {
    Staging staging(disk, {out, {}, false});
    for (int i = 0; i < 3; ++i) staging.write("items/i" + std::to_string(i) + "/item.json", text + std::to_string(i));
    staging.write("items/" + text + ".json", text);
    staging.write("catalog.json", text);
    staging.publish();
}

/// The lines of a snapshot of OUT that are of documents.
std::set<std::string> documents(const std::string& snapshot) {
    std::set<std::string> lines;
    std::istringstream stream(snapshot);
    for (std::string line; std::getline(stream, line);) {
        // The lines of the manifest have no "=": it stands in .cairn, and its paths have none.
        if (line.find('=') != std::string::npos && !line.starts_with(".cairn/")) lines.insert(line);
    }
    return lines;
}

/// A web folder in the state that a run finds, and the real disk.
class Web {
  public:
    explicit Web(Before before) {
        m_folder.add_folder("web");
        if (before != Before::nothing) build(quiet(), out(), "old");
        if (before == Before::leftovers) {
            m_folder.add_file("web/out.staging/cairn-staging", "");
            m_folder.add_file("web/out.staging/tree/items/half.json", "half");
        }
        if (before == Before::foreign) m_folder.add_file("web/out/items/mine.txt", "mine");
    }

    std::string out() const { return m_folder / "web/out"; }
    std::string tree() const { return snapshot(out()); }
    std::string all() const { return snapshot(m_folder.path()); }
    bool has_staging() const { return boost::filesystem::exists(out() + ".staging"); }
    Filesystem& disk() { return *m_disk; }
    /// Without a sync for each of thousands of builds.
    Filesystem& quiet() { return m_quiet; }

  private:
    TempFolder m_folder = TempFolder::in_memory();
    std::unique_ptr<Filesystem> m_disk = make_posix_filesystem();
    FaultyFilesystem m_quiet{*m_disk, {}};
};

bool is_tidying(Operation operation) {
    return operation == Operation::remove_all || operation == Operation::remove_file ||
           operation == Operation::remove_folder;
}

/// Says how a build went on a disk that fails.
struct Ending {
    bool has_thrown = false;
    bool is_partly_published = false;
};

Ending build_on(Filesystem& faulty, const std::string& out) {
    Ending outcome;
    try {
        build(faulty, out, "new");
    } catch (const PartlyPublished& error) {
        outcome = {true, true};
        CHECK_THAT(error.what(), Catch::Contains("injected") && Catch::Contains("run again"));
    } catch (const std::system_error& error) {
        outcome.has_thrown = true;
        CHECK_THAT(error.what(), Catch::Contains("injected") && Catch::Contains("/web/out"));
    }
    return outcome;
}

/// Every document of the new catalog is of the old or the new tree, and none that the root catalog needs is missing.
void check_partly_published(const std::string& tree, const std::string& old_tree, const std::string& new_tree) {
    std::set<std::string> known = documents(old_tree);
    known.merge(documents(new_tree));
    for (const std::string& line : documents(tree)) {
        CAPTURE(line);
        CHECK(known.count(line) == 1);
    }
    for (const std::string& line : documents(new_tree)) {
        CAPTURE(line);
        CHECK_THAT(tree, Catch::Contains(line.substr(0, line.find('=') + 1)));
    }
}

struct Finished {
    std::string tree;
    std::string all;
};

Finished finished_from(Before before) {
    Web web(before);
    build(web.quiet(), web.out(), "new");
    return {web.tree(), web.all()};
}

template <class Faulty, class... Arguments>
Ending fail_and_finish(Before before, bool strict, const Finished& finished, Arguments... arguments) {
    Web web(before);
    const std::string old_tree = web.tree();
    Faulty faulty(web.disk(), arguments...);
    const Ending outcome = build_on(faulty, web.out());
    if (outcome.is_partly_published) {
        check_partly_published(web.tree(), old_tree, finished.tree);
    } else {
        CHECK(documents(web.tree()) == documents(outcome.has_thrown ? old_tree : finished.tree));
        if (strict) CHECK(web.tree() == (outcome.has_thrown ? old_tree : finished.tree));
    }
    if (strict) CHECK_FALSE(web.has_staging());
    build(web.quiet(), web.out(), "new");
    CHECK(web.all() == finished.all);
    return outcome;
}

void fail_each(bool for_good) {
    const Operation operation = GENERATE(from_range(k_operations));
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers, Before::foreign);
    const Finished finished = finished_from(before);
    for (std::size_t index = 0;; ++index) {
        CAPTURE(name_of(operation), index, static_cast<int>(before), for_good);
        const Fault fault{operation, index, for_good, std::errc::no_space_on_device};
        // What cannot be removed stays, and the next run removes it.
        const bool strict = !is_tidying(operation) && operation != Operation::rename_new;
        const Ending outcome = fail_and_finish<FaultyFilesystem>(before, strict, finished, fault);
        if (!outcome.has_thrown && (!is_tidying(operation) || index > 40)) break;
        REQUIRE(index < 200);
    }
}

}  // namespace

TEST_CASE("each operation fails once") { fail_each(false); }

TEST_CASE("each operation fails from some time on") { fail_each(true); }

TEST_CASE("a crash at any operation leaves a tree that the next run finishes") {
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers, Before::foreign);
    const Finished finished = finished_from(before);
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index, static_cast<int>(before));
        Web web(before);
        const std::string old_documents = web.tree();
        CrashingFilesystem crashing(web.disk(), index);
        build_on(crashing, web.out());
        if (before != Before::foreign) {
            const std::set<std::string> now = documents(web.tree());
            CHECK((now == documents(old_documents) || now.count("catalog.json=new") == 1));
        }
        build(web.quiet(), web.out(), "new");
        CHECK(web.all() == finished.all);
        if (!crashing.has_crashed()) break;
        REQUIRE(index < 200);
    }
}

TEST_CASE("a file system that refuses an exchange is found out at the start, or at the end") {
    const std::errc refusal = GENERATE(std::errc::not_supported, std::errc::cross_device_link,
                                       std::errc::device_or_resource_busy, std::errc::permission_denied);
    const std::size_t index = GENERATE(0, 1);  // the probe, or OUT itself
    Web web(Before::catalog);
    FaultyFilesystem faulty(web.disk(), {Operation::exchange, index, true, refusal});
    CHECK_FALSE(build_on(faulty, web.out()).has_thrown);
    CHECK(faulty.has_failed());
    CHECK(documents(web.tree()).count("catalog.json=new") == 1);
    CHECK(documents(web.tree()).count("items/old.json=old") == 0);
    CHECK_FALSE(web.has_staging());
}

TEST_CASE("an owner that cannot be given to a new folder keeps the old folder") {
    Web web(Before::catalog);
    const auto folder = web.disk().id_of(web.out());
    FaultyFilesystem faulty(web.disk(), {Operation::copy_attributes, 0, true, std::errc::operation_not_permitted});
    CHECK_FALSE(build_on(faulty, web.out()).has_thrown);
    CHECK(web.disk().id_of(web.out()) == folder);
    CHECK(documents(web.tree()).count("catalog.json=new") == 1);
}
