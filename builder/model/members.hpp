// The members of the values that are interned, once: what tells two of them apart (`identical`) and what their hash is
// made of are read from here. The structured bindings name every member, so that a new one does not compile until it
// stands here.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>

#include "builder/model/cube.hpp"
#include "builder/model/description.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/projection.hpp"

namespace cairn {

/// T, whether const or not.
template <class Self, class T>
concept either = std::same_as<std::remove_const_t<Self>, T>;

template <either<LatInterval> Self>
auto members_of(Self& self) {
    auto& [south_deg, north_deg] = self;
    return std::tie(south_deg, north_deg);
}

/// An interval keeps its members to itself: this is all that can be asked of it.
inline auto members_of(const LonInterval& self) {
    return std::tuple(self.is_empty(), self.is_full(), self.west_deg(), self.east_deg());
}

template <either<Box> Self>
auto members_of(Self& self) {
    auto& [lon, lat] = self;
    return std::tie(lon, lat);
}

template <either<Position> Self>
auto members_of(Self& self) {
    auto& [lon_deg, lat_deg] = self;
    return std::tie(lon_deg, lat_deg);
}

template <either<Outline> Self>
auto members_of(Self& self) {
    auto& [rings] = self;
    return std::tie(rings);
}

template <either<CubeDimension> Self>
auto members_of(Self& self) {
    auto& [name, kind, description, unit, standard_name, calendar, step, positive, formula_terms, minimum, maximum,
           spacing, values, labels, reference_system, box, size] = self;
    return std::tie(name, kind, description, unit, standard_name, calendar, step, positive, formula_terms, minimum,
                    maximum, spacing, values, labels, reference_system, box, size);
}

template <either<Flags> Self>
auto members_of(Self& self) {
    auto& [values, masks, meanings] = self;
    return std::tie(values, masks, meanings);
}

template <either<CubeVariable> Self>
auto members_of(Self& self) {
    auto& [name, dimensions, is_data, data_type, description, unit, standard_name, cell_methods, nodata, scale, offset,
           value, flags] = self;
    return std::tie(name, dimensions, is_data, data_type, description, unit, standard_name, cell_methods, nodata, scale,
                    offset, value, flags);
}

template <either<Cube> Self>
auto members_of(Self& self) {
    auto& [dimensions, variables] = self;
    return std::tie(dimensions, variables);
}

template <either<Projection> Self>
auto members_of(Self& self) {
    auto& [code, wkt2, projjson, shape, transform, bbox, in_metres] = self;
    return std::tie(code, wkt2, projjson, shape, transform, bbox, in_metres);
}

template <either<Provider> Self>
auto members_of(Self& self) {
    auto& [name, description, roles, url] = self;
    return std::tie(name, description, roles, url);
}

template <either<Publication> Self>
auto members_of(Self& self) {
    auto& [doi, citation] = self;
    return std::tie(doi, citation);
}

template <either<Description> Self>
auto members_of(Self& self) {
    auto& [title, summary, keywords, license, providers, doi, citation, publications] = self;
    return std::tie(title, summary, keywords, license, providers, doi, citation, publications);
}

}  // namespace cairn
