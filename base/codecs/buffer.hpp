// Bytes that are about to be written over: not set to zero first, and used again for the next chunk.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

namespace cairn::codecs {

class Buffer {
  public:
    Buffer() = default;
    explicit Buffer(std::size_t size) { resize(size); }

    /// The bytes are undefined afterwards.
    void resize(std::size_t size) {
        if (size > m_capacity) {
            m_bytes = std::make_unique_for_overwrite<std::byte[]>(size);
            m_capacity = size;
        }
        m_size = size;
    }

    std::byte* data() { return m_bytes.get(); }
    std::span<std::byte> bytes() { return {m_bytes.get(), m_size}; }
    std::span<const std::byte> bytes() const { return {m_bytes.get(), m_size}; }

  private:
    std::unique_ptr<std::byte[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

}  // namespace cairn::codecs
