// The files of templates/browse, as they are in the program.
#pragma once

#include <string_view>
#include <vector>

namespace cairn::browse {

struct EmbeddedFile {
    std::string_view name;  ///< below templates/browse: "style.css", "vendor/maps.js"
    std::string_view bytes;
};

/// In order of name.
const std::vector<EmbeddedFile>& embedded_files();

}  // namespace cairn::browse
