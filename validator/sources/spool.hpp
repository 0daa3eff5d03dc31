// Bytes that come once (standard input, what was compressed) and are read again: in a file without a name, that the
// system removes with the process.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "base/storage/positioned.hpp"

namespace cairn::validate {

/// Threads: one. Throws std::runtime_error when the disk is full or nothing may be written.
class Spool {
  public:
    Spool();
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    void append(std::string_view bytes);
    /// Ends the writing.
    std::unique_ptr<PositionedFile> take();

  private:
    void write_out();

    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::string m_buffer;
};

/// All that a descriptor gives. Throws Interrupted when `stop` is set.
std::unique_ptr<PositionedFile> spooled(int descriptor, const std::atomic<bool>& stop);

/// The file itself; or, of gzip and Zstandard, what it unpacks to, in a spool. Throws std::runtime_error for damage.
std::unique_ptr<PositionedFile> unpacked(std::unique_ptr<PositionedFile> file, const std::atomic<bool>& stop);

}  // namespace cairn::validate
