#include "builder/checksums/list_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/path_parts.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "builder/checksums/checksum_line.hpp"

namespace cairn::checksums {

namespace {

namespace fs = boost::filesystem;

/// The archive with the longest root above a path.
std::optional<std::size_t> archive_above(std::string_view path, std::span<const std::string> roots) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < roots.size(); ++i) {
        if (path_below(path, roots[i]) && (!best || roots[i].size() > roots[*best].size())) best = i;
    }
    return best;
}

Problem unreadable(const std::string& path, const std::string& what, const std::string& why) {
    return {Stage::discover,
            "discover/checksum-list",
            to_utf8(path),
            what + " cannot be read (" + why + "): none of its checksums is used; check `assets.checksum_lists`",
            Severity::warning,
            std::nullopt};
}

std::string text_of(int error) { return std::generic_category().message(error); }

class Listing {
  public:
    Listing(const Config& config, std::span<const std::string> silent, std::vector<Problem>& problems)
        : m_config(config), m_silent(silent), m_problems(problems) {
        for (const Archive& archive : config.archives) m_roots.push_back(archive.root);
    }

    void add(const ChecksumList& wanted) {
        if (is_in_any(wanted.path, m_silent)) return report_list(wanted.path, "its server or its mount hangs");
        struct stat status {};
        if (::stat(wanted.path.c_str(), &status) != 0) return report_list(wanted.path, text_of(errno));
        if (!S_ISDIR(status.st_mode)) return add(wanted, wanted.path, stamp_of(status));
        for (const std::string& path : lists_below(wanted.path)) {
            if (::stat(path.c_str(), &status) != 0) {
                report_list(path, text_of(errno));
            } else if (S_ISREG(status.st_mode)) {
                add(wanted, path, stamp_of(status));
            }
        }
    }

    void add(const Source& found) {
        if (!m_paths.insert(found.path).second) return;
        m_files.push_back({found.path, found.archive, folder_in_archive(found.path, found.archive), {}, found.stamp});
    }

    std::vector<ListFile> take() { return std::move(m_files); }

  private:
    void report_list(const std::string& path, const std::string& why) {
        m_problems.push_back(unreadable(path, "the list of checksums", why));
    }
    void report_folder(const std::string& path, const std::string& why) {
        m_problems.push_back(unreadable(path, "the folder of lists of checksums", why));
    }

    /// Files with names of lists, sorted. A folder that cannot be read hides none but its own.
    std::vector<std::string> lists_below(const std::string& folder) {
        std::vector<std::string> paths;
        std::vector<std::string> folders{folder};
        while (!folders.empty()) {
            const std::string here = std::exchange(folders.back(), {});
            folders.pop_back();
            if (is_in_any(here, m_silent)) {
                report_folder(here, "its server or its mount hangs");
                continue;
            }
            boost::system::error_code error;
            for (fs::directory_iterator at(here, error); !error && at != fs::directory_iterator(); at.increment(error)) {
                const std::string path = at->path().string();
                const bool is_folder = is_in_any(path, m_silent) ||
                                       at->symlink_status(error).type() == fs::directory_file || error;
                if (is_folder) {
                    folders.push_back(path);
                } else if (is_name_of_checksums(name_part(path))) {
                    paths.push_back(path);
                }
                error.clear();
            }
            if (error) report_folder(here, text_of(error.value()));
        }
        std::ranges::sort(paths);
        return paths;
    }

    std::string folder_in_archive(const std::string& path, std::size_t archive) const {
        return std::string(folder_part(*path_below(path, m_roots[archive])));
    }

    void add(const ChecksumList& wanted, const std::string& path, const FileStamp& stamp) {
        ListFile file{path, 0, {}, wanted.root, stamp};
        const std::optional<std::size_t> around = archive_above(path, m_roots);
        if (!wanted.archive.empty()) {
            const auto named = std::ranges::find(m_config.archives, wanted.archive, &Archive::name);
            file.archive = static_cast<std::size_t>(named - m_config.archives.begin());
        } else if (around) {
            file.archive = *around;
        }
        if (around == file.archive) file.folder = folder_in_archive(path, file.archive);
        if (m_paths.insert(path).second) m_files.push_back(std::move(file));
    }

    const Config& m_config;
    std::span<const std::string> m_silent;
    std::vector<Problem>& m_problems;
    std::vector<std::string> m_roots;
    std::vector<ListFile> m_files;
    std::unordered_set<std::string> m_paths;  ///< of m_files
};

}  // namespace

std::vector<ListFile> list_files(const Config& config, std::span<const Source> found,
                                 std::span<const std::string> silent, std::vector<Problem>& problems) {
    Listing listing(config, silent, problems);
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
        const auto rest = path_below(path, list.root);
        return rest ? std::optional(NamedFile{list.archive, std::string(*rest)}) : std::nullopt;
    }
    const auto archive = archive_above(path, roots);
    if (!archive) return std::nullopt;
    return NamedFile{*archive, std::string(*path_below(path, roots[*archive]))};
}

}  // namespace cairn::checksums
