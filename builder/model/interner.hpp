// Equal cubes, outlines and projections are kept once: an archive of a million files has a few thousand distinct ones.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

#include "builder/model/cube.hpp"
#include "builder/model/plan.hpp"
#include "builder/model/projection.hpp"

namespace cairn {

/// Returns one shared instance for equal values. Threads: safe; the lock is held for one look-up.
template <class T>
class Interner {
  public:
    std::shared_ptr<const T> intern(T value);

  private:
    std::mutex m_mutex;  ///< guards m_known
    std::unordered_multimap<std::size_t, std::shared_ptr<const T>> m_known;
};

extern template class Interner<Cube>;
extern template class Interner<Facets>;
extern template class Interner<Outline>;
extern template class Interner<Projection>;

}  // namespace cairn
