// HDF5's types as netCDF sees them. What libnetcdf 4.9 makes of a type is the measure: a file must not have other
// variables here than there.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "builder/model/dataset.hpp"
#include "builder/probe/hdf5/datatype.hpp"

namespace cairn::hdf5 {

/// The committed datatypes of a file that were met so far.
class UserTypes {
  public:
    void add(const Datatype& type);
    bool contains(const Datatype& type) const;

  private:
    std::unordered_set<std::string> m_signatures;
};

/// The type of a number; nothing for all other classes. Throws Unsupported for numbers wider than 64 bits.
std::optional<Type> number_type(const Datatype& type);

bool is_user_class(const Datatype& type);

/// The type of a variable; nothing when libnetcdf passes over such datasets (references, types that are not committed).
std::optional<Type> variable_type(const Datatype& type, const UserTypes& known);

}  // namespace cairn::hdf5
