// Reads a whole file with a limit on its size.
#pragma once

#include <cstddef>
#include <string>

namespace cairn::validate {

struct FileText {
    std::string text;
    std::string problem;  ///< why it could not be read; empty: it was
};

FileText read_file(const std::string& path, std::size_t largest_bytes);

}  // namespace cairn::validate
