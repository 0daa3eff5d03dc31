// Names of variables within a dataset, indexed: nothing bounds how many names a file's attributes hold, so that no
// look-up may scan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

/// The dataset must outlive it and not change.
class Names {
  public:
    explicit Names(const Dataset& dataset);

    /// The variable that a name means in a group (CF section 2.7.1): there or in the nearest enclosing group; "a/b" and
    /// "/a/b" are paths.
    std::optional<VariableId> find(std::uint32_t group, std::string_view name) const;

    /// Index of the variable of that very name in that very group.
    std::optional<std::uint32_t> own(std::uint32_t group, std::string_view name) const;

  private:
    using Index = std::unordered_map<std::string_view, std::uint32_t>;
    std::optional<VariableId> in(std::uint32_t group, std::string_view path) const;

    const Dataset& m_dataset;
    std::vector<Index> m_variables;                           ///< of each group, by name
    std::unordered_map<std::string, std::uint32_t> m_groups;  ///< by path, without a trailing slash; the root is ""
};

const Variable& variable_of(const Dataset& dataset, VariableId id);

/// For the reader and for the cube: the name, below the root group "group/name". As stored, perhaps not UTF-8.
std::string qualified_name(const Dataset& dataset, VariableId id);
std::string qualified_name(const Dataset& dataset, DimensionId id);

}  // namespace cairn
