// What files and stores say of themselves: read by whoever can read them, compared here.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "validator/assets/asset_claims.hpp"

namespace cairn::validate {

struct FoundDimension {
    std::string name;
    std::uint64_t size = 0;
};

struct FoundVariable {
    std::string name;
    std::string unit;
    std::vector<std::string> dimensions;
};

struct AssetFacts {
    std::optional<TimeSpan> time;
    double time_cell_s = 0;  ///< length of one step; 0: not known
    std::optional<Box> box;
    double cell_deg = 0;  ///< width of one cell; 0: not known
    std::vector<FoundDimension> dimensions;
    std::vector<FoundVariable> variables;
};

/// Opens netCDF files and Zarr stores. `cairn` has one, made of the builder's readers; `cairn-validate` has none, since
/// it would need their libraries. Threads: any number.
class AssetReader {
  public:
    virtual ~AssetReader() = default;
    /// The facts, or why they cannot be read.
    virtual std::variant<AssetFacts, std::string> read(const std::string& path) const = 0;
};

struct Disagreement {
    std::string pointer;
    std::string message;
    bool is_slight = false;  ///< within one cell: some mean its middle, others its edge
};

/// What a document says otherwise than the file does.
std::vector<Disagreement> compare(const AssetClaims& claims, const AssetFacts& facts);

}  // namespace cairn::validate
