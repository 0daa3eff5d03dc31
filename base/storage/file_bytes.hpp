// A file opened for a look at its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/file_id.hpp"
#include "base/storage/byte_access.hpp"
#include "base/storage/file_stamp.hpp"

struct stat;

namespace cairn {

FileId id_of(const struct stat& status);
/// Time of the last change of the contents, nanoseconds since 1970; saturates.
std::int64_t modified_ns_of(const struct stat& status);

/// Opens without waiting (a FIFO would wait for its writer) and without becoming a terminal's process. Threads: one.
class FileBytes {
  public:
    explicit FileBytes(const std::string& path);
    ~FileBytes();
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    int error() const { return m_error; }  ///< errno of the first operation that failed; 0: none
    bool is_regular() const { return m_is_regular; }
    FileId id() const { return m_id; }
    std::uint64_t size_bytes() const { return m_stamp.size_bytes; }
    const FileStamp& stamp() const { return m_stamp; }
    /// At most `count` bytes from `offset`; fewer at the end of the file or after an error.
    std::string read(std::uint64_t offset, std::size_t count);
    /// Must not outlive this object.
    ByteAccess access();

  private:
    int m_descriptor = -1;
    int m_error = 0;
    bool m_is_regular = false;
    FileId m_id;
    FileStamp m_stamp;
};

}  // namespace cairn
