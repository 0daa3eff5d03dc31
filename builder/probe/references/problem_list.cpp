#include "builder/probe/references/problem_list.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

void ProblemList::add(std::string_view code, std::string_view key, std::string message, Severity severity) {
    const auto at = m_kinds.find(code);
    Kind& kind = at == m_kinds.end() ? m_kinds[std::string(code)] : at->second;
    if (kind.first.size() == k_most_of_a_kind) {
        ++kind.more;
    } else {
        kind.first.push_back(zarr::problem_at(code, key.substr(0, 1000), std::move(message), severity));
    }
}

void ProblemList::count(std::string_view code, std::string_view key, std::string_view file, std::string message) {
    Kind& kind = m_kinds[std::string(code)];
    if (kind.first.empty()) {
        kind.first.push_back(zarr::problem_at(code, key.substr(0, 1000), std::move(message), Severity::warning));
    }
    ++kind.references;
    if (!file.empty() && kind.files.size() < k_most_files) kind.files.emplace(file.substr(0, 1000));
}

std::vector<Problem> ProblemList::take() {
    std::vector<Problem> problems;
    for (auto& [code, kind] : m_kinds) {
        const Severity severity = kind.first.front().severity;
        if (kind.references > 1) {
            kind.first.front().message +=
                kind.files.empty()
                    ? fmt::format(" (the first of {} references)", kind.references)
                    : fmt::format(" (the first of {} references to {}{} files)", kind.references,
                                  kind.files.size() == k_most_files ? "at least " : "", kind.files.size());
        }
        problems.insert(problems.end(), std::make_move_iterator(kind.first.begin()),
                        std::make_move_iterator(kind.first.end()));
        if (kind.more > 0)
            problems.push_back(zarr::problem_at(
                code, "", fmt::format("{} more like the {} before are not listed", kind.more, k_most_of_a_kind),
                severity));
    }
    m_kinds.clear();
    return problems;
}

}  // namespace cairn::references
