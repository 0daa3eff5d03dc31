#include "tests/support/slow_bytes.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

namespace cairn::test {

std::size_t MemoryBytes::read(std::uint64_t offset, std::span<std::byte> into) {
    ++m_reads;
    if (offset >= m_bytes.size()) return 0;
    const std::size_t count = std::min(into.size(), m_bytes.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), m_bytes.data() + offset, count);
    m_bytes_read += count;
    return count;
}

std::size_t SlowBytes::read(std::uint64_t offset, std::span<std::byte> into) {
    std::this_thread::sleep_for(m_latency);
    return m_bytes.read(offset, into);
}

}  // namespace cairn::test
