#include "builder/group/default_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/letters.hpp"
#include "builder/model/date_period.hpp"

namespace cairn {

namespace {

using Folders = std::vector<std::string_view>;

/// The folders at which the reference syntax of a project begins (ESGF's project names, in any letter case).
constexpr std::array<std::string_view, 16> k_projects{
    "cmip3",    "cmip5",      "cmip6",  "cmip6plus", "cmip7", "cordex",   "cordex-adjust", "cordex-cmip6",
    "obs4mips", "input4mips", "geomip", "pmip3",     "tamip", "ana4mips", "isimip2b",      "isimip3b"};

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
    return fmt::format("{}", fmt::join(begin, end, std::string_view(&separator, 1)));
}

std::string join(const Folders& folders, char separator) { return join(folders.begin(), folders.end(), separator); }

std::string_view file_name_of(std::string_view relative) { return relative.substr(relative.rfind('/') + 1); }

Folders folders_of(std::string_view relative) {
    const std::size_t slash = relative.rfind('/');
    return slash == std::string_view::npos ? Folders{} : split(relative.substr(0, slash), '/');
}

bool is_project(std::string_view folder) {
    const std::string small = in_small_letters(folder);
    return std::find(k_projects.begin(), k_projects.end(), small) != k_projects.end();
}

std::size_t shared_count(const Folders& a, const Folders& b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    static_cast<void>(other);
    return static_cast<std::size_t>(end - a.begin());
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    return digits;
}

std::string digits_of(const std::vector<std::string>& texts) {
    std::string digits;
    for (const std::string& text : texts) digits += digits_of(text);
    return digits;
}

/// The time that folders left out mean together; of a range, from the first to the last.
std::optional<DatePeriod> period_of_folders(const Folders& left_out) {
    const std::size_t dash = left_out.size() == 1 ? left_out.front().find('-') : std::string_view::npos;
    if (dash != std::string_view::npos) {
        const auto first = parse_date_period(left_out.front().substr(0, dash));
        const auto last = parse_date_period(left_out.front().substr(dash + 1));
        if (first && last) return joined(*first, *last);
    }
    std::string digits;
    for (const std::string_view folder : left_out) digits += digits_of(folder);
    return parse_date_period(digits);
}

/// Whether the dates of the name lie in the time that the folders mean: then these say nothing that tells files apart.
bool says(const std::vector<std::string>& dates, const Folders& left_out) {
    if (left_out.empty()) return true;
    if (dates.empty() || std::any_of(left_out.begin(), left_out.end(), [](auto f) { return is_letter(f.front()); }))
        return false;
    std::string digits;
    for (const std::string_view folder : left_out) digits += digits_of(folder);
    const std::string of_name = digits_of(dates);
    if (of_name.starts_with(digits)) return true;
    const auto folders = period_of_folders(left_out);
    const std::string first = digits_of(std::string_view(dates.front()));
    for (const std::size_t length : {std::size_t{8}, std::size_t{7}, std::size_t{6}, std::size_t{4}}) {
        const auto named = first.size() >= length ? parse_date_period(first.substr(0, length)) : std::nullopt;
        if (!named || !folders) continue;
        return named->interval.start >= folders->interval.start && named->interval.end <= folders->interval.end;
    }
    return false;
}

/// "scene_20251008.zarr.zip" is the store "scene_20251008".
std::string_view store_name_of(std::string_view relative) {
    const std::string_view stem = stem_of(file_name_of(relative));
    return stem.ends_with(".zarr") ? stem_of(stem) : stem;
}

std::size_t item_begin_of(const Folders& folders, const NamedFile& file, const std::string* prefix, bool& found) {
    const auto project = std::find_if(folders.rbegin(), folders.rend(), is_project);
    found = project != folders.rend();
    std::size_t begin = static_cast<std::size_t>(folders.rend() - project);
    if (prefix != nullptr) return std::max(begin, shared_count(read_folders(split(*prefix, '/')).kept, folders));
    if (found || folders.empty()) return begin;
    // Files in the archive itself are in a Collection of its name: those of a folder of this name stay apart.
    return folders.front() == file.archive_name ? 0 : 1;
}

/// The parts of the name that the folders do not say.
std::string added_by_name(const PathReading& path) {
    const auto first = path.folders.begin() + static_cast<std::ptrdiff_t>(path.item_begin);
    std::string added;
    for (const std::string_view part : split(path.series, '_')) {
        if (std::find(first, path.folders.end(), part) != path.folders.end()) continue;
        if (!added.empty()) added += '_';
        added += part;
    }
    return added;
}

void name_item(const NamedFile& file, const PathReading& path, DefaultIds& ids) {
    const auto first = path.folders.begin() + static_cast<std::ptrdiff_t>(path.item_begin);
    ids.item = join(first, path.folders.end(), '.');
    ids.item_folders = ids.item.size();
    std::string added = added_by_name(path);
    if (file.unit == Unit::store && !path.says_left_out) {
        if (!added.empty()) added += '_';
        added += join(path.left_out, '-');
    }
    if (!ids.item.empty() && !added.empty()) ids.item += '.';
    ids.item += added;
    if (ids.item.empty()) ids.item = path.folders.empty() ? file.archive_name : path.folders.back();
}

}  // namespace

PathReading read_path(const NamedFile& file, const std::string* prefix) {
    PathReading path;
    FolderReading folders = read_folders(folders_of(file.relative));
    path.folders = std::move(folders.kept);
    path.left_out = std::move(folders.left_out);
    path.item_begin = item_begin_of(path.folders, file, prefix, path.is_project);
    NameReading name = read_name(file_name_of(file.relative), file.numbering);
    path.says_left_out = says(name.dates, path.left_out);
    path.series = file.unit == Unit::store ? std::string(store_name_of(file.relative)) : std::move(name.series);
    path.dates = std::move(name.dates);
    return path;
}

DefaultIds default_ids(const NamedFile& file, const PathReading& path) {
    DefaultIds ids;
    if (path.is_project) {
        ids.collection = path.folders[path.item_begin - 1];
    } else {
        ids.collection = path.folders.empty() ? file.archive_name : path.folders.front();
    }
    name_item(file, path, ids);
    ids.asset = file_name_of(file.relative);
    if (!path.says_left_out && file.unit == Unit::series) ids.asset = join(path.left_out, '-') + '_' + ids.asset;
    return ids;
}

DefaultIds default_ids(const NamedFile& file) { return default_ids(file, read_path(file)); }

std::vector<std::string> reasons_of(const PathReading& path) {
    std::vector<std::string> reasons;
    if (path.is_project) {
        reasons.push_back(fmt::format("folder '{}' is a project of ESGF: the Collection begins there",
                                      path.folders[path.item_begin - 1]));
    }
    for (const std::string_view folder : path.left_out) {
        reasons.push_back(fmt::format("folder '{}' is left out: it says {}", folder,
                                      is_letter(folder.front()) ? "in which run, not what" : "when, not what"));
    }
    for (const std::string& date : path.dates) {
        reasons.push_back(fmt::format("'{}' in the file name says when: the series is '{}'", date, path.series));
    }
    if (!path.says_left_out) {
        reasons.push_back("the file name does not say what the folders left out do: they stand in front of it");
    }
    return reasons;
}

}  // namespace cairn
