// Catalogs and Collections in the words of schema.org, for search engines of data.
#pragma once

#include <string_view>

#include "base/json/value.hpp"

namespace cairn::browse {

/// `collection`: a STAC Collection. `address`: of a page about it. https://schema.org/Dataset
json::Value dataset(const json::Value& collection, std::string_view address);

/// `catalog`: the root. `address`: of the page; empty: it is not known. https://schema.org/DataCatalog
json::Value data_catalog(const json::Value& catalog, std::string_view address);

}  // namespace cairn::browse
