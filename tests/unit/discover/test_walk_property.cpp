// Random trees: the threaded walk equals the serial one, and every data file of the tree is found exactly once.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "base/text.hpp"
#include "tests/support/threaded_runner.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Folders, data, other files, stores, and links to any of them or to nowhere.
class RandomTree {
  public:
    explicit RandomTree(unsigned seed) : m_random(seed) {
        for (int i = 0; i < 120; ++i) add_one(i);
    }
    const TempFolder& folder() const { return m_folder; }
    const std::set<std::string>& data() const { return m_data; }

  private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }
    std::string in_some_folder(const std::string& name) {
        const std::string& parent = m_folders.at(below(m_folders.size()));
        return parent.empty() ? name : parent + '/' + name;
    }

    void add_one(int i) {
        const std::string name = std::string(1, static_cast<char>('a' + below(26))) + std::to_string(i);
        const std::string path = in_some_folder(below(12) == 0 ? name + "\xE9" : name);
        switch (below(8)) {
            case 0:
            case 1:
                m_folder.add_folder(path);
                m_folders.push_back(path);
                break;
            case 2:
                m_folder.add_file(path + ".txt", "text");
                break;
            case 3:
                m_folder.add_file(path + ".nc", below(2) == 0 ? "" : "<html>");
                break;
            case 4:
                m_folder.add_file(path + ".zarr/.zgroup", "{}");
                m_data.insert(to_utf8(path) + ".zarr");
                break;
            case 5:
                m_folder.add_file(path + ".nc", k_classic);
                m_data.insert(to_utf8(path) + ".nc");
                break;
            default:
                m_folder.add_link(path, below(6) == 0 ? "nowhere" : m_folder / in_some_folder(""));
                break;
        }
    }

    std::mt19937 m_random;
    TempFolder m_folder;
    std::vector<std::string> m_folders{""};
    std::set<std::string> m_data;
};

}  // namespace

TEST_CASE("random trees") {
    const unsigned seed = GENERATE(range(1U, 13U));
    CAPTURE(seed);
    const RandomTree tree(seed);
    const WalkResult all = walk_serially(archive_of(tree.folder()));
    const Strings paths = paths_of(all);
    CHECK(std::set<std::string>(paths.begin(), paths.end()) == tree.data());
    CHECK(paths.size() == tree.data().size());

    for (const Strings& include : {Strings{}, Strings{"**/[a-m]*/**"}, Strings{"*.nc"}}) {
        const Archive archive = archive_of(tree.folder(), include, {"b*"});
        const std::string serial = text_of(walk_serially(archive));
        for (const std::size_t threads : {2U, 5U}) {
            ThreadedRunner runner(threads);
            CHECK(text_of(walk(archive, 0, runner, false)) == serial);
        }
    }
}

TEST_CASE("a folder of many files is the same on any number of threads") {
    const TempFolder folder;
    for (int i = 0; i < 1500; ++i) folder.add_file("x" + std::to_string(i) + ".nc", k_classic);
    ThreadedRunner runner(4);
    const WalkResult result = walk(archive_of(folder), 0, runner, false);
    CHECK(result.sources.size() == 1500);
    CHECK(text_of(result) == text_of(walk_serially(archive_of(folder))));
}
