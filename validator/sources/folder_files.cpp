#include "validator/sources/folder_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <fstream>
#include <utility>

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;

std::string real_folder(const std::string& folder) {
    boost::system::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error) return {};
    return real == "/" ? "/" : real.string() + "/";
}

bool is_regular(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// Lines "SINCE DIGEST PATH" after the two that name the format and the count. What cannot be read retires nothing.
void add_retired(const std::string& file, std::set<std::string>& paths) {
    std::ifstream lines(file, std::ios::binary);
    std::string line;
    for (std::size_t number = 0; std::getline(lines, line); ++number) {
        if (number == 0 && line != "cairn-retired 1") return;
        const std::size_t first = line.find(' ');
        const std::size_t second = first == std::string::npos ? first : line.find(' ', first + 1);
        if (number > 1 && second != std::string::npos) paths.insert(line.substr(second + 1));
    }
}

/// The documents that the publication takes away at its end: lines "remove PATH".
void add_removed(const std::string& journal, std::set<std::string>& paths) {
    constexpr std::string_view k_verb = "remove ";
    std::ifstream lines(journal, std::ios::binary);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(k_verb)) paths.insert(line.substr(k_verb.size()));
    }
}

bool is_listed_json(const std::string& path) {
    const bool is_hidden = path.starts_with('.') || path.find("/.") != std::string::npos;
    return path.ends_with(".json") && !is_hidden;
}

}  // namespace

FolderFiles::FolderFiles(std::string folder)
    : m_folder(std::move(folder)), m_names(m_folder), m_real_folder(real_folder(m_folder)) {}

FolderFiles FolderFiles::published(std::string folder) {
    FolderFiles files(std::move(folder));
    const std::string own = files.m_folder + "/.cairn";
    add_retired(own + "/retired", files.m_passed_over);
    if (!is_regular(own + "/journal")) return files;
    add_retired(own + "/staging/retired", files.m_passed_over);
    add_removed(own + "/journal", files.m_passed_over);
    files.m_changed = own + "/staging/tree";
    files.m_real_changed = real_folder(files.m_changed);
    return files;
}

FolderFiles FolderFiles::coming(std::string folder, std::string changed, const PlannedFiles& planned) {
    FolderFiles files(std::move(folder));
    files.m_changed = std::move(changed);
    files.m_real_changed = real_folder(files.m_changed);
    files.m_planned = &planned;
    return files;
}

FolderFiles FolderFiles::linked_from(std::string folder, std::string root) {
    FolderFiles files = published(std::move(folder));
    files.m_root = std::move(root);
    return files;
}

FoundFiles FolderFiles::list(const std::atomic<bool>& stop) const {
    FoundFiles found;
    if (!m_root.empty()) {
        found.paths.push_back(m_root);
        return found;
    }
    if (m_planned != nullptr) {
        m_planned->for_each([&](const std::string& path) {
            if (is_listed_json(path)) found.paths.push_back(path);
        });
        return found;
    }
    found = walk_tree(m_folder, stop);
    if (!m_real_changed.empty()) {
        FoundFiles changed = walk_tree(m_changed, stop);
        found.paths.insert(found.paths.end(), changed.paths.begin(), changed.paths.end());
        std::sort(found.paths.begin(), found.paths.end());
        found.paths.erase(std::unique(found.paths.begin(), found.paths.end()), found.paths.end());
    }
    std::erase_if(found.paths, [this](const std::string& path) { return m_passed_over.count(path) > 0; });
    return found;
}

/// A publication that goes on moves files from the second folder into the first: what is gone there is here.
FileText FolderFiles::read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const {
    const std::string place = place_of(path);
    FileText text = read_file(place, largest_bytes, Only::regular_files, stop);
    const std::string again = text.problem.empty() ? place : place_of(path);
    return again == place ? std::move(text) : read_file(again, largest_bytes, Only::regular_files, stop);
}

std::string FolderFiles::place_of(const std::string& path) const {
    if (!m_changed.empty()) {
        std::string changed = m_changed + '/' + path;
        if (is_regular(changed)) return changed;
    }
    return (fs::path(m_folder) / path).string();
}

/// The path, or one below it.
bool FolderFiles::is_planned(const std::string& path) const {
    return m_planned == nullptr || path.empty() || m_planned->has(path) || m_planned->has_folder(path);
}

bool FolderFiles::is_file(const std::string& path) const {
    boost::system::error_code error;
    return is_planned(path) && fs::is_regular_file(place_of(path), error);
}

OnDisk FolderFiles::look(const std::string& path) const {
    if (path.find('\0') != std::string::npos || !is_planned(path)) return OnDisk::nothing;
    if (m_changed.empty() && !m_names.may_have(path)) return OnDisk::nothing;
    struct stat status {};
    const bool is_there = ::stat(place_of(path).c_str(), &status) == 0 ||
                          (!m_changed.empty() && ::stat((m_changed + '/' + path).c_str(), &status) == 0);
    if (!is_there) return OnDisk::nothing;
    if (!real_path(path)) return OnDisk::outside;
    return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) ? OnDisk::file_or_folder : OnDisk::special;
}

std::optional<std::string> FolderFiles::real_path(const std::string& path) const {
    if (path.find('\0') != std::string::npos || !is_planned(path)) return std::nullopt;
    for (const std::string& folder : {m_real_changed, m_real_folder}) {
        if (folder.empty()) continue;
        boost::system::error_code error;
        const std::string real = fs::canonical(folder + path, error).string();
        if (error) continue;
        if (real + "/" == folder) return std::string();
        if (real.starts_with(folder)) return real.substr(folder.size());
    }
    return std::nullopt;
}

}  // namespace cairn::validate
