// The attributes of an object, in the object header or, where they are many, in a heap (specification IV.A.2.m, v).
#pragma once

#include <functional>
#include <string_view>

#include "base/saturating.hpp"
#include "builder/probe/hdf5/shared.hpp"

namespace cairn::hdf5 {

struct StoredAttribute {
    Datatype type;
    Dataspace space;
    Cursor data;  ///< at least as many bytes as its elements take

    std::uint64_t bytes() const { return saturating_multiply(space.count(), type.size); }
};

/// An attribute of which only the name is known yet: many are passed over.
class AttributeMessage {
  public:
    AttributeMessage(Cursor body, SharedMessages& shared);
    std::string_view name() const { return m_name; }
    StoredAttribute decode() const;

  private:
    SharedMessages& m_shared;
    std::string_view m_name;
    bool m_type_is_shared = false;
    bool m_space_is_shared = false;
    Cursor m_type;
    Cursor m_space;
    Cursor m_data;
};

/// In the order in which they were made, where the object remembers it; else in HDF5's own order. What `visit` gets is
/// valid until it returns; it may read the file.
void for_each_attribute(File& file, SharedMessages& shared, const ObjectHeader& header,
                        const std::function<void(const AttributeMessage&)>& visit);

}  // namespace cairn::hdf5
