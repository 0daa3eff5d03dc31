// What documents say of the files and stores that their assets are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "validator/document.hpp"
#include "validator/ranges.hpp"

namespace cairn::validate {

/// Number of cells of a dimension, as far as it is said: by `size`, by `values`, by an extent and a step.
struct ClaimedDimension {
    std::string name;
    std::string pointer;
    std::optional<std::uint64_t> size;
    std::uint64_t tolerance = 0;  ///< 1 where an extent and a step say it: some count cells, others their edges
};

struct ClaimedVariable {
    std::string name;
    std::string pointer;
    std::optional<std::string> unit;
    std::vector<std::string> dimensions;
    bool says_dimensions = false;
};

/// A part of a claim, and where it stands.
template <class T>
struct Claim {
    T value;
    std::string pointer;
    /// The asset itself says it; else its Item, which other assets may share: then it need only hold what the asset
    /// has.
    bool is_own = true;
};

struct AssetClaims {
    std::string pointer;  ///< of the asset
    std::string href;
    std::string media_type;
    std::optional<Claim<std::uint64_t>> size_bytes;
    std::optional<Claim<std::string>> checksum;  ///< multihash, hexadecimal
    std::optional<Claim<TimeSpan>> time;
    std::optional<Claim<Box>> box;
    std::vector<ClaimedDimension> dimensions;  ///< of the only data asset of an Item, or the asset's own
    std::vector<ClaimedVariable> variables;    ///< likewise

    bool is_store() const;  ///< Zarr: a folder
    bool is_data() const;   ///< a netCDF file or a Zarr store
};

/// The assets of an Item, a Collection, or the features of an asset list page; of pages of Items none, since the Items
/// themselves have them.
std::vector<AssetClaims> claims_of(const json::Value& document, Kind kind);

}  // namespace cairn::validate
