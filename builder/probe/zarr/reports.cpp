#include "builder/probe/zarr/reports.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"

namespace cairn::zarr {

namespace {

constexpr std::size_t k_most_problems = 200;

}  // namespace

Problem problem_at(std::string_view code, std::string_view key, std::string message, Severity severity) {
    return {.stage = Stage::probe,
            .code = std::string(code),
            .path = to_utf8(key),
            .message = to_utf8(message),
            .severity = severity};
}

void Reports::error(std::string_view code, std::string_view key, std::string message) {
    add(problem_at(code, key, std::move(message)));
}

void Reports::warning(std::string_view code, std::string_view key, std::string message) {
    add(problem_at(code, key, std::move(message), Severity::warning));
}

void Reports::add(Problem problem) {
    m_last = problem;
    if (m_problems.size() < k_most_problems) {
        m_problems.push_back(std::move(problem));
    } else {
        ++(problem.severity == Severity::error ? m_unsaid_errors : m_unsaid_warnings);
    }
}

Problem Reports::take_last() { return std::move(m_last); }

std::vector<Problem> Reports::take() {
    if (m_unsaid_errors + m_unsaid_warnings > 0) {
        m_problems.push_back(problem_at(
            "probe/more-problems", "",
            fmt::format("{} more errors and {} more warnings are not listed", m_unsaid_errors, m_unsaid_warnings),
            m_unsaid_errors > 0 ? Severity::error : Severity::warning));
    }
    return std::move(m_problems);
}

}  // namespace cairn::zarr
