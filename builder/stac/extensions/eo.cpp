#include "builder/stac/extensions/eo.hpp"

#include <algorithm>
#include <array>

namespace cairn::extensions {

bool is_common_name(std::string_view name) {
    constexpr std::array<std::string_view, 20> k_names{
        "pan",        "coastal", "blue",  "green", "green05", "yellow", "red",    "rededge", "rededge071", "rededge075",
        "rededge078", "nir",     "nir08", "nir09", "cirrus",  "swir16", "swir22", "lwir",    "lwir11",     "lwir12"};
    return std::find(k_names.begin(), k_names.end(), name) != k_names.end();
}

}  // namespace cairn::extensions
