#include "builder/stac/variable_order.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace cairn {

std::vector<RankedVariable> by_rank(const Cube& cube) {
    std::unordered_set<std::string_view> times;
    for (const CubeDimension& dimension : cube.dimensions)
        if (dimension.kind == DimensionKind::temporal) times.insert(dimension.name);
    const auto rank = [&](const CubeVariable& variable) {
        if (!variable.is_data) return VariableRank::auxiliary;
        if (variable.dimensions.empty()) return VariableRank::scalar;
        const bool is_along_time = std::any_of(variable.dimensions.begin(), variable.dimensions.end(),
                                               [&](const std::string& name) { return times.contains(name); });
        return times.empty() || is_along_time ? VariableRank::main : VariableRank::constant;
    };
    std::vector<RankedVariable> ranked;
    ranked.reserve(cube.variables.size());
    for (const CubeVariable& variable : cube.variables) ranked.push_back({&variable, rank(variable)});
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const RankedVariable& a, const RankedVariable& b) { return a.rank < b.rank; });
    return ranked;
}

std::vector<const CubeVariable*> main_variables(const Cube& cube) {
    std::vector<const CubeVariable*> result;
    const std::vector<RankedVariable> ranked = by_rank(cube);
    for (const RankedVariable& one : ranked) {
        if (one.rank == VariableRank::auxiliary || one.rank != ranked.front().rank) break;
        result.push_back(one.variable);
    }
    return result;
}

}  // namespace cairn
