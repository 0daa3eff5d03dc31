// Which variable plays which part in a dataset: axes, their bounds, what attributes refer to, and the data that remain.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "builder/cf/axes.hpp"
#include "builder/cf/names.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

struct VariablePart {
    AxisMeaning meaning;
    bool is_coordinate_variable = false;  ///< has the name of its only dimension (of its first, for text)
    bool is_listed = false;               ///< named by a `coordinates` attribute
    bool is_bounds = false;               ///< named by `bounds`, `climatology` or FERRET's `edges`
    bool is_data =
        true;  ///< none of these, nor a grid mapping, ancillary variable, cell measure, formula term, mesh part
};

class Anatomy {
  public:
    /// Linear in the size of the dataset. `dataset` must outlive it and not change.
    explicit Anatomy(const Dataset& dataset, const Policies& policies = {});

    const Dataset& dataset() const { return m_dataset; }
    double outline_tolerance_deg() const { return m_outline_tolerance_deg; }  ///< Policies::footprint_tolerance_deg
    HalfCellPolicy half_cells() const { return m_half_cells; }                ///< Policies::half_cells
    bool has_cell_numbers() const { return m_has_cell_numbers; }  ///< a coordinate has the attribute grid_name (xdggs)
    const Names& names() const { return m_names; }
    const VariablePart& part(VariableId id) const { return m_parts[id.group][id.index]; }
    const std::vector<VariableId>& variables() const { return m_variables; }  ///< all, in order of group and index

    /// The coordinate variable of a dimension as seen from a group.
    std::optional<VariableId> coordinate_variable(std::uint32_t group, DimensionId dimension) const;

    /// What the `coordinates` attributes of a variable and of its dataset list, in their order; names that mean nothing
    /// are left out.
    std::vector<VariableId> listed_coordinates(VariableId id) const;

    /// The bounds of a coordinate (by `climatology`, `bounds`, FERRET's `edges` or a customary name), or nullopt.
    std::optional<VariableId> bounds_of(VariableId coordinate) const;

    /// The variable that holds the reference date of a time: "seconds since time_reference" (CfRadial 2).
    std::optional<VariableId> reference_variable(VariableId time) const;

    /// Whether the file names one of its dimensions not: readers call them "phony_dim_0", ... as libnetcdf does, by
    /// size.
    bool has_unnamed_dimensions(VariableId id) const;

    /// Whether a group's names are visible in another: it is that group or encloses it.
    bool encloses(std::uint32_t outer, std::uint32_t inner) const;

  private:
    VariablePart& part(VariableId id) { return m_parts[id.group][id.index]; }
    void follow_references(VariableId id);
    void mark(VariableId from, std::string_view attribute, bool VariablePart::*flag);
    void find_meaning(VariableId id);
    void guess_places(std::uint32_t group);
    void list(VariableId id, const std::vector<std::string>& names, std::vector<VariableId>& listed) const;
    void set_platforms_aside();
    void adopt_times();

    const Dataset& m_dataset;
    double m_outline_tolerance_deg;
    HalfCellPolicy m_half_cells;
    bool m_has_cell_numbers = false;
    Names m_names;
    std::vector<std::string> m_listed_for_all;       ///< by the `coordinates` attribute of the root
    std::vector<std::vector<VariablePart>> m_parts;  ///< of each group, by variable
    std::vector<VariableId> m_variables;
    std::vector<std::pair<VariableId, AxisMeaning>> m_possible_times;  ///< times that nothing makes coordinates
};

}  // namespace cairn
