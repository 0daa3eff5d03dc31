// What stands for chunks that are not there.
#pragma once

#include <optional>
#include <string>

#include "builder/model/chunk_manifest.hpp"

namespace cairn::virtualize {

/// xarray takes the fill value of an array for its _FillValue and masks it, as it should where the file has that
/// attribute, and never should where it does not: zeros that were measured would be gone.
struct Fill {
    std::string fill_value = "null";  ///< JSON
    std::string element;              ///< _FillValue as an element of the array; empty: there is none
    bool takes_attribute = false;     ///< fill_value says what the attribute _FillValue says
    bool has_missing = false;         ///< some chunks are not there
    std::string missing;  ///< the stored bytes of a chunk that is not there; empty: fill_value stands for it
    std::string refusal;  ///< why nothing can stand for them
};

/// Chunks that are missing are considered where the array has some.
Fill fill_of(const Variable& variable, const ArrayManifest& array);

/// What stands for the missing chunks of both, whose _FillValue is the same: a file of which none are missing agrees
/// with any. nullopt: one thing cannot stand for all of them. Both are without a refusal.
std::optional<Fill> fill_of_both(const Fill& first, const Fill& next);

}  // namespace cairn::virtualize
