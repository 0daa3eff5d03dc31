// The schema files that the build puts into the library (cmake/EmbedFiles.cmake writes the definition).
#pragma once

#include <string_view>
#include <vector>

namespace cairn::validate {

struct BundledSchema {
    std::string_view name;  ///< file name below the project, for messages
    std::string_view url;   ///< its $id
    std::string_view text;
};

const std::vector<BundledSchema>& bundled_schemas();

}  // namespace cairn::validate
