// Files of text that a configuration names.
#pragma once

#include <string>

namespace cairn {

/// The text of a regular file of at most 16 MiB; pipes and devices are refused, and never waited for. Throws
/// std::runtime_error with a message that names the path.
std::string read_text_file(const std::string& path);

}  // namespace cairn
