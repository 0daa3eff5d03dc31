// Addresses of data servers of THREDDS, which lay out catalogs and files alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Where a folder of such a server is catalogued, and where its files are.
struct ThreddsPlace {
    std::string files;    ///< "https://host/thredds/fileServer/a/b"
    std::string catalog;  ///< "https://host/thredds/catalog/a/b/catalog.xml"
};

/// By the address of a catalog, of XML (".../catalog.xml") or of the page for people (".../catalog.html"). nullopt: it
/// is no such address.
std::optional<ThreddsPlace> thredds_place(std::string_view url);

}  // namespace cairn
