// What clients want of spellings where specifications leave a choice: `publish.for`.
#pragma once

#include <string_view>

#include "builder/config/config.hpp"

namespace cairn {

/// The name in a configuration: "stac-browser". Precondition: the schema has let it pass.
Client client_named(std::string_view name);
StoreTypes store_types_named(std::string_view name);

/// The spelling that the first client wants that wants one; without such a client what `store_types` says.
StoreTypes store_types_of(const Publish& publish);

/// Likewise of links to pages.
PageLinks page_links_of(const Publish& publish);

}  // namespace cairn
