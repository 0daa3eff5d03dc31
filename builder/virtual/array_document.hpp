// The documents of a Zarr v2 store: .zgroup, .zarray, .zattrs, as JSON texts that xarray reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

inline constexpr std::string_view k_group_document = R"({"zarr_format":2})";

std::string array_document(const VirtualArray& array);

/// Attributes in their order, numbers as numbers of Python's JSON: NaN and Infinity among them, since they have to stay
/// numbers. Values that are not known are left out.
std::string attributes_document(const std::vector<Attribute>& attributes);

/// The same with _ARRAY_DIMENSIONS.
std::string attributes_document(const VirtualArray& array);

/// One element as Zarr v2 writes a fill value: a number, or "NaN", "Infinity", "-Infinity".
std::string fill_value_of(std::string_view element, std::string_view dtype);

/// Calls take(key, text) for every document of the store, in the order in which they are written.
template <class Take>
void for_each_document(const VirtualStore& store, Take take) {
    for (const VirtualGroup& group : store.groups) {
        const std::string folder = group.path.empty() ? "" : group.path + '/';
        take(folder + ".zgroup", std::string(k_group_document));
        take(folder + ".zattrs", attributes_document(group.attributes));
    }
    for (const VirtualArray& array : store.arrays) {
        take(array.path + "/.zarray", array_document(array));
        take(array.path + "/.zattrs", attributes_document(array));
    }
}

}  // namespace cairn::virtualize
