// The media type of Zarr, and what its parameters say.
#pragma once

#include <string>
#include <string_view>

namespace cairn::validate {

/// "application/vnd.zarr; version=3; profile=multiscales", taken apart.
struct ZarrType {
    bool names_zarr = false;     ///< in any spelling
    bool is_registered = false;  ///< application/vnd.zarr, or with a suffix such as +kerchunk
    bool is_indirect = false;    ///< with a suffix: a file that describes a store
    std::string version;         ///< empty: it does not say
    std::string profile;         ///< likewise
};
ZarrType zarr_type_of(std::string_view media_type);

/// Whether an href leads to a store of Zarr, or into one: a segment of its path ends with .zarr.
bool leads_into_store(std::string_view href);

/// The href as far as the segment that ends with .zarr, without a slash behind it; empty: there is none.
std::string_view store_of(std::string_view href);

/// Whether one href is another or lies below it.
bool lies_in(std::string_view href, std::string_view store);

}  // namespace cairn::validate
