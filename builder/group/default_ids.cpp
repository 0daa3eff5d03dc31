#include "builder/group/default_ids.hpp"

#include <algorithm>
#include <optional>

#include "builder/config/defaults.hpp"
#include "builder/group/file_dates.hpp"

namespace cairn {

namespace {

using Folders = std::vector<std::string_view>;

Folders split(std::string_view text, char separator) {
    Folders parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string join(Folders::const_iterator begin, Folders::const_iterator end, char separator) {
    std::string result;
    for (auto part = begin; part != end; ++part) {
        if (part != begin) result += separator;
        result += *part;
    }
    return result;
}

std::string_view file_name_of(std::string_view relative) { return relative.substr(relative.rfind('/') + 1); }

Folders folders_of(std::string_view relative) {
    const std::size_t slash = relative.rfind('/');
    return slash == std::string_view::npos ? Folders{} : split(relative.substr(0, slash), '/');
}

Folders dateless_folders_of(std::string_view relative) { return without_date_folders(folders_of(relative)); }

std::size_t shared_count(const Folders& a, const Folders& b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    static_cast<void>(other);
    return static_cast<std::size_t>(end - a.begin());
}

/// The folders that all paths so far share. The views point into the paths.
class SharedPrefix {
  public:
    void add(const Folders& folders) {
        if (!m_folders) {
            m_folders = folders;
        } else {
            m_folders->resize(shared_count(*m_folders, folders));
        }
    }
    std::string text() const { return m_folders ? join(m_folders->begin(), m_folders->end(), '/') : std::string(); }

  private:
    std::optional<Folders> m_folders;
};

std::string collection_of(const Folders& folders, std::size_t prefix, std::string_view archive_name) {
    return prefix < folders.size() ? std::string(folders[prefix]) : std::string(archive_name);
}

/// "scene_20251008" of "scene_20251008.zarr.zip"; of a name without a date, the folders that are dates behind it.
std::string store_stem(std::string_view relative, const Folders& dateless) {
    const std::string_view file_name = file_name_of(relative);
    std::string_view stem = stem_of(file_name);
    if (stem.ends_with(".zarr")) stem = stem_of(stem);
    std::string result(stem);
    if (series_stem(file_name) != stem) return result;
    auto kept = dateless.begin();
    char separator = '_';
    for (const std::string_view folder : folders_of(relative)) {
        if (kept != dateless.end() && *kept == folder) {
            ++kept;
            continue;
        }
        result += separator;
        result += folder;
        separator = '-';
    }
    return result;
}

/// Folders from `begin`, and what the file name adds to them.
std::string item_of(const Folders& folders, std::size_t begin, std::string_view relative, std::string_view archive_name,
                    Unit unit) {
    const auto first = folders.begin() + static_cast<std::ptrdiff_t>(std::min(begin, folders.size()));
    std::string id = join(first, folders.end(), '.');
    const std::string stem = unit == Unit::store ? store_stem(relative, folders) : series_stem(file_name_of(relative));
    std::string added;
    for (const std::string_view part : split(stem, '_')) {
        if (std::find(first, folders.end(), part) != folders.end()) continue;
        if (!added.empty()) added += '_';
        added += part;
    }
    if (!id.empty() && !added.empty()) id += '.';
    id += added;
    if (!id.empty()) return id;
    return folders.empty() ? std::string(archive_name) : std::string(folders.back());
}

}  // namespace

std::string common_folder_prefix(const std::vector<std::string>& relative_paths) {
    SharedPrefix prefix;
    for (const std::string& path : relative_paths) prefix.add(folders_of(path));
    return prefix.text();
}

std::vector<SharedFolders> shared_folders(const Config& config, const std::vector<Source>& sources) {
    std::vector<SharedPrefix> archives(config.archives.size());
    for (const Source& source : sources) archives.at(source.archive).add(dateless_folders_of(source.relative));
    std::vector<SharedFolders> result;
    for (const SharedPrefix& archive : archives) result.push_back({archive.text(), {}});
    std::vector<std::map<std::string, SharedPrefix>> collections(config.archives.size());
    for (const Source& source : sources) {
        const Folders folders = dateless_folders_of(source.relative);
        const std::size_t prefix = split(result[source.archive].archive, '/').size();
        const std::string id = collection_of(folders, prefix, config.archives[source.archive].name);
        collections[source.archive][id].add(folders);
    }
    for (std::size_t archive = 0; archive < result.size(); ++archive) {
        for (const auto& [id, prefix] : collections[archive]) result[archive].collections[id] = prefix.text();
    }
    return result;
}

DefaultIds default_ids(std::string_view relative, const SharedFolders& shared, std::string_view archive_name,
                       Unit unit) {
    const Folders folders = dateless_folders_of(relative);
    const std::size_t prefix = shared_count(split(shared.archive, '/'), folders);
    DefaultIds ids{collection_of(folders, prefix, archive_name), {}};
    const auto known = shared.collections.find(ids.collection);
    const std::size_t below =
        known == shared.collections.end() ? prefix + 1 : shared_count(split(known->second, '/'), folders);
    ids.item = item_of(folders, below, relative, archive_name, unit);
    return ids;
}

std::string default_item_id(std::string_view relative, std::string_view prefix, std::string_view archive_name,
                            Unit unit) {
    const Folders folders = dateless_folders_of(relative);
    return item_of(folders, shared_count(without_date_folders(split(prefix, '/')), folders), relative, archive_name,
                   unit);
}

}  // namespace cairn
