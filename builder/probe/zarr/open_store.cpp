#include "builder/probe/zarr/open_store.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"
#include "builder/probe/source_bytes.hpp"
#include "builder/probe/zarr/folder_store.hpp"
#include "builder/probe/zarr/object_store.hpp"
#include "builder/probe/zarr/pyramid.hpp"
#include "builder/probe/zarr/reports.hpp"
#include "builder/probe/zarr/zarr.hpp"
#include "builder/probe/zarr/zip_store.hpp"

namespace cairn::zarr {

namespace {

/// "a/foo.zarr.zip" is called "foo".
std::string name_of_store(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    std::string_view name = path.substr(path.rfind('/') + 1);
    for (const std::string_view ending : {".zip", ".zarr"}) {
        if (name.size() > ending.size() && name.ends_with(ending)) name.remove_suffix(ending.size());
    }
    return std::string(name);
}

/// Where a store is, and what may be read for it.
struct Place {
    std::string path;
    std::string archive;         ///< folder that links of pyramids may not leave
    WebStorages* web = nullptr;  ///< null: nothing is fetched
    bool is_folder = true;       ///< on the web, where nothing else tells it from an archive
    const PartWork* parts = nullptr;
};

Outcome<std::unique_ptr<KeyStore>> open(const Place& place, std::vector<Problem>& problems) {
    if (!is_web(place.path) || place.is_folder) {
        auto folder = open_keys(place.path, place.web);
        if (!folder || *folder != nullptr) return folder;
    }
    auto file = open_source_bytes(place.path, place.web);
    if (!file) {
        Problem problem = file.take_problem();
        problem.path.clear();
        return problem;
    }
    return open_zip_store(*std::move(file), problems);
}

void complete(Problem& problem, const std::string& path) {
    problem.path = to_utf8(path) + (problem.path.empty() ? "" : "/") + problem.path;
}

std::string without_final_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

/// Where level 0 of a pyramid lies, when "0.link" says so: below `archive`, and as the pyramid would name it.
struct Base {
    std::string below_archive;
    std::string from_pyramid;  ///< "../base.zarr"
};

std::optional<Base> base_of(const std::string& path, const std::string& archive, std::vector<Problem>& problems) {
    const auto target = base_of_pyramid(path);
    boost::system::error_code error;
    if (!target) {
        if (boost::filesystem::exists(path + "/0.link", error))
            problems.push_back(problem_at("probe/missing-source", "0.link",
                                          "it names no folder: the level that it stands for is left out"));
        return std::nullopt;
    }
    const std::string root = boost::filesystem::canonical(archive, error).string();
    if (error || !target->starts_with(root + '/')) {
        problems.push_back(
            problem_at("probe/outside-archive", "0.link",
                       "it leads out of the archive, where nothing is read: the level that it stands for "
                       "is left out"));
        problems.back().severity = Severity::warning;
        return std::nullopt;
    }
    const auto own = boost::filesystem::canonical(path, error);
    return Base{target->substr(root.size() + 1), boost::filesystem::relative(*target, own, error).string()};
}

/// Groups of level 0 get the path where it lies.
void move_group(Dataset& dataset, const std::string& from, const std::string& to) {
    for (Group& group : dataset.groups) {
        if (group.path == '/' + from || group.path.starts_with('/' + from + '/'))
            group.path = '/' + to + group.path.substr(from.size() + 1);
    }
}

Outcome<Dataset> read_pyramid(const Place& place, const ReadLimits& limits, std::vector<Problem>& problems) {
    if (is_web(place.path)) {
        auto folder = open_keys(place.path, place.web);
        if (!folder) return folder.take_problem();
        return read_store(*levels_as_store(*std::move(folder), nullptr, ""), name_of_store(place.path), limits,
                          place.parts);
    }
    const auto base = base_of(place.path, place.archive, problems);
    auto folder = open_folder_store(place.path);
    if (!folder) return folder.take_problem();
    auto root = open_folder_store(place.archive);
    if (!root) return root.take_problem();
    const auto levels = levels_as_store(*std::move(folder), *std::move(root), base ? base->below_archive : "");
    Outcome<Dataset> dataset = read_store(*levels, name_of_store(place.path), limits, place.parts);
    if (dataset && base) move_group(*dataset, k_finest_level, base->from_pyramid);
    return dataset;
}

bool is_pyramid(const FolderLook& folder) { return is_pyramid_of_v2(folder) || is_pyramid_of_v3(folder); }

bool is_pyramid(const Place& place) {
    if (!is_web(place.path)) return is_pyramid(DiskFolder(place.path));
    const auto object = place.web == nullptr || !place.is_folder ? std::nullopt : place.web->find(place.path);
    return object && is_pyramid(ObjectFolder(*object, place.path, std::nullopt));
}

/// A folder that is no store itself may be a pyramid; one that is called so, or links to a level, is one in any case.
Outcome<Dataset> read_folder_or_archive(const Place& place, const ReadLimits& limits, std::vector<Problem>& problems) {
    if (place.path.ends_with(".levels") && is_pyramid(place)) return read_pyramid(place, limits, problems);
    auto store = open(place, problems);
    if (!store) return store.take_problem();
    Outcome<Dataset> dataset = read_store(**store, name_of_store(place.path), limits, place.parts);
    if (!dataset && is_pyramid(place)) return read_pyramid(place, limits, problems);
    return dataset;
}

Outcome<Dataset> read(const Place& place, const ReadLimits& limits) {
    std::vector<Problem> problems;
    Outcome<Dataset> dataset = read_folder_or_archive(place, limits, problems);
    if (!dataset) return dataset;
    dataset->problems.insert(dataset->problems.begin(), std::make_move_iterator(problems.begin()),
                             std::make_move_iterator(problems.end()));
    for (Problem& problem : dataset->problems) complete(problem, place.path);
    return dataset;
}

Outcome<Dataset> with_disk_errors(const Place& place, const ReadLimits& limits) {
    try {
        return read(place, limits);
    } catch (const StorageError& error) {
        return problem_of(error.fault(), "");
    } catch (const std::system_error& error) {
        return problem_at(
            "probe/unreadable", "",
            std::string("reading failed: ") + error.what() + "; check the disk or the network and try again");
    }
}

}  // namespace

Outcome<Dataset> read_store_at(const Source& source, const ReadLimits& limits, const std::string& archive,
                               WebStorages* web, const PartWork* parts) {
    const std::string path = without_final_slashes(source.path);
    const std::string around = path.substr(0, std::max<std::size_t>(1, path.rfind('/')));
    const Place place{source.path, archive.empty() ? around : archive, web, source.stamp.size_bytes == 0, parts};
    Outcome<Dataset> dataset = with_disk_errors(place, limits);
    if (dataset) return dataset;
    Problem problem = dataset.take_problem();
    complete(problem, source.path);
    return problem;
}

}  // namespace cairn::zarr
