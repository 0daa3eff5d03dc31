#include <atomic>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "builder/init/sample.hpp"

using namespace cairn;

namespace {

namespace fs = boost::filesystem;

class Folder {
  public:
    Folder() : m_path(fs::temp_directory_path() / fs::unique_path()) { fs::create_directories(m_path); }
    ~Folder() { fs::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void add(const std::string& name) const {
        fs::create_directories((m_path / name).parent_path());
        std::ofstream((m_path / name).string()) << (name.ends_with(".nc") ? "CDF\x01" : "text");
    }
    fs::path path() const { return m_path; }

  private:
    fs::path m_path;
};

const std::atomic<bool> k_never{false};

}  // namespace

TEST_CASE("A spread has both ends and is in order") {
    CHECK(spread(3, 5) == std::vector<std::size_t>{0, 1, 2});
    CHECK(spread(100, 3) == std::vector<std::size_t>{0, 49, 99});
    CHECK(spread(100, 1) == std::vector<std::size_t>{0});
    CHECK(spread(0, 4).empty());
}

TEST_CASE("A small archive is looked at as a whole, of a large one a bounded part of each level") {
    const Folder folder;
    for (int i = 0; i < 40; ++i) folder.add("d" + std::to_string(i) + "/e/f" + std::to_string(i) + ".nc");
    folder.add("readme.txt");
    const Sample whole = sample_archive(folder.path().string(), {}, k_never);
    CHECK(whole.is_whole);
    CHECK(whole.sources.size() == 40);
    CHECK(whole.folders_listed == 81);
    const Sample some = sample_archive(folder.path().string(), {8, 4, 64}, k_never);
    CHECK_FALSE(some.is_whole);
    CHECK(some.sources.size() == 4);
    CHECK(some.folders_listed == 17);
    const Sample flat = sample_archive(folder.path().string(), {256, 2000, 1}, k_never);
    CHECK_FALSE(flat.is_whole);
    CHECK(flat.sources.empty());
}

TEST_CASE("Links out of the archive are followed once, links into it are not") {
    const Folder archive;
    const Folder elsewhere;
    archive.add("a/x.nc");
    elsewhere.add("y.nc");
    fs::create_directory_symlink(archive.path() / "a", archive.path() / "again");
    fs::create_directory_symlink(elsewhere.path(), archive.path() / "out");
    fs::create_directory_symlink(elsewhere.path(), archive.path() / "out2");
    fs::create_directory_symlink(archive.path(), elsewhere.path() / "loop");
    const Sample sample = sample_archive(archive.path().string(), {}, k_never);
    REQUIRE(sample.sources.size() == 2);
    CHECK(sample.sources[0].relative == "a/x.nc");
    CHECK(sample.sources[1].relative == "out/y.nc");
}
