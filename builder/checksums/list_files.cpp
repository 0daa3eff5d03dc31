#include "builder/checksums/list_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <system_error>
#include <unordered_set>

#include "base/text.hpp"
#include "base/url.hpp"
#include "builder/checksums/checksum_line.hpp"

namespace cairn::checksums {

namespace {

namespace fs = boost::filesystem;

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

/// The path below `root`; nullopt: it is not below it. Neither ends with '/'.
std::optional<std::string_view> below(std::string_view path, std::string_view root) {
    if (root == "/") root = {};
    if (path.size() <= root.size() + 1 || !path.starts_with(root) || path[root.size()] != '/') return std::nullopt;
    return path.substr(root.size() + 1);
}

/// The archive with the longest root above a path.
std::optional<std::size_t> archive_above(std::string_view path, std::span<const std::string> roots) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < roots.size(); ++i) {
        if (below(path, roots[i]) && (!best || roots[i].size() > roots[*best].size())) best = i;
    }
    return best;
}

Problem unreadable(const std::string& path, int error) {
    return {Stage::discover,
            "discover/checksum-list",
            to_utf8(path),
            "the list of checksums cannot be read (" + std::generic_category().message(error) +
                "): none of its checksums is used; check `assets.checksum_lists`",
            Severity::warning,
            std::nullopt};
}

class Listing {
  public:
    Listing(const Config& config, std::vector<Problem>& problems) : m_config(config), m_problems(problems) {
        for (const Archive& archive : config.archives) m_roots.push_back(archive.root);
    }

    void add(const ChecksumList& wanted) {
        struct stat status {};
        if (::stat(wanted.path.c_str(), &status) != 0) return m_problems.push_back(unreadable(wanted.path, errno));
        if (!S_ISDIR(status.st_mode)) return add(wanted, wanted.path, stamp_of(status));
        std::vector<std::string> paths;
        boost::system::error_code error;
        fs::recursive_directory_iterator at(wanted.path, error);
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            if (is_name_of_checksums(at->path().filename().string())) paths.push_back(at->path().string());
        }
        if (error) m_problems.push_back(unreadable(wanted.path, error.value()));
        std::ranges::sort(paths);
        for (const std::string& path : paths) {
            if (::stat(path.c_str(), &status) != 0) {
                m_problems.push_back(unreadable(path, errno));
            } else if (S_ISREG(status.st_mode)) {
                add(wanted, path, stamp_of(status));
            }
        }
    }

    void add(const Source& found) {
        if (!m_paths.insert(found.path).second) return;
        m_files.push_back({found.path, found.archive, folder_of(*below(found.path, m_roots[found.archive])), {},
                           found.stamp});
    }

    std::vector<ListFile> take() { return std::move(m_files); }

  private:
    void add(const ChecksumList& wanted, const std::string& path, const FileStamp& stamp) {
        ListFile file{path, 0, {}, wanted.root, stamp};
        const std::optional<std::size_t> around = archive_above(path, m_roots);
        if (!wanted.archive.empty()) {
            const auto named = std::ranges::find(m_config.archives, wanted.archive, &Archive::name);
            file.archive = static_cast<std::size_t>(named - m_config.archives.begin());
        } else if (around) {
            file.archive = *around;
        }
        if (around == file.archive) file.folder = folder_of(*below(path, m_roots[file.archive]));
        if (m_paths.insert(path).second) m_files.push_back(std::move(file));
    }

    const Config& m_config;
    std::vector<Problem>& m_problems;
    std::vector<std::string> m_roots;
    std::vector<ListFile> m_files;
    std::unordered_set<std::string> m_paths;  ///< of m_files
};

}  // namespace

std::vector<ListFile> list_files(const Config& config, std::span<const Source> found, std::vector<Problem>& problems) {
    Listing listing(config, problems);
    for (const ChecksumList& wanted : config.assets.checksum_lists) listing.add(wanted);
    for (const Source& one : found) listing.add(one);
    return listing.take();
}

std::optional<NamedFile> named_file(const ListFile& list, std::string_view name, std::span<const std::string> roots) {
    if (!name.starts_with('/')) {
        const fs::path joined = (fs::path(list.folder) / std::string(name)).lexically_normal();
        const std::string path = joined.string();
        if (path.empty() || path == "." || path == ".." || path.starts_with("../")) return std::nullopt;
        return NamedFile{list.archive, path};
    }
    const std::string path = remove_dot_segments(name);
    if (!list.root.empty()) {
        const auto rest = below(path, list.root);
        return rest ? std::optional(NamedFile{list.archive, std::string(*rest)}) : std::nullopt;
    }
    const auto archive = archive_above(path, roots);
    if (!archive) return std::nullopt;
    return NamedFile{*archive, std::string(*below(path, roots[*archive]))};
}

}  // namespace cairn::checksums
