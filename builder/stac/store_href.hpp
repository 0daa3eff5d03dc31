// Where stores and their groups are: addresses, and URL pipelines to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// A store that is one file.
bool is_archive(const Entry& store);

/// The finest level of a pyramid of stores beside each other; nullptr: the store is none.
const StoreGroup* finest_level(const Entry& store);

/// In a folder the group is a folder; in a zip archive it is a fragment of the file: the folder in the archive.
std::string group_href(const Entry& store, const std::string& path, std::string_view document, const Context& context);

/// Adds the addresses of groups as URL pipelines of ZEP 8. As alternates: '|' may not stand in an href, which is a URI
/// reference, and clients that know no pipelines keep theirs. `groups`: paths.
void add_pipelines(json::Value& asset, const Entry& store, const std::vector<std::string>& groups,
                   std::string_view document, const Context& context);

}  // namespace cairn
