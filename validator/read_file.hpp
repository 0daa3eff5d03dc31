// Reads a whole file with a limit on its size.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

namespace cairn::validate {

struct FileText {
    std::string text;
    std::string problem;      ///< why it could not be read; empty: it was
    bool is_missing = false;  ///< there is nothing, as a server says only when it is asked
};

/// A FIFO that the user names is read (a shell's `<(...)` is one). In a tree nobody may ever write to it.
enum class Only { anything, regular_files };

/// Throws Interrupted when `stop` is set.
FileText read_file(const std::string& path, std::size_t largest_bytes, Only only, const std::atomic<bool>& stop);

}  // namespace cairn::validate
