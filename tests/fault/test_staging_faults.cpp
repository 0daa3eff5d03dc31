// Whatever operation of the disk fails, at whatever time, and wherever a run is killed: every link of every document
// that can be reached leads to a file; without a journal OUT is the old tree, and with one the next run makes it the
// new tree before it does anything else.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "base/interrupted.hpp"
#include "builder/write/previous_trees.hpp"
#include "builder/write/staging.hpp"
#include "tests/support/faulty_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

namespace fs = boost::filesystem;

using Documents = std::map<std::string, std::string>;

/// Documents whose lines are the paths that they link to.
Documents tree_of(const std::string& name, int items) {
    Documents documents;
    std::string root = name + "/c.json\n";
    std::string parent;
    for (int i = 0; i < items; ++i) {
        const std::string path = name + "/items/i" + std::to_string(i) + "/item.json";
        documents[path] = "catalog.json\n";
        parent += path + '\n';
    }
    documents["shared/s.json"] = "catalog.json\n" + parent;
    documents["shared/same.json"] = "catalog.json\n";
    documents[name + "/c.json"] = "shared/s.json\n" + parent;
    documents["catalog.json"] = root + "shared/same.json\n";
    return documents;
}

const Documents& old_tree() {
    static const Documents k_tree = tree_of("old", 3);
    return k_tree;
}

const Documents& new_tree() {
    static const Documents k_tree = tree_of("new", 2);
    return k_tree;
}

PublishPolicy policy(std::int64_t grace_s = 0) {
    return {grace_s, 1, [] { return std::int64_t{1'000'000}; }};
}

void publish(Filesystem& disk, const std::string& out, const Documents& tree, std::int64_t grace_s = 0) {
    Staging staging(disk, {out, {}, false}, policy(grace_s));
    for (const auto& [path, text] : tree) staging.write(path, text);
    staging.publish();
}

enum class Before { nothing, catalog, leftovers, foreign };

/// A web folder in the state that a run finds, and the real disk.
class Web {
  public:
    explicit Web(Before before) {
        m_folder.add_folder("web");
        if (before != Before::nothing) publish(quiet(), out(), old_tree());
        if (before == Before::leftovers) {
            m_folder.add_file("web/out.staging/cairn-staging", "");
            m_folder.add_file("web/out.staging/tree/items/half.json", "half");
            m_folder.add_file("web/out/.cairn/staging/tree/half.json", "half");
        }
        if (before == Before::foreign) m_folder.add_file("web/out/old/mine.txt", "mine");
    }

    std::string out() const { return m_folder / "web/out"; }
    Filesystem& disk() { return *m_disk; }
    /// Without a sync for each of thousands of builds.
    Filesystem& quiet() { return m_quiet; }

    /// All documents in OUT, without what is cairn's own and what is foreign.
    Documents documents() const {
        Documents found;
        if (!fs::exists(out())) return found;
        for (const auto& entry : fs::recursive_directory_iterator(out())) {
            const std::string path = entry.path().string().substr(out().size() + 1);
            if (path.starts_with(".cairn") || !path.ends_with(".json")) continue;
            found[path] = read_file(entry.path().string());
        }
        return found;
    }

    /// Names of everything below the web folder but the documents of the trees that are kept.
    std::set<std::string> names() const {
        std::set<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(m_folder / "web")) {
            found.insert(entry.path().string().substr(out().size() - 3));
        }
        return found;
    }

    std::string manifest() const { return read_file(out() + "/.cairn/manifest"); }
    bool has_journal() const { return fs::exists(out() + "/.cairn/journal"); }

  private:
    TempFolder m_folder = TempFolder::in_memory();
    std::unique_ptr<Filesystem> m_disk = make_posix_filesystem();
    FaultyFilesystem m_quiet{*m_disk, {}};
};

/// A reader that follows every link from the root.
void check_links(const Documents& documents) {
    if (documents.count("catalog.json") == 0) return;
    std::set<std::string> seen{"catalog.json"};
    std::vector<std::string> open{"catalog.json"};
    while (!open.empty()) {
        const std::string path = open.back();
        open.pop_back();
        std::istringstream lines(documents.at(path));
        for (std::string target; std::getline(lines, target);) {
            CAPTURE(path, target);
            REQUIRE(documents.count(target) == 1);
            if (seen.insert(target).second) open.push_back(target);
        }
    }
}

/// Says how a build went on a disk that fails.
struct Ending {
    bool has_thrown = false;
    bool is_partly_published = false;
};

Ending publish_on(Filesystem& faulty, const std::string& out) {
    try {
        publish(faulty, out, new_tree());
    } catch (const PartlyPublished& error) {
        CHECK_THAT(error.what(), Catch::Contains("injected") && Catch::Contains("run again"));
        return {true, true};
    } catch (const std::system_error& error) {
        CHECK_THAT(error.what(), Catch::Contains("injected") && Catch::Contains("/web/out"));
        return {true, false};
    }
    return {};
}

