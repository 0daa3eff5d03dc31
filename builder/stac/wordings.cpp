#include "builder/stac/wordings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "builder/stac/variable_order.hpp"
#include "builder/wording/case.hpp"
#include "builder/wording/headings.hpp"

namespace cairn {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> k_steps{{{"PT30M", "Half-hourly"},
                                                                                {"PT1H", "Hourly"},
                                                                                {"PT3H", "Three-hourly"},
                                                                                {"PT6H", "Six-hourly"},
                                                                                {"PT12H", "Twelve-hourly"},
                                                                                {"P1D", "Daily"},
                                                                                {"P7D", "Weekly"},
                                                                                {"P1M", "Monthly"},
                                                                                {"P1Y", "Yearly"}}};

/// The step that all axes of time have, in a word; empty: several, or none with a word.
std::string word_of_step(const Cube& cube) {
    std::string_view step;
    for (const CubeDimension& dimension : cube.dimensions) {
        if (dimension.kind != DimensionKind::temporal) continue;
        if (dimension.step.empty() || (!step.empty() && step != dimension.step)) return {};
        step = dimension.step;
    }
    const auto known = std::find_if(k_steps.begin(), k_steps.end(), [&](const auto& one) { return one.first == step; });
    return known == k_steps.end() ? std::string() : std::string(known->second);
}

std::string in_full(const CubeVariable& variable) {
    const std::string label = label_of(variable);
    const std::string unit = variable.unit == "1" ? std::string() : variable.unit;
    if (label.empty()) return unit.empty() ? variable.name : fmt::format("{} ({})", variable.name, unit);
    if (unit.empty()) return fmt::format("{} ({})", label, variable.name);
    return fmt::format("{} ({}, {})", label, variable.name, unit);
}

}  // namespace

std::string label_of(const CubeVariable& variable) {
    constexpr std::size_t k_longest = 80;
    std::string label = heading(variable.description);
    if (label.empty() || label.size() > k_longest) label = with_capital(with_spaces(variable.standard_name));
    return label;
}

std::string listed(const std::vector<std::string>& labels, std::size_t most) {
    if (labels.empty()) return {};
    const std::size_t shown = labels.size() <= most ? labels.size() : most;
    std::string text = labels.front();
    for (std::size_t i = 1; i < shown; ++i) text += (i + 1 == labels.size() ? " and " : ", ") + labels[i];
    if (shown < labels.size()) text += fmt::format(" and {} more", labels.size() - shown);
    return text;
}

std::string sentence_of_variables(const Cube& cube) {
    constexpr std::size_t k_most = 8;
    std::vector<std::string> texts;
    std::size_t count = 0;
    for (const RankedVariable& one : by_rank(cube)) {
        if (one.rank == VariableRank::auxiliary) break;
        if (++count <= k_most) texts.push_back(in_full(*one.variable));
    }
    if (texts.empty()) return {};
    std::string text = count > k_most ? fmt::format("{} and {} more variables", fmt::join(texts, ", "), count - k_most)
                                      : listed(texts, k_most);
    return text + '.';
}

std::string sentence_of_time(const Cube& cube, const std::optional<UtcInterval>& interval) {
    if (!interval) return {};
    const std::string step = word_of_step(cube);
    const std::string start = to_rfc3339(interval->start).substr(0, 10);
    const std::string end = to_rfc3339(interval->end).substr(0, 10);
    if (start == end) return step.empty() ? fmt::format("On {}.", start) : fmt::format("{}, on {}.", step, start);
    return step.empty() ? fmt::format("From {} to {}.", start, end)
                        : fmt::format("{}, from {} to {}.", step, start, end);
}

std::string sentence_of_providers(const std::vector<Provider>& providers) {
    constexpr std::size_t k_most = 3;
    std::vector<std::string> names;
    for (const Provider& provider : providers) names.push_back(provider.name);
    if (names.empty()) return {};
    const std::string sentence = "By " + listed(names, k_most);
    return sentence.ends_with('.') ? sentence : sentence + '.';
}

}  // namespace cairn
