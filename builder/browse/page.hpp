// The page that shows the catalog in a browser: index.html, browse/ and, where the URL of the tree is known, a page for
// search engines about each Collection with a sitemap (docs/browse.md).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/stac/catalog.hpp"

namespace cairn::browse {

using FileSink = std::function<void(const std::string& path, std::string_view bytes)>;

/// What `publish.browse` asks for; nothing, when that is nothing. `catalog`: the root Catalog. Throws
/// std::runtime_error when the logo cannot be read any more.
void write_page(const Root& root, const json::Value& catalog, const Context& context, const FileSink& sink);

}  // namespace cairn::browse
