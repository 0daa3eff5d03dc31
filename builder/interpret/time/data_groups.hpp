// Which groups of a dataset hold the data that it is about.
#pragma once

#include <string>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// Products of Earth observation (EOPF) keep beside their `measurements` the `conditions` of them (weather models,
/// geometry, masks) and their `quality`: these have times and places of their own, which do not date the product.
class DataGroups {
  public:
    explicit DataGroups(const Dataset& dataset);

    bool is_auxiliary(std::uint32_t group) const { return m_is_auxiliary[group]; }

  private:
    std::vector<bool> m_is_auxiliary;
};

}  // namespace cairn
