// Which listings are catalogs of STAC.
#pragma once

#include <optional>
#include <string>

namespace cairn {

/// The URL (file:, http:, https: or s3:) of the document that a `listing` names: an address on the web, of which one that
/// does not end in ".json" is a folder with a catalog.json; a folder of this machine, likewise; and a file that begins
/// as a JSON object does, where other lists are arrays or lines. nullopt: it is another list.
std::optional<std::string> stac_catalog(const std::string& listing);

}  // namespace cairn
