#include "builder/model/interner.hpp"

#include <functional>
#include <string_view>

namespace cairn {

namespace {

void combine(std::size_t& seed, std::string_view text) {
    seed ^= std::hash<std::string_view>()(text) + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2);
}

void combine(std::size_t& seed, double number) {
    seed ^= std::hash<double>()(number) + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2);
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

std::size_t hash_of(const Outline& outline) {
    std::size_t seed = outline.rings.size();
    for (const std::vector<Position>& ring : outline.rings) {
        for (const Position& position : ring) {
            combine(seed, position.lon_deg);
            combine(seed, position.lat_deg);
        }
    }
    return seed;
}

std::size_t hash_of(const Projection& projection) {
    std::size_t seed = projection.shape[0] * 31 + projection.shape[1];
    combine(seed, projection.code);
    combine(seed, projection.wkt2);
    for (const double number : projection.transform) combine(seed, number);
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
template class Interner<Outline>;
template class Interner<Projection>;

}  // namespace cairn
