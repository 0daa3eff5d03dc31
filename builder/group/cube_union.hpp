// The data cube of many granules: dimensions and variables by name, their extents united.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "builder/group/notes.hpp"
#include "builder/model/cube.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// Granules come in order of time. Those that share a cube cost one look-up each. What two cubes describe differently
/// (kind, unit, calendar, type, dimensions) is kept as the first has it, with a note; what is only true of one of them
/// (step, spacing, coordinate values) is left out.
class CubeUnion {
  public:
    void add(const Granule& granule);
    void finish(Cube& cube, std::vector<TemporalExtent>& temporal, Notes& notes);

  private:
    using Mapping = std::vector<std::uint32_t>;  ///< dimension of a cube -> dimension of the union
    const Mapping& add_cube(const std::shared_ptr<const Cube>& cube);
    std::uint32_t add_dimension(const CubeDimension& dimension);
    void add_variable(const CubeVariable& variable);
    void keep_step_if_joined(std::uint32_t dimension, const UtcInterval& next);
    void note_conflict(const std::string& what, const std::string& name, const std::string& kept,
                       const std::string& other);

    Cube m_cube;
    std::map<std::string, std::uint32_t> m_dimensions;  ///< name -> index into m_cube
    std::map<std::string, std::uint32_t> m_variables;
    std::vector<TemporalExtent> m_temporal;             ///< of each dimension
    std::vector<std::optional<UtcInstant>> m_last_end;  ///< of each temporal dimension: where the granule before ended
    std::unordered_map<std::shared_ptr<const Cube>, Mapping> m_known;  ///< held, so that no address is used again
    const Cube* m_last = nullptr;
    const Mapping* m_last_mapping = nullptr;
    Notes m_notes;
};

}  // namespace cairn
