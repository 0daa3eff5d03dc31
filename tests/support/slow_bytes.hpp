// Files as tests and benchmarks need them: in memory, or as slow as a network.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "base/storage/positioned.hpp"

namespace cairn::test {

class MemoryBytes final : public PositionedBytes {
  public:
    explicit MemoryBytes(std::string_view bytes) : m_bytes(bytes) {}
    std::uint64_t size_bytes() const override { return m_bytes.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;

    std::size_t reads() const { return m_reads; }
    std::uint64_t bytes_read() const { return m_bytes_read; }

  private:
    std::string_view m_bytes;  ///< not owned
    std::size_t m_reads = 0;
    std::uint64_t m_bytes_read = 0;
};

/// Another file, each of whose reads takes so much longer.
class SlowBytes final : public PositionedBytes {
  public:
    SlowBytes(PositionedBytes& bytes, std::chrono::nanoseconds latency) : m_bytes(bytes), m_latency(latency) {}
    std::uint64_t size_bytes() const override { return m_bytes.size_bytes(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;

  private:
    PositionedBytes& m_bytes;
    std::chrono::nanoseconds m_latency;
};

}  // namespace cairn::test
