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

/// The page about one Collection for search engines, where `publish.browse` and the URL of the tree ask for it. `collection`:
/// the document at `path`. `name`: of its folder.
void write_landing_page(const json::Value& collection, std::string_view path, std::string_view name,
                        const Context& context, const FileSink& sink);

/// What `publish.browse` asks for but pages about single Collections; nothing, when that is nothing. `catalog`: the root Catalog. Throws
/// std::runtime_error when the logo cannot be read any more.
void write_page(const Root& root, const json::Value& catalog, const Context& context, const FileSink& sink);

}  // namespace cairn::browse
