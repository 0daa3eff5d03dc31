// Whatever operation of the disk fails in a whole build, and whenever it is interrupted: OUT is the old tree, byte for
// byte, and nothing is left beside it. On the real disk, since the validator reads from there.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>
#include <sstream>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "builder/config/load.hpp"
#include "builder/pipeline.hpp"
#include "builder/write/publication.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/faulty_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Asks the run to stop when the named phase begins.
class StoppingProgress : public Progress {
  public:
    explicit StoppingProgress(std::string phase = {}) : m_phase(std::move(phase)) {}
    void begin(std::string_view phase, std::uint64_t /*total*/) override {
        if (phase == m_phase) m_stop = true;
    }
    void advance(std::uint64_t /*count*/) override {}
    void add_problem() override {}
    const std::atomic<bool>& stop() const { return m_stop; }

  private:
    std::string m_phase;
    std::atomic<bool> m_stop = false;
};

/// Asks the run to stop when the file of this number is made.
class StoppingFilesystem : public FaultyFilesystem {
  public:
    StoppingFilesystem(Filesystem& inner, std::size_t files) : FaultyFilesystem(inner, {}), m_files(files) {}
    std::unique_ptr<OutputFile> create(const std::string& path) override {
        if (count(Operation::create) == m_files) m_stop = true;
        return FaultyFilesystem::create(path);
    }
    const std::atomic<bool>& stop() const { return m_stop; }

  private:
    std::size_t m_files;
    std::atomic<bool> m_stop = false;
};

std::string cdl_of_day(int day) {
    return "netcdf d { dimensions: time = 1 ; lat = 2 ; lon = 2 ; variables: double time(time) ; time:units = \"days "
           "since "
           "2001-01-01\" ; double lat(lat) ; lat:units = \"degrees_north\" ; double lon(lon) ; lon:units = "
           "\"degrees_east\" ; float tas(time, lat, lon) ; data: time = " +
           std::to_string(day) + " ; lat = 40, 50 ; lon = 0, 10 ; }";
}

/// An archive of three files, of which one item has an asset list, and a web folder to publish in.
class Site {
  public:
    Site() {
        m_folder.add_folder("archive");
        m_folder.add_folder("web");
        for (int day = 0; day < 3; ++day) {
            make_netcdf(m_folder / "archive", (day < 2 ? "a_2001010" : "b_2001010") + std::to_string(day + 1),
                        cdl_of_day(day), netcdf_kinds().front());
        }
        m_config = default_config(m_folder / "archive", "https://data.example.org");
        m_config.assets.inline_max = 1;
        m_config.assets.page_size = 1;
        m_config.publish.grace_s = 0;
    }

    /// A new tree differs from an old one in every document.
    BuildResult build(const std::string& title, Filesystem& disk, Progress& progress, const std::atomic<bool>& stop) {
        m_config.catalog_title = title;
        BuildOptions options;
        options.out = out();
        options.jobs = 2;
        options.validate = m_validate;
        options.worker_program = CAIRN_NETCDF_WORKER_PROGRAM;
        return cairn::build(m_config, options, disk, progress, stop);
    }
    BuildResult build(const std::string& title, Filesystem& disk) {
        StoppingProgress progress;
        return build(title, disk, progress, progress.stop());
    }

