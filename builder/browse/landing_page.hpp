// A page about one Collection that search engines read without running anything: collections/<c>/index.html.
#pragma once

#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn::browse {

/// "collections/<name>/index.html".
std::string landing_page_path(std::string_view name);

/// `document`: path of the Collection, below OUT. `address`: of this page.
std::string landing_page(const json::Value& collection, std::string_view document, const std::string& address,
                         const Config& config);

}  // namespace cairn::browse
