// Texts that wait, in memory or, when they are many, in a file that nobody sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::tables {

/// Memory: up to the limit all of them; beyond, all are in the file, but for a block. The file lies in the folder for
/// temporary files (TMPDIR), has no name, and is gone with the object. Throws BrokenEnvironment when the disk fails:
/// what was appended would be lost. Threads: one at a time, but any number may read while nothing is appended.
class Spool {
  public:
    static constexpr std::size_t k_in_memory = 32 << 20;

    explicit Spool(std::size_t in_memory = k_in_memory) : m_limit(in_memory) {}
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// Where the text begins.
    std::uint64_t append(std::string_view text);
    /// Fills `into` with what was appended there, at once or one text after the other.
    void read(std::uint64_t offset, std::size_t size, std::string& into) const;
    /// All bytes, until something is appended. Those in the file are mapped: memory that the system can take back.
    /// Nobody else has the file, so that it cannot shrink under the mapping.
    std::string_view whole();

  private:
    void flush();
    void read_file(std::uint64_t offset, char* into, std::size_t size) const;

    std::size_t m_limit;
    std::string m_waiting;        ///< the last, not yet in the file
    std::uint64_t m_in_file = 0;  ///< bytes
    int m_file = -1;
    void* m_map = nullptr;
    std::size_t m_map_size = 0;
};

}  // namespace cairn::tables