    std::string out() const { return m_folder / "web/out"; }
    /// Without the states of the files, which no two runs share.
    std::string tree() const {
        std::string text;
        bool is_of_states = false;
        std::istringstream lines(snapshot(out()));
        for (std::string line; std::getline(lines, line);) {
            // No line of the states has a '=' or ends with a '/'.
            if (line.find('=') != std::string::npos || line.ends_with('/')) {
                is_of_states = line.starts_with(".cairn/states=");
            }
            if (!is_of_states) text += line + '\n';
        }
        return text;
    }
    /// The names in the web folder.
    std::set<std::string> beside() const {
        std::set<std::string> names;
        for (const auto& entry : boost::filesystem::directory_iterator(m_folder / "web")) {
            names.insert(entry.path().filename().string());
        }
        return names;
    }
    void remove_web() const {
        for (const auto& entry : boost::filesystem::directory_iterator(m_folder / "web")) {
            boost::filesystem::remove_all(entry.path());
        }
    }
    void without_validation() { m_validate = false; }
    void add_foreign_file() const { m_folder.add_file("web/out/robots.txt", "mine"); }
    /// The second archive has another item, one more file in the list, and one item less.
    void change_archive() {
        boost::filesystem::remove(m_folder / "archive/b_20010103.nc");
        for (const char* name : {"a_20010104", "c_20010105"}) {
            make_netcdf(m_folder / "archive", name, cdl_of_day(name[9] - '1'), netcdf_kinds().front());
        }
    }

  private:
    TempFolder m_folder = TempFolder::in_memory();
    Config m_config;
    bool m_validate = true;
};

enum class Before { nothing, catalog };

const std::set<std::string> k_published{"out"};
const std::set<std::string> k_unpublished{};

bool is_tidying(Operation operation) {
    return operation == Operation::remove_all || operation == Operation::remove_file ||
           operation == Operation::remove_folder;
}

/// Links that lead to no file, of all documents that can be reached from the root catalog.
std::vector<std::string> broken_links(const std::string& out) {
    std::vector<std::string> broken;
    std::set<std::string> seen{out + "/catalog.json"};
    std::vector<std::string> open(seen.begin(), seen.end());
    while (!open.empty()) {
        const std::string path = std::move(open.back());
        open.pop_back();
        const auto parsed = json::parse(read_file(path));
        REQUIRE(std::holds_alternative<json::Value>(parsed));
        const json::Value* links = json::find(std::get<json::Value>(parsed), "links");
        REQUIRE(links != nullptr);
        for (const json::Value& link : links->GetArray()) {
            const std::string href = link["href"].GetString();
            if (!href.starts_with('.')) continue;
            const boost::filesystem::path target =
                (boost::filesystem::path(path).parent_path() / href).lexically_normal();
            if (!boost::filesystem::exists(target))
                broken.push_back(path + " -> " + href);
            else if (seen.insert(target.string()).second)
                open.push_back(target.string());
        }
    }
    return broken;
}

/// Lets the operation of this number fail; returns whether the build had so many.
bool fail_one(Site& site, Fault fault, Before before) {
    site.remove_web();
    const auto disk = make_posix_filesystem();
    if (before == Before::catalog) site.build("old", *disk);
    const std::string old_tree = site.tree();
    FaultyFilesystem faulty(*disk, fault);
    bool has_thrown = false;
    CAPTURE(name_of(fault.operation), fault.index, static_cast<int>(before));
    try {
        const bool is_published = site.build("new", faulty).published;
        CHECK(is_published);
    } catch (const PartlyPublished& error) {
        CHECK_THAT(error.what(), Catch::Contains("injected"));
        if (boost::filesystem::exists(site.out() + "/catalog.json")) CHECK(broken_links(site.out()).empty());
        site.build("new", *disk);
        CHECK_THAT(site.tree(), Catch::Contains("\"new\"") && !Catch::Contains("\"old\""));
        return true;
    } catch (const std::system_error& error) {
        has_thrown = true;
        CHECK_THAT(error.what(), Catch::Contains("injected"));
    }
    if (has_thrown && is_tidying(fault.operation)) {
        CHECK_THAT(site.tree(), !Catch::Contains("\"new\""));
    } else if (has_thrown) {
        CHECK(site.tree() == old_tree);
        CHECK(site.beside() == (before == Before::catalog ? k_published : k_unpublished));
    } else {
        CHECK_THAT(site.tree(), Catch::Contains("\"new\"") && !Catch::Contains("\"old\""));
    }
    // Only what tidies up may fail without a word; what it leaves, the next run removes.
    CHECK((has_thrown || !faulty.has_failed() || is_tidying(fault.operation)));
    return faulty.has_failed();
}

}  // namespace

