#include "builder/cli/problem_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include "base/path_parts.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_message = 240;

using Problems = std::vector<const Problem*>;

/// The first `depth` components of the folder of a path, all of them where it has no more.
std::string_view folder_at(std::string_view path, std::size_t depth) {
    const std::string_view folder = folder_part(path);
    std::size_t end = 0;
    for (std::size_t i = 0; i <= depth; ++i) {
        end = folder.find('/', i == 0 ? 0 : end + 1);
        if (end == std::string_view::npos) return folder;
    }
    return folder.substr(0, end);
}

std::map<std::string_view, Problems> by_folder(const Problems& problems, std::size_t depth) {
    std::map<std::string_view, Problems> folders;
    for (const Problem* problem : problems) folders[folder_at(problem->path, depth)].push_back(problem);
    return folders;
}

/// The deepest folders that are not too many.
std::map<std::string_view, Problems> by_few_folders(const Problems& problems, std::size_t most) {
    std::size_t depth = 0;
    for (const Problem* problem : problems)
        depth = std::max(depth, static_cast<std::size_t>(std::ranges::count(problem->path, '/')));
    auto folders = by_folder(problems, depth);
    while (folders.size() > most && depth > 0) folders = by_folder(problems, --depth);
    return folders;
}

std::string shortened(const std::string& message) {
    if (message.size() <= k_longest_message) return message;
    std::size_t end = k_longest_message;
    while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;  // not within a character
    return message.substr(0, end) + "...";
}

ProblemLine line_of(std::string_view folder, const Problems& problems) {
    const Problem& first = *problems.front();
    if (problems.size() == 1) return {&first, 1, first.path, first.message};
    const std::string_view name = std::string_view(first.path).substr(folder.empty() ? 0 : folder.size() + 1);
    return {&first, problems.size(), fmt::format("{}: {} files, as {}", folder, problems.size(), name),
            shortened(first.message)};
}

}  // namespace

std::vector<ProblemLine> problem_lines(const BuildResult& result, std::size_t folders) {
    std::vector<ProblemLine> warnings;
    std::vector<std::string_view> codes;  // in the order of their first problems
    std::map<std::string_view, Problems> errors;
    for (const ProblemKind& kind : kinds_of(result)) {
        const Problem& first = *kind.problems.front();
        if (first.severity == Severity::error) {
            if (errors.count(first.code) == 0) codes.push_back(first.code);
            errors[first.code].push_back(&first);
            continue;
        }
        const std::size_t others = kind.problems.size() - 1;
        warnings.push_back({&first, kind.problems.size(),
                            first.path + (others == 0 ? "" : fmt::format(" (and {} like it)", others)), first.message});
    }
    std::vector<ProblemLine> lines;
    for (const std::string_view code : codes) {
        for (const auto& [folder, problems] : by_few_folders(errors[code], folders))
            lines.push_back(line_of(folder, problems));
    }
    std::ranges::move(warnings, std::back_inserter(lines));
    return lines;
}

std::vector<ProblemLine> all_problem_lines(const BuildResult& result) {
    std::vector<ProblemLine> lines;
    for (const Severity severity : {Severity::error, Severity::warning}) {
        for (const Problem& problem : result.problems) {
            if (problem.severity == severity) lines.push_back({&problem, 1, problem.path, problem.message});
        }
    }
    return lines;
}

}  // namespace cairn
