// Where an object describes a cube: datacube's members stand in an Item's properties, at the top of a Collection, and
// in assets and the definitions of assets.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "validator/objects.hpp"

namespace cairn::validate {

/// The pointer of a part, made only when it is asked for.
using CubePlace = std::function<std::string()>;

/// Calls `visit` with each part that has `cube:dimensions` or `cube:variables`; `above`: the dimensions of the Item or
/// Collection that an asset belongs to, or nullptr.
void for_each_cube(
    const StacObject& object,
    const std::function<void(const json::Value& holder, const json::Value* above, const CubePlace& place)>& visit);

/// The names of an object's members.
class Names {
  public:
    explicit Names(const json::Value& object) {
        for (const auto& member : object.GetObject()) m_names.insert(json::view(member.name));
    }
    bool has(std::string_view name) const { return m_names.count(name) > 0; }

  private:
    std::unordered_set<std::string_view> m_names;
};

}  // namespace cairn::validate
