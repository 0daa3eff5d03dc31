// What a walk through an HDF5 file finds of netCDF's: dimensions are not yet put together with variables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/probe/hdf5/netcdf_types.hpp"
#include "builder/probe/hdf5/storage.hpp"

namespace cairn::hdf5 {

struct FoundDimension {
    std::string name;
    std::int64_t id = 0;  ///< netCDF's number, for the whole file
    std::uint64_t size = 0;
    bool unlimited = false;
    std::uint64_t scale = k_undefined;  ///< address of its dataset
};

/// Attributes of user-defined types; that of position `index` stays when its type turns out to be committed.
struct UserTypedAttribute {
    std::size_t index = 0;
    Datatype type;
};

struct FoundAttributes {
    std::vector<Attribute> all;
    std::vector<UserTypedAttribute> user_typed;
};

struct FoundVariable {
    std::string name;
    Type type = Type::other;
    Datatype stored_type;
    Dataspace space;
    Storage storage;
    FoundAttributes attributes;
    bool is_scale = false;
    std::optional<std::vector<std::int64_t>> dimension_ids;  ///< where the file has them, or they are found
    std::vector<std::uint64_t> scales;                       ///< addresses, one a dimension; empty: none attached
};

struct FoundGroup {
    std::string path;
    std::uint32_t parent = 0;
    FoundAttributes attributes;
    std::vector<FoundDimension> dimensions;  ///< in the order in which they were found
    std::vector<FoundVariable> variables;
    std::vector<std::uint32_t> children;
};

struct FoundFile {
    std::vector<FoundGroup> groups;  ///< [0] is the root; a group follows its parent
    UserTypes types;
    std::int64_t next_dimension_id = 0;
    bool is_classic_model = false;
};

}  // namespace cairn::hdf5