/// What a next run finds, and what it makes of it.
void check_and_finish(Web& web, const Documents& before) {
    const Documents now = web.documents();
    check_links(now);
    const bool has_journal = web.has_journal();
    if (!has_journal) CHECK((now == before || now == new_tree()));
    {
        const Staging next(web.quiet(), {web.out(), {}, false}, policy());
        CHECK(web.documents() == (has_journal ? new_tree() : now));
        CHECK_FALSE(web.has_journal());
    }
    publish(web.quiet(), web.out(), new_tree());
    CHECK(web.documents() == new_tree());
}

struct Finished {
    std::set<std::string> names;
    std::string manifest;
};

Finished finished_from(Before before) {
    Web web(before);
    publish(web.quiet(), web.out(), new_tree());
    return {web.names(), web.manifest()};
}

void fail_each(bool for_good) {
    const Operation operation = GENERATE(from_range(k_operations));
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers, Before::foreign);
    const Finished finished = finished_from(before);
    for (std::size_t index = 0;; ++index) {
        CAPTURE(name_of(operation), index, static_cast<int>(before), for_good);
        Web web(before);
        const Documents old_documents = web.documents();
        FaultyFilesystem faulty(web.disk(), {operation, index, for_good, std::errc::no_space_on_device});
        const Ending ending = publish_on(faulty, web.out());
        if (!ending.is_partly_published) {
            CHECK(web.documents() == (ending.has_thrown ? old_documents : new_tree()));
            CHECK_FALSE(web.has_journal());
        }
        check_and_finish(web, old_documents);
        CHECK(web.names() == finished.names);
        CHECK(web.manifest() == finished.manifest);
        if (!faulty.has_failed()) break;
        REQUIRE(index < 200);
    }
}

}  // namespace

TEST_CASE("each operation fails once") { fail_each(false); }

TEST_CASE("each operation fails from some time on") { fail_each(true); }

TEST_CASE("a crash at any operation leaves a tree whose links resolve, and that the next run finishes") {
    const Before before = GENERATE(Before::nothing, Before::catalog, Before::leftovers, Before::foreign);
    const Finished finished = finished_from(before);
    std::size_t with_journal = 0;
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index, static_cast<int>(before));
        Web web(before);
        const Documents old_documents = web.documents();
        CrashingFilesystem crashing(web.disk(), index);
        publish_on(crashing, web.out());
        with_journal += web.has_journal() ? 1 : 0;
        check_and_finish(web, old_documents);
        CHECK(web.names() == finished.names);
        CHECK(web.manifest() == finished.manifest);
        if (!crashing.has_crashed()) break;
        REQUIRE(index < 300);
    }
    CHECK(with_journal > 5);
}

TEST_CASE("a crash of the run that finishes another one's publication is finished by the next") {
    const Finished finished = finished_from(Before::catalog);
    for (std::size_t first = 0;; first += 3) {
        Web probe(Before::catalog);
        CrashingFilesystem crashed(probe.disk(), first);
        publish_on(crashed, probe.out());
        if (!crashed.has_crashed()) break;
        if (!probe.has_journal()) continue;
        for (std::size_t second = 0;; ++second) {
            CAPTURE(first, second);
            Web web(Before::catalog);
            CrashingFilesystem once(web.disk(), first);
            publish_on(once, web.out());
            CrashingFilesystem again(web.disk(), second);
            publish_on(again, web.out());
            check_links(web.documents());
            check_and_finish(web, old_tree());
            CHECK(web.names() == finished.names);
            if (!again.has_crashed()) break;
            REQUIRE(second < 300);
        }
    }
}

TEST_CASE("a tree that is put back is as safe from crashes") {
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index);
        Web web(Before::catalog);
        publish(web.quiet(), web.out(), new_tree());
        CrashingFilesystem crashing(web.disk(), index);
        try {
            Staging staging(crashing, {web.out(), {}, false}, policy());
            put_back(staging, crashing, 1, k_never_stop);
            staging.publish();
        } catch (const std::runtime_error& error) {
            CHECK_THAT(error.what(), Catch::Contains("injected"));
        }
        check_links(web.documents());
        { const Staging next(web.quiet(), {web.out(), {}, false}, policy()); }
        CHECK((web.documents() == old_tree() || web.documents() == new_tree()));
        if (!crashing.has_crashed()) {
            CHECK(web.documents() == old_tree());
            break;
        }
        REQUIRE(index < 300);
    }
}

TEST_CASE("with a grace period a reader that holds any old document finds all that it links to") {
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index);
        Web web(Before::catalog);
        CrashingFilesystem crashing(web.disk(), index);
        try {
            publish(crashing, web.out(), new_tree(), 1000);
        } catch (const std::runtime_error& error) {
            CHECK_THAT(error.what(), Catch::Contains("injected"));
        }
        const Documents now = web.documents();
        for (const auto& [path, text] : old_tree()) CHECK(now.count(path) == 1);
        check_links(now);
        if (!crashing.has_crashed()) break;
        REQUIRE(index < 300);
    }
}
