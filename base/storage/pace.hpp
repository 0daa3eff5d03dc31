// So many requests a second and no more: what others serve is not ours to wear out.
#pragma once

#include <chrono>
#include <mutex>
#include <thread>

namespace cairn {

/// Threads: safe; each waits for its own turn.
class Pace {
  public:
    /// `per_second` 0: nobody waits.
    explicit Pace(double per_second) : m_step(per_second > 0 ? 1.0 / per_second : 0) {}

    void wait() {
        if (m_step.count() <= 0) return;
        std::this_thread::sleep_until(turn());
    }

  private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point turn() {
        const std::scoped_lock lock(m_mutex);
        const Clock::time_point now = Clock::now();
        if (m_next < now) m_next = now;
        const Clock::time_point mine = m_next;
        m_next += std::chrono::duration_cast<Clock::duration>(m_step);
        return mine;
    }

    std::chrono::duration<double> m_step;
    std::mutex m_mutex;  ///< guards m_next
    Clock::time_point m_next{};
};

}  // namespace cairn
