// Which latitude and longitude place a data variable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"

namespace cairn {

struct PlacePair {
    std::optional<VariableId> latitude;
    std::optional<VariableId> longitude;
    std::string guess;           ///< why one of them is only a guess; else empty
    bool is_incidental = false;  ///< scalars that nothing refers to
    bool are_indexes = false;    ///< they number rows and columns, whatever their units say
};

/// What one data variable offers as latitude and longitude.
class HorizontalCoordinates {
  public:
    explicit HorizontalCoordinates(const Anatomy& anatomy);

    /// From the best: a listed pair of several dimensions; the axes of its own dimensions; other listed ones; unlisted
    /// ones on its dimensions, in its own group or one around it; scalars, of a variable without horizontal dimensions;
    /// unlisted ones on its dimensions in a group beside it; names that can mean nothing else.
    PlacePair choose(VariableId data) const;

    /// Coordinates of a projection (y as latitude, x as longitude) that are no axes of dimensions: a mesh, stations, or
    /// rows and columns that a projection bends.
    PlacePair choose_projected(VariableId data) const;

    /// The antenna of a radar: scalars, or places along the rays of one that moves.
    PlacePair antenna(VariableId data) const;

  private:
    PlacePair listed(VariableId data) const;
    PlacePair on_own_dimensions(VariableId data) const;
    PlacePair unlisted(VariableId data) const;
    PlacePair in_other_groups(VariableId data) const;
    PlacePair scalars(VariableId data) const;
    PlacePair guessed(VariableId data) const;
    void fill(PlacePair& pair, const PlacePair& from) const;

    const Anatomy& m_anatomy;
    std::vector<VariableId> m_auxiliary;  ///< latitudes and longitudes that are no axes of their own dimension
    std::vector<VariableId> m_projected;  ///< likewise of a projection
};

/// Dimensions that are neither a time nor a level.
std::size_t horizontal_rank(const Anatomy& anatomy, VariableId data);

}  // namespace cairn
