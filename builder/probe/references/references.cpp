#include "builder/probe/references/references.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "builder/probe/references/json_set.hpp"
#include "builder/probe/source_bytes.hpp"
#include "builder/probe/time_limit.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// "a/cmorph.json.zst" is called "cmorph".
std::string name_of_set(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    std::string_view name = path.substr(path.rfind('/') + 1);
    for (const std::string_view ending : {".icechunk", ".zst", ".zstd", ".json", ".parquet", ".parq"}) {
        if (name.size() > ending.size() && name.ends_with(ending)) name.remove_suffix(ending.size());
    }
    return std::string(name);
}

void complete(Problem& problem, const std::string& path) {
    problem.path = to_utf8(path) + (problem.path.empty() ? "" : "/") + problem.path;
}

}  // namespace

Outcome<Dataset> read_json_set_at(const Source& source, const std::string& name, const ReadLimits& limits,
                                  const Reachable& reachable, const zarr::PartWork* parts) {
    auto file = open_source_bytes(source.path, reachable.web);
    if (!file) {
        Problem problem = file.take_problem();
        problem.path.clear();
        return problem;
    }
    TimedBytes timed(**file, limits.time);
    Locations locations(reachable, source.archive, folder_of(source.path));
    return read_json_set(timed, locations, name, limits, parts);
}

Outcome<Dataset> read_references_at(SetReader* read, const Source& source, const ReadLimits& limits,
                                    const Reachable& reachable, const zarr::PartWork* parts) {
    try {
        Outcome<Dataset> dataset = read(source, name_of_set(source.path), limits, reachable, parts);
        if (dataset) {
            dataset->format = fmt::format("{} of {}", name_of(source.format), dataset->format);
            for (Problem& problem : dataset->problems) complete(problem, source.path);
            return dataset;
        }
        Problem problem = dataset.take_problem();
        complete(problem, source.path);
        return problem;
    } catch (const StorageError& error) {
        return problem_of(error.fault(), source.path);
    } catch (const std::system_error& error) {
        return zarr::problem_at(
            "probe/unreadable", source.path,
            fmt::format("reading failed: {}; check the disk or the network and try again", error.what()));
    }
}

}  // namespace cairn::references
