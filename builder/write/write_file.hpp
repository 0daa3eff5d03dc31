// A small file in one call.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "builder/write/filesystem.hpp"

namespace cairn {

inline void write_file(Filesystem& filesystem, const std::string& path, std::string_view bytes) {
    const std::unique_ptr<OutputFile> file = filesystem.create(path);
    file->append(bytes);
    file->close();
}

}  // namespace cairn
