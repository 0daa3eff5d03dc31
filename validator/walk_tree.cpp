#include "validator/walk_tree.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;

Finding unreadable(const std::string& path, const std::string& why) {
    Finding finding;
    finding.document = path;
    finding.rule = "tree/unreadable";
    finding.message = "the folder cannot be read: " + why;
    return finding;
}

void list(const fs::path& folder, const std::string& below, TreeFiles& files, std::vector<std::string>& folders) {
    boost::system::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.empty() || name.front() == '.') continue;
        boost::system::error_code vanished;
        const fs::file_status status = entry->symlink_status(vanished);
        if (status.type() == fs::directory_file) folders.push_back(below + name + "/");
        const bool json = name.size() > 5 && name.compare(name.size() - 5, 5, ".json") == 0;
        if (json && status.type() == fs::regular_file) files.paths.push_back(below + name);
    }
    if (error) files.problems.push_back(unreadable(below, error.message()));
}

}  // namespace

TreeFiles walk_tree(const std::string& folder) {
    TreeFiles files;
    std::vector<std::string> folders{""};
    while (!folders.empty()) {
        const std::string below = std::move(folders.back());
        folders.pop_back();
        list(fs::path(folder) / below, below, files, folders);
    }
    std::sort(files.paths.begin(), files.paths.end());
    return files;
}

}  // namespace cairn::validate
