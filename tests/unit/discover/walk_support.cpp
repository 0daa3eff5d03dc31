#include "tests/unit/discover/walk_support.hpp"

#include <utility>

#include "builder/discover/serial_runner.hpp"

namespace cairn::test {

Archive archive_of(const TempFolder& folder, std::vector<std::string> include, std::vector<std::string> exclude) {
    Archive archive;
    archive.root = folder.path();
    archive.include = std::move(include);
    archive.exclude = std::move(exclude);
    return archive;
}

WalkResult walk_serially(const Archive& archive) {
    SerialRunner runner;
    const std::atomic<bool> stop = false;
    return walk(archive, 0, runner, stop);
}

std::uint64_t files_ignored(const WalkResult& result) {
    std::uint64_t count = result.files_excluded;
    for (const auto& [kind, files] : result.other_kinds) count += files;
    return count;
}

std::vector<std::string> paths_of(const WalkResult& result) {
    std::vector<std::string> paths;
    for (const Source& source : result.sources) paths.push_back(source.relative);
    return paths;
}

std::vector<std::string> problems_of(const WalkResult& result, const TempFolder& folder) {
    std::vector<std::string> lines;
    for (const Problem& problem : result.problems) {
        const bool is_below = problem.path.size() > folder.path().size();
        lines.push_back(problem.code + ' ' + (is_below ? problem.path.substr(folder.path().size() + 1) : "."));
    }
    return lines;
}

std::string text_of(const WalkResult& result) {
    std::string text;
    for (const Source& source : result.sources) {
        text += source.relative + '|' + source.path + '|' + std::string(name_of(source.format)) + '|' +
                std::to_string(source.stamp.size_bytes) + '|' + std::to_string(source.stamp.modified_ns) + '\n';
    }
    for (const Problem& problem : result.problems) {
        text += problem.code + '|' + problem.path + '|' + problem.message + '|' +
                std::string(name_of(problem.severity)) + '\n';
    }
    return text + std::to_string(result.files_seen) + ' ' + std::to_string(files_ignored(result)) + '\n';
}

}  // namespace cairn::test
