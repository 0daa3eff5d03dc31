// How the files of the last run were left: what has the same state has the same bytes, and need not be read.
#pragma once

#include <string>
#include <string_view>

#include "builder/write/filesystem.hpp"
#include "builder/write/path_map.hpp"

namespace cairn {

/// By path. As text: "cairn-states 1", "files N", then "SIZE MTIME_NS INODE PATH". Beside the manifest and not in it,
/// so that the same tree has the same manifest. Losing it costs a reading of every document, never correctness.
using FileStates = PathMap<FileState>;

std::string file_states_text(const FileStates& states);
/// Empty when the text is none of this format.
FileStates parse_file_states(std::string_view text);

}  // namespace cairn
