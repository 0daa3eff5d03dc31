#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/parallel.hpp"
#include "builder/checksums/checksum_lists.hpp"
#include "builder/checksums/read_lists.hpp"
#include "builder/checksums/stated_codec.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::checksums;
using cairn::test::TempFolder;

namespace {

const std::string k_md5 = "d41d8cd98f00b204e9800998ecf8427e";
const std::string k_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// An archive in `folder`/archive, and lists beside it.
struct Lists {
    TempFolder folder;
    Config config;
    std::vector<Problem> problems;
    std::vector<FileKey> walked;
    std::vector<std::string> silent;

    Lists() {
        folder.add_file("archive/a/x.nc", "12345");
        config.archives.push_back({"archive", folder / "archive", {}, {}, {}, {}});
    }

    void name(const std::string& path, std::string archive = {}, std::string root = {}) {
        config.assets.checksum_lists.push_back({folder / path, std::move(archive), std::move(root)});
    }

    Source source(const std::string& relative, std::uint64_t size = 5) const {
        Source one;
        one.path = folder / ("archive/" + relative);
        one.relative = relative;
        one.stamp.size_bytes = size;
        return one;
    }

    std::vector<ListFile> files(const std::vector<Source>& found) { return list_files(config, found, silent, problems); }

    Stated stated(const std::vector<Source>& found = {}) {
        const Presence presence(config, walked, silent);
        return read_lists(config, files(found), presence, with_threads(4));
    }

    std::string of(const std::string& relative, const Stated& all) {
        const ChecksumLists lists(all, problems);
        const std::string checksum = lists.of(source(relative));
        for (Problem& problem : lists.disagreements()) problems.push_back(std::move(problem));
        return checksum;
    }
    std::string of(const std::string& relative, const std::vector<Source>& found = {}) {
        return of(relative, stated(found));
    }

    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const Problem& problem : problems) all.push_back(problem.code);
        return all;
    }
};

using Codes = std::vector<std::string>;

/// Folders in a folder, so deep that the path of the last is longer than the system takes: what not even root can open.
class DeepFolder {
  public:
    explicit DeepFolder(const std::string& folder) {
        m_opened.push_back(::open(folder.c_str(), O_RDONLY | O_DIRECTORY));
        for (int i = 0; i < 18; ++i) {
            REQUIRE(::mkdirat(m_opened.back(), m_name.c_str(), 0700) == 0);
            m_opened.push_back(::openat(m_opened.back(), m_name.c_str(), O_RDONLY | O_DIRECTORY));
        }
    }
    ~DeepFolder() {
        while (m_opened.size() > 1) {
            ::close(m_opened.back());
            m_opened.pop_back();
            ::unlinkat(m_opened.back(), m_name.c_str(), AT_REMOVEDIR);
        }
        ::close(m_opened.back());
    }
    DeepFolder(const DeepFolder&) = delete;
    DeepFolder& operator=(const DeepFolder&) = delete;

  private:
    std::string m_name = std::string(240, 'x');
    std::vector<int> m_opened;
};

}  // namespace

TEST_CASE("a list beside the data names files of its folder") {
    Lists lists;
    lists.folder.add_file("archive/a/MD5SUMS", k_md5 + "  ./x.nc\n" + k_md5 + "  ../a/x.nc\n");
    CHECK(lists.of("a/x.nc", {lists.source("a/MD5SUMS")}) == "d50110" + k_md5);
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("a list outside of the archives names files of the root") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  a/x.nc\n");
    lists.name("list");
    CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
}

TEST_CASE("absolute names lie below the root, or what the list calls it") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  " + (lists.folder / "archive/a/x.nc") + "\n");
    lists.folder.add_file("other", k_sha256 + "  /esgf/a/x.nc\n");
    SECTION("the root") {
        lists.name("list");
        CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
    }
    SECTION("another name of it") {
        lists.name("other", {}, "/esgf");
        CHECK(lists.of("a/x.nc") == "1220" + k_sha256);
    }
    SECTION("a name that is not told") {
        lists.name("other");
        CHECK(lists.of("a/x.nc").empty());
        CHECK(lists.codes() == Codes{"discover/checksum-list"});
    }
}

TEST_CASE("names never leave the archive") {
    Lists lists;
    lists.folder.add_file("archive/MD5SUMS", k_md5 + "  ../archive/a/x.nc\n" + k_md5 + "  a/../../x\n");
    CHECK(lists.of("a/x.nc", {lists.source("MD5SUMS")}).empty());
    CHECK(lists.codes() == Codes{"discover/checksum-list"});
    CHECK(lists.problems.front().message.find("2 lines") == 0);
}

TEST_CASE("the most trusted algorithm counts, whichever list has it") {
    Lists lists;
    lists.folder.add_file("maps/b.md5", k_md5 + "  a/x.nc\n");
    lists.folder.add_file("maps/deep/a.sha256", k_sha256 + "  a/x.nc\n");
    lists.folder.add_file("maps/README", "no list\n");
    lists.name("maps");
    CHECK(lists.of("a/x.nc") == "1220" + k_sha256);
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("lists that contradict each other are not used, others are") {
    Lists lists;
    lists.folder.add_file("a.sha256", k_sha256 + "  a/x.nc\n" + std::string(64, '1') + "  a/x.nc\n");
    lists.name("a.sha256");
    SECTION("alone") { CHECK(lists.of("a/x.nc").empty()); }
    SECTION("beside another algorithm") {
        lists.folder.add_file("b.md5", k_md5 + "  a/x.nc\n");
        lists.name("b.md5");
        CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
    }
    CHECK(lists.codes() == Codes{"discover/checksum-contradiction"});
}

TEST_CASE("a list that is not there, a file that is not there, a file of another size") {
    Lists lists;
    lists.name("none");
    lists.folder.add_file("x.map", "d | a/x.nc | 6 | checksum=" + k_md5 + " | checksum_type=MD5\n" +
                                       "d | a/gone.nc | 6 | checksum=" + k_md5 + " | checksum_type=MD5\n");
    lists.name("x.map");
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{"discover/checksum-list", "discover/checksum-size", "discover/checksum-missing"});
    for (const Problem& problem : lists.problems) CHECK(problem.severity == Severity::warning);
}

