#include "builder/model/interner.hpp"

#include <functional>
#include <string_view>

namespace cairn {

namespace {

void combine(std::size_t& seed, std::string_view text) {
    seed ^= std::hash<std::string_view>()(text) + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2);
}

// Names, units and types tell nearly all cubes apart; equality decides the rest.
std::size_t hash_of(const Cube& cube) {
    std::size_t seed = cube.dimensions.size();
    for (const CubeDimension& dimension : cube.dimensions) {
        combine(seed, dimension.name);
        combine(seed, dimension.unit);
    }
    for (const CubeVariable& variable : cube.variables) combine(seed, variable.name);
    return seed;
}

std::size_t hash_of(const Facets& facets) {
    std::size_t seed = facets.size();
    for (const auto& [name, value] : facets) {
        combine(seed, name);
        combine(seed, value);
    }
    return seed;
}

}  // namespace

template <class T>
std::shared_ptr<const T> Interner<T>::intern(T value) {
    const std::size_t hash = hash_of(value);
    const std::lock_guard lock(m_mutex);
    const auto [begin, end] = m_known.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
        if (*it->second == value) return it->second;
    }
    return m_known.emplace(hash, std::make_shared<const T>(std::move(value)))->second;
}

template class Interner<Cube>;
template class Interner<Facets>;

}  // namespace cairn
