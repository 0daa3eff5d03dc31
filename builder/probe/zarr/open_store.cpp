#include "builder/probe/zarr/open_store.hpp"

#include <memory>
#include <system_error>
#include <utility>

#include "base/storage/positioned.hpp"
#include "base/text.hpp"
#include "builder/probe/zarr/folder_store.hpp"
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

Outcome<std::unique_ptr<KeyStore>> open(const std::string& path, std::vector<Problem>& problems) {
    auto folder = open_folder_store(path);
    if (!folder || *folder != nullptr) return folder;
    auto file = open_positioned(path);
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

Outcome<Dataset> read(const std::string& path, const ReadLimits& limits) {
    std::vector<Problem> problems;
    auto store = open(path, problems);
    if (!store) return store.take_problem();
    Outcome<Dataset> dataset = read_store(**store, name_of_store(path), limits);
    if (!dataset) return dataset;
    dataset->problems.insert(dataset->problems.begin(), std::make_move_iterator(problems.begin()),
                             std::make_move_iterator(problems.end()));
    for (Problem& problem : dataset->problems) complete(problem, path);
    return dataset;
}

Outcome<Dataset> with_disk_errors(const std::string& path, const ReadLimits& limits) {
    try {
        return read(path, limits);
    } catch (const std::system_error& error) {
        return problem_at(
            "probe/unreadable", "",
            std::string("reading failed: ") + error.what() + "; check the disk or the network and try again");
    }
}

}  // namespace

Outcome<Dataset> read_store_at(const Source& source, const ReadLimits& limits) {
    Outcome<Dataset> dataset = with_disk_errors(source.path, limits);
    if (dataset) return dataset;
    Problem problem = dataset.take_problem();
    complete(problem, source.path);
    return problem;
}

}  // namespace cairn::zarr
