// When two values are one: what an interner needs to know.
#pragma once

#include <cstdint>

#include "builder/model/cube.hpp"
#include "builder/model/description.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/plan.hpp"
#include "builder/model/projection.hpp"

namespace cairn {

/// Whether one value can stand for the other in every document. Stricter than ==: 0 and -0 are equal but written
/// differently, so that which of them was kept would show which thread came first. A NaN is identical to any other: it
/// is the fill value that xarray writes, and is written as "nan" whatever its bits.
bool identical(const Cube& a, const Cube& b);
bool identical(const Facets& a, const Facets& b);
bool identical(const Outline& a, const Outline& b);
bool identical(const Projection& a, const Projection& b);
bool identical(const std::string& a, const std::string& b);
bool identical(const Description& a, const Description& b);

/// 64 bits of everything that `identical` compares. Of this process only: never written anywhere.
std::uint64_t identity_hash(const Cube& value);
std::uint64_t identity_hash(const Facets& value);
std::uint64_t identity_hash(const Outline& value);
std::uint64_t identity_hash(const Projection& value);
std::uint64_t identity_hash(const std::string& value);
std::uint64_t identity_hash(const Description& value);

}  // namespace cairn