TEST_CASE("a file that is there and is not asked for is not missing") {
    Lists lists;
    lists.folder.add_file("archive/readme", "x");
    lists.folder.add_file("list", k_md5 + "  readme\n");
    lists.name("list");
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("a list that goes while the run goes on is no reason to end") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  a/gone.nc\n");
    lists.name("list");
    const Stated all = lists.stated();
    std::filesystem::remove(lists.folder / "list");
    CHECK(lists.of("a/x.nc", all).empty());
    CHECK(lists.codes() == Codes{"discover/checksum-missing"});
}

TEST_CASE("what the walk found is there, whatever the disk says, and nobody looks below mounts that do not answer") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  a/walked.nc\n" + k_md5 + "  hung/b.nc\n" + k_md5 + "  hungry.nc\n");
    lists.name("list");
    lists.walked = {key_of(0, "a/walked.nc")};
    lists.silent = {lists.folder / "archive/hung"};
    CHECK(lists.of("a/x.nc").empty());
    REQUIRE(lists.codes() == Codes{"discover/checksum-missing"});
    CHECK(lists.problems.front().message.find("names 1 file that is not there (line 3: 'hungry.nc')") !=
          std::string::npos);
}

TEST_CASE("nobody asks a server for what lists name") {
    Lists lists;
    lists.config.archives.front().root = "https://data.example.org/x";
    lists.folder.add_file("list", k_md5 + "  a/gone.nc\n");
    lists.name("list");
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("lists on a mount that does not answer are not looked at") {
    Lists lists;
    lists.folder.add_file("hung/a.md5", k_md5 + "  a/x.nc\n");
    lists.folder.add_file("lists/b.md5", k_sha256.substr(0, 32) + "  a/y.nc\n");
    lists.folder.add_file("lists/hung/c.md5", k_md5 + "  a/x.nc\n");
    lists.folder.add_file("archive/a/y.nc", "12345");
    for (const char* path : {"hung/a.md5", "lists"}) lists.name(path);
    lists.silent = {lists.folder / "hung", lists.folder / "lists/hung"};
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{"discover/checksum-list", "discover/checksum-list"});
    for (const Problem& problem : lists.problems) CHECK(problem.message.find("hangs") != std::string::npos);
}

TEST_CASE("a folder that cannot be read hides no other lists, and is named") {
    Lists lists;
    for (char name = 'a'; name <= 'j'; ++name)
        lists.folder.add_file(std::string("lists/") + name + "/x.md5", k_md5 + "  a/x.nc\n");
    lists.folder.add_folder("lists/deep");
    lists.name("lists");
    const DeepFolder deep(lists.folder / "lists/deep");
    CHECK(lists.files({}).size() == 10);
    REQUIRE(lists.codes() == Codes{"discover/checksum-list"});
    CHECK(lists.problems.front().path.starts_with(lists.folder / "lists/deep"));
    CHECK(lists.problems.front().message.find("the folder of lists of checksums cannot be read") == 0);
}

TEST_CASE("what many threads read of many lists is in the order of the lists") {
    Lists lists;
    for (int i = 0; i < 50; ++i) {
        std::string text;
        for (int line = 0; line < i; ++line)
            text += k_md5 + "  a/" + std::to_string(i) + '_' + std::to_string(line) + ".nc\n";
        lists.folder.add_file("lists/" + std::to_string(i) + ".md5", text + "no checksum\n");
    }
    lists.name("lists");
    const Presence presence(lists.config, {}, {});
    const std::vector<ListFile> files = lists.files({});
    const auto one = encode(read_lists(lists.config, files, presence, serial()));
    CHECK(one == encode(read_lists(lists.config, files, presence, with_threads(8))));
}

TEST_CASE("what lists state goes through the plan of a merge as it is") {
    Lists lists;
    lists.folder.add_file("x.map", "d | a/x.nc | 5 | checksum=" + k_md5 + " | checksum_type=MD5\n" +
                                       "d | a/gone.nc | 6 | checksum=" + k_md5 + " | checksum_type=MD5\n");
    lists.folder.add_file("y.sha256", k_sha256 + "  a/x.nc\nno checksum\n");
    for (const char* path : {"x.map", "y.sha256"}) lists.name(path);
    const std::vector<std::string> bytes = encode(lists.stated());
    for (const char* path : {"x.map", "y.sha256"}) std::filesystem::remove(lists.folder / path);
    const auto stated = decode_stated(bytes);
    REQUIRE(stated.has_value());
    CHECK(lists.of("a/x.nc", *stated) == "1220" + k_sha256);
    CHECK(lists.codes() == Codes{"discover/checksum-list", "discover/checksum-missing"});
    REQUIRE(decode_list_files(bytes)->size() == 2);
    CHECK(decode_list_files(bytes)->back().path == lists.folder / "y.sha256");
    CHECK(decode_stated({})->statements.empty());
    for (std::size_t part = 0; part < bytes.size(); ++part) {
        for (std::size_t size = 0; size < bytes[part].size(); ++size) {
            std::vector<std::string> cut = bytes;
            cut[part].resize(size);
            CHECK_FALSE(decode_stated(cut).has_value());
        }
    }
}