TEST_CASE(
    "whichever operation fails, OUT stays as it was, or is finished by the next run, and nothing lies beside it") {
    const Operation operation = GENERATE(from_range(k_operations));
    const Before before = GENERATE(Before::nothing, Before::catalog);
    Site site;
    site.without_validation();
    for (std::size_t index = 0; fail_one(site, {operation, index}, before); ++index) REQUIRE(index < 100);
    site.build("new", *make_posix_filesystem());
    CHECK(site.beside() == k_published);
}

TEST_CASE("a disk that stays full ends a build with validation, too") {
    const Operation operation = GENERATE(Operation::append, Operation::close, Operation::sync, Operation::rename);
    Site site;
    const std::size_t index = operation == Operation::append || operation == Operation::close ? 3 : 0;
    CHECK(fail_one(site, {operation, index, true}, Before::catalog));
}

TEST_CASE("an interrupt in any phase publishes nothing") {
    const std::string phase = GENERATE("looking for files", "reading", "writing", "validating");
    const Before before = GENERATE(Before::nothing, Before::catalog);
    CAPTURE(phase);
    Site site;
    const auto disk = make_posix_filesystem();
    if (before == Before::catalog) site.build("old", *disk);
    const std::string old_tree = site.tree();
    StoppingProgress progress(phase);
    CHECK_THROWS_AS(site.build("new", *disk, progress, progress.stop()), Interrupted);
    CHECK(progress.stop());
    CHECK(site.tree() == old_tree);
    CHECK(site.beside() == (before == Before::catalog ? k_published : k_unpublished));
}

TEST_CASE("an interrupt at any document publishes nothing") {
    Site site;
    site.without_validation();
    const auto disk = make_posix_filesystem();
    site.build("old", *disk);
    const std::string old_tree = site.tree();
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index);
        StoppingFilesystem stopping(*disk, index);
        StoppingProgress progress;
        bool is_interrupted = false;
        try {
            site.build("new", stopping, progress, stopping.stop());
        } catch (const Interrupted&) {
            is_interrupted = true;
        }
        // The last file is the manifest: by then publishing has begun.
        if (!is_interrupted) {
            CHECK(index > 5);
            break;
        }
        CHECK(stopping.count(Operation::create) <= index + 2);  // two threads: the other one ends the file it is at
        CHECK(site.tree() == old_tree);
        CHECK(site.beside() == k_published);
        REQUIRE(index < 100);
    }
    CHECK_THAT(site.tree(), Catch::Contains("\"new\""));
}

TEST_CASE("a crash at any operation leaves every link whole, and the next run finishes") {
    Site site;
    site.without_validation();
    const auto disk = make_posix_filesystem();
    FaultyFilesystem quiet(*disk, {});
    site.build("old", quiet);
    site.add_foreign_file();
    boost::filesystem::rename(site.out(), site.out() + "-old");
    site.change_archive();
    const auto restore = [&] {
        boost::filesystem::remove_all(site.out());
        REQUIRE(std::system(("cp -a " + site.out() + "-old " + site.out()).c_str()) == 0);
    };
    restore();
    site.build("new", quiet);
    const std::string finished = site.tree();
    CHECK_THAT(finished, Catch::Contains("robots.txt=mine"));
    for (std::size_t index = 0;; ++index) {
        CAPTURE(index);
        restore();
        CrashingFilesystem crashing(*disk, index);
        try {
            site.build("new", crashing);
        } catch (const std::runtime_error&) {
            CHECK(crashing.has_crashed());
        }
        CHECK(broken_links(site.out()).empty());
        site.build("new", quiet);
        CHECK(site.tree() == finished);
        if (!crashing.has_crashed()) break;
        REQUIRE(index < 1000);
    }
}
