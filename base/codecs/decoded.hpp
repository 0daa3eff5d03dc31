// How the decoding of one block of bytes ended. All codecs answer in this way; readers turn it into their own errors.
#pragma once

#include <cstddef>
#include <optional>

namespace cairn::codecs {

enum class DecodeFault {
    damaged,          ///< the bytes contradict the format or its checksum
    too_large,        ///< there is more than fits
    too_much_memory,  ///< the format wants more memory than is allowed
    not_built_in      ///< the library lacks the compressor that was used
};

/// The bytes written, or why not all of them were.
class Decoded {
  public:
    Decoded(std::size_t size) : m_size(size) {}
    Decoded(DecodeFault fault) : m_fault(fault) {}

    explicit operator bool() const { return !m_fault; }
    std::size_t operator*() const { return m_size; }
    DecodeFault fault() const { return *m_fault; }

  private:
    std::size_t m_size = 0;
    std::optional<DecodeFault> m_fault;
};

}  // namespace cairn::codecs
