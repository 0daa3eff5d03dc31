// What a publication costs when some of many documents changed, in two ways: by the journal (builder/write), and by a
// second tree of hard links that takes the place of the first in one exchange, whose old names are removed then.
// Prints a line for each. usage: bench_publish FOLDER [DOCUMENTS] [FOLDERS]
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "builder/write/staging.hpp"

using namespace cairn;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Tree {
    std::size_t documents;
    std::size_t folders;

    std::string path(std::size_t i) const { return fmt::format("collections/c/items/i{}/d{}.json", i % folders, i); }
    static std::string bytes(std::size_t i, std::size_t version) {
        return fmt::format("{{\"id\": {}, \"version\": {}, \"text\": \"{}\"}}\n", i, version, std::string(2400, 'x'));
    }
};

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

void sync_disk(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
    if (descriptor < 0 || ::syncfs(descriptor) != 0) std::perror("syncfs");
    ::close(descriptor);
}

/// The changed documents are spread over the tree.
bool is_changed(const Tree& tree, std::size_t i, std::size_t changed) {
    return changed > 0 && i % (tree.documents / changed) == 0;
}

/// `to_compare`: the part of the time in which the documents were handed over and compared with those of the last run.
double by_journal(const Tree& tree, const std::string& out, std::size_t changed, std::size_t version,
                  double& to_compare) {
    const auto disk = make_posix_filesystem();
    sync_disk(out);
    const auto began = Clock::now();
    Staging staging(*disk, {out, {}, false}, {});
    for (std::size_t i = 0; i < tree.documents; ++i) {
        staging.write(tree.path(i), Tree::bytes(i, is_changed(tree, i, changed) ? version : 0));
    }
    to_compare = seconds_since(began);
    staging.publish();
    return seconds_since(began);
}

double by_links(const Tree& tree, const std::string& out, std::size_t changed, std::size_t version) {
    const std::string staging = out + ".staging";
    sync_disk(out);
    const auto began = Clock::now();
    for (std::size_t i = 0; i < tree.folders; ++i) {
        fs::create_directories(fs::path(staging + '/' + tree.path(i)).parent_path());
    }
    for (std::size_t i = 0; i < tree.documents; ++i) {
        const std::string path = tree.path(i);
        if (is_changed(tree, i, changed)) {
            std::ofstream(staging + '/' + path) << Tree::bytes(i, version);
        } else if (::link((out + '/' + path).c_str(), (staging + '/' + path).c_str()) != 0) {
            std::perror("link");
        }
    }
    sync_disk(staging);
    if (::renameat2(AT_FDCWD, staging.c_str(), AT_FDCWD, out.c_str(), RENAME_EXCHANGE) != 0) std::perror("exchange");
    fs::remove_all(staging);
    return seconds_since(began);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const Tree tree{argc > 2 ? std::stoul(argv[2]) : 100'000, argc > 3 ? std::stoul(argv[3]) : 20'000};
    const std::string journal = std::string(argv[1]) + "/journal";
    const std::string links = std::string(argv[1]) + "/links";
    fs::create_directories(journal);
    double to_compare = 0;
    const double first = by_journal(tree, journal, 0, 0, to_compare);
    fmt::print("{} documents in {} folders, first publication: {:.2f} s\n", tree.documents, tree.folders, first);
    fs::copy(journal, links, fs::copy_options::recursive);
    std::size_t version = 0;
    std::size_t before = 0;  // changed by the round before: they change back
    for (const std::size_t changed : {std::size_t{0}, std::size_t{1}, std::size_t{100}, std::size_t{10'000}}) {
        if (before > 0) by_journal(tree, journal, 0, ++version, to_compare);
        const double with_journal = by_journal(tree, journal, changed, ++version, to_compare);
        const double with_links = by_links(tree, links, changed, version);
        fmt::print("{:6} changed: journal {:6.2f} s (of which comparing {:.2f} s), hard links and exchange {:6.2f} s\n",
                   changed, with_journal, to_compare, with_links);
        std::fflush(stdout);
        before = changed;
    }
    return 0;
}
