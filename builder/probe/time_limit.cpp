#include "builder/probe/time_limit.hpp"

#include <time.h>

namespace cairn {

namespace {

constexpr std::int64_t k_second_ns = 1'000'000'000;

std::int64_t thread_time_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * k_second_ns + now.tv_nsec;
}

}  // namespace

void TimeLimit::look() {
    const std::int64_t now = thread_time_ns();
    if (!m_begin_ns) m_begin_ns = now;
    const auto allowed_s = m_seconds + m_bytes / k_bytes_a_second;
    if (static_cast<std::uint64_t>(now - *m_begin_ns) / k_second_ns >= allowed_s) throw TimeIsUp{};
}

}  // namespace cairn
