#include "builder/probe/zarr/documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"

namespace cairn::zarr {

namespace {

/// Real metadata are five levels deep; attributes may be deeper.
constexpr std::size_t k_deepest = 128;

}  // namespace

std::optional<json::Value> Documents::get(std::string_view key, std::string_view cost, Severity severity) {
    m_was_unusable = false;
    auto text = m_store.get(key, std::min(k_largest_document, m_bytes_left));
    if (!text) {
        Problem problem = text.take_problem();
        problem.severity = severity;
        problem.message += fmt::format("; {}", cost);
        return unusable(std::move(problem));
    }
    if (!text->has_value()) return std::nullopt;
    const std::string& bytes = **text;
    m_bytes_left -= std::min<std::uint64_t>(bytes.size(), m_bytes_left);
    auto parsed = json::parse(bytes, {.depth = k_deepest, .not_a_number = true});
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        Problem problem = problem_at("probe/bad-json", key,
                                     fmt::format("found broken JSON in line {}, column {}: {}; {}",
                                                 error->position.line, error->position.column, error->message, cost),
                                     severity);
        problem.offset = error->position.offset;
        return unusable(std::move(problem));
    }
    json::Value& value = std::get<json::Value>(parsed);
    if (value.IsObject()) return std::move(value);
    return unusable(problem_at("probe/bad-metadata", key,
                               fmt::format("found a {}, expected an object; {}", json::kind_name(value), cost),
                               severity));
}

std::optional<json::Value> Documents::unusable(Problem problem) {
    m_was_unusable = true;
    m_reports.add(std::move(problem));
    return std::nullopt;
}

}  // namespace cairn::zarr
