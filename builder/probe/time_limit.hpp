// How long the reading of one source may take: what a damaged or hostile file can make endless ends here.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "base/storage/positioned.hpp"

namespace cairn {

/// Thrown by TimeLimit; NativeReader makes a problem of it.
struct TimeIsUp {};

/// Counts the seconds that the processor spends on one source: waiting for a disk or for other programs does not count,
/// so that a slow one refuses no source that a fast one takes. A large source may take longer. The clock is a system
/// call, so it is asked once in many steps; most sources never ask. Threads: one.
class TimeLimit {
  public:
    explicit TimeLimit(std::uint32_t seconds) : m_seconds(seconds) {}

    /// A read of a file or a look-up in a store. Throws TimeIsUp.
    void step() {
        if (++m_steps % k_steps_a_look == 0) look();
    }

    /// The source has so many bytes more, each of which is counted once.
    void allow_for(std::uint64_t bytes) { m_bytes += bytes; }

    /// Looks at the clock at once. Throws TimeIsUp.
    void look();

  private:
    static constexpr std::uint64_t k_steps_a_look = 32;
    static constexpr std::uint64_t k_bytes_a_second = 16 << 20;  ///< a tenth of what the slowest reader reads

    std::uint32_t m_seconds;
    std::uint64_t m_steps = 0;
    std::uint64_t m_bytes = 0;
    std::optional<std::int64_t> m_begin_ns;  ///< of the thread's time, at the first look
};

/// A file each of whose reads is a step. Threads: one.
class TimedBytes final : public PositionedBytes {
  public:
    TimedBytes(PositionedBytes& bytes, TimeLimit* limit) : m_bytes(bytes), m_limit(limit) {}
    Distance distance() const override { return m_bytes.distance(); }
    std::uint64_t size_bytes() const override { return m_bytes.size_bytes(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        const std::size_t got = m_bytes.read(offset, into);
        if (m_limit == nullptr) return got;
        if (offset + got > m_furthest) m_limit->allow_for(offset + got - std::max(offset, m_furthest));
        m_furthest = std::max(m_furthest, offset + got);
        m_limit->step();
        return got;
    }

  private:
    PositionedBytes& m_bytes;
    TimeLimit* m_limit;
    std::uint64_t m_furthest = 0;  ///< what is read again allows no more time
};

}  // namespace cairn
