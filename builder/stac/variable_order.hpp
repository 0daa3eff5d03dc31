// The order in which variables are told: what people look for first.
#pragma once

#include <vector>

#include "builder/model/cube.hpp"

namespace cairn {

/// How much of a dataset a variable is.
enum class VariableRank {
    main,      ///< data along time; of a cube without time: data along any dimension
    constant,  ///< other data along dimensions: masks, areas, heights
    scalar,    ///< data without dimensions
    auxiliary  ///< coordinates, bounds, grid mappings
};

/// All variables by rank, else as in the cube. Threads: safe.
struct RankedVariable {
    const CubeVariable* variable;
    VariableRank rank;
};
std::vector<RankedVariable> by_rank(const Cube& cube);

/// Those of the first rank that has any, without the auxiliary ones.
std::vector<const CubeVariable*> main_variables(const Cube& cube);

}  // namespace cairn
