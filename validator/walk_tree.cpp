#include "validator/walk_tree.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <set>
#include <utility>

#include "base/interrupted.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;

class Walk {
  public:
    Walk(std::string folder, const std::atomic<bool>& stop) : m_folder(std::move(folder)), m_stop(stop) {}

    FoundFiles run() {
        m_open.emplace_back();
        while (!m_open.empty()) {
            const std::string below = std::move(m_open.back());
            m_open.pop_back();
            list(below);
        }
        std::sort(m_files.paths.begin(), m_files.paths.end());
        return std::move(m_files);
    }

  private:
    void list(const std::string& below) {
        const fs::path folder = fs::path(m_folder) / below;
        if (!is_new(folder)) return add(rules::k_tree_met_again, below, "the folder was met before: not listed again");
        boost::system::error_code error;
        fs::directory_iterator entry(folder, error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            leave_when(m_stop);
            const std::string name = entry->path().filename().string();
            if (name.empty() || name.front() == '.') continue;
            boost::system::error_code unknown;
            const fs::file_type type = entry->symlink_status(unknown).type();
            const bool vanished = type == fs::file_not_found;
            if (unknown && !vanished)
                add(rules::k_tree_unreadable, below + name, "cannot be looked at: " + unknown.message());
            if (!unknown) take(below + name, type);
        }
        if (error) add(rules::k_tree_unreadable, below, "the folder cannot be read: " + error.message());
    }

    void take(const std::string& path, fs::file_type type) {
        if (type == fs::directory_file) m_open.push_back(path + "/");
        if (!path.ends_with(".json") || path.ends_with("/.json")) return;
        if (type == fs::regular_file) m_files.paths.push_back(path);
        const bool special =
            type == fs::fifo_file || type == fs::socket_file || type == fs::character_file || type == fs::block_file;
        if (special) add(rules::k_tree_special_file, path, "is a FIFO, socket or device, expected a file: not opened");
    }

    bool is_new(const fs::path& folder) {
        struct stat status {};
        return ::stat(folder.c_str(), &status) != 0 || m_seen.emplace(status.st_dev, status.st_ino).second;
    }

    void add(const Rule& rule, const std::string& path, std::string message) {
        m_files.problems.push_back(finding_of(rule, "", std::move(message)));
        m_files.problems.back().document = path;
    }

    std::string m_folder;
    const std::atomic<bool>& m_stop;
    FoundFiles m_files;
    std::vector<std::string> m_open;           ///< folders still to list, below the tree, each with its final '/'
    std::set<std::pair<dev_t, ino_t>> m_seen;  ///< folders
};

}  // namespace

FoundFiles walk_tree(const std::string& folder, const std::atomic<bool>& stop) { return Walk(folder, stop).run(); }

}  // namespace cairn::validate
