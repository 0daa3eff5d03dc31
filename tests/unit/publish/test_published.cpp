#include "builder/publish/published.hpp"

#include <atomic>
#include <catch2/catch.hpp>

#include "builder/publish/folder_target.hpp"
#include "builder/publish/publisher.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::publish;
using cairn::test::TempFolder;

namespace {

/// A catalog in OUT and the folder that it is published to.
class Site {
  public:
    void write(const std::string& path, const std::string& bytes) {
        m_temp.add_file("out/" + path, bytes);
        m_bytes[path] = bytes;
    }
    void put_by_others(const std::string& path, const std::string& bytes) { m_temp.add_file("web/" + path, bytes); }
    std::string there(const std::string& path) const { return test::read_file(m_temp / ("web/" + path)); }

    PublishResult publish(const LookOptions& look = {}) {
        return run(look, [this](auto& target, auto& local, auto& options) {
            return publish::publish(
                target, wanted(), local, options, [] {}, m_stop);
        });
    }
    PublishResult plan(const LookOptions& look = {}) {
        return run(look, [this](auto& target, auto& local, auto& options) {
            return plan_for(target, wanted(), local, options, m_stop);
        });
    }

  private:
    WantedFiles wanted() const {
        Manifest manifest;
        for (const auto& [path, bytes] : m_bytes) manifest.add(path, digest_of(bytes));
        return wanted_files(manifest, Siblings::none);
    }
    template <class Body>
    PublishResult run(const LookOptions& look, const Body& body) {
        FolderTarget target(*m_disk, m_temp / "web");
        const LocalFiles local(*m_disk, m_temp / "out");
        PublishOptions options;
        options.look = look;
        return body(target, local, options);
    }

    TempFolder m_temp;
    std::unique_ptr<Filesystem> m_disk = make_posix_filesystem();
    std::map<std::string, std::string> m_bytes;
    const std::atomic<bool> m_stop{false};
};

}  // namespace

TEST_CASE("a name that is new to the catalog and taken by others is refused, although the manifest is believed") {
    Site site;
    site.write("catalog.json", "{}");
    site.publish();
    site.write("a/new.json", "[1]");
    site.put_by_others("a/new.json", "[2]");
    CHECK_THROWS_WITH(site.plan(), Catch::Contains("a/new.json") && Catch::Contains("--adopt"));
    CHECK_THROWS_AS(site.publish(), std::invalid_argument);
    LookOptions force;
    force.force = true;
    CHECK_THROWS_AS(site.publish(force), std::invalid_argument);
    CHECK(site.there("a/new.json") == "[2]");
    LookOptions adopt;
    adopt.adopt = true;
    site.publish(adopt);
    CHECK(site.there("a/new.json") == "[1]");
    CHECK(site.publish().plan.is_empty());
}

TEST_CASE("a file of ours that somebody replaced since is refused, and taken over when that is asked for") {
    Site site;
    site.write("catalog.json", "{}");
    site.write("a.json", "[1]");
    site.publish();
    site.put_by_others("a.json", "theirs");
    CHECK(site.publish().plan.is_empty());  // nothing is to be changed there
    site.write("a.json", "[2]");
    CHECK_THROWS_WITH(site.plan(), Catch::Contains("a.json") && Catch::Contains("--adopt"));
    CHECK_THROWS_AS(site.publish(), std::invalid_argument);
    LookOptions options;
    options.force = true;
    CHECK_THROWS_AS(site.publish(options), std::invalid_argument);
    CHECK(site.there("a.json") == "theirs");
    SECTION("--adopt") { options.adopt = true; }
    SECTION("--verify, which is there to bring back what somebody changed") { options.verify = true; }
    site.publish(options);
    CHECK(site.there("a.json") == "[2]");
    CHECK(site.publish().plan.is_empty());
}

TEST_CASE("what somebody put in the place of ours with the bytes that are to come is no harm") {
    Site site;
    site.write("catalog.json", "{}");
    site.write("a.json", "[1]");
    site.publish();
    site.put_by_others("a.json", "[2]");
    site.write("a.json", "[2]");
    site.publish();
    CHECK(site.there("a.json") == "[2]");
}

TEST_CASE("a folder in the place of a new file is in the way") {
    Site site;
    site.write("catalog.json", "{}");
    site.publish();
    site.write("a", "x");
    site.put_by_others("a/theirs", "y");
    CHECK_THROWS_AS(site.publish(), std::invalid_argument);
    CHECK(site.there("a/theirs") == "y");
}

TEST_CASE("what others put there with the bytes of the catalog is taken over without a word") {
    Site site;
    site.write("catalog.json", "{}");
    site.publish();
    site.write("new.json", "[1]");
    site.put_by_others("new.json", "[1]");
    const PublishResult planned = site.plan();
    CHECK(planned.plan.added.empty());
    CHECK(planned.plan.unchanged == 2);
    CHECK(site.publish().bytes_put == 0);
    site.write("new.json", "[2]");  // it is the catalog's own by now
    site.publish();
    CHECK(site.there("new.json") == "[2]");
}
