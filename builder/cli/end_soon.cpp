#include "builder/cli/end_soon.hpp"

#include <unistd.h>

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

#include "base/exit_codes.hpp"
#include "builder/blocked_thread.hpp"

namespace cairn {

namespace {

constexpr std::chrono::milliseconds k_between_looks{50};
constexpr std::chrono::milliseconds k_to_end_by_itself{500};

}  // namespace

EndSoon::EndSoon(const std::atomic<bool>& stop, std::function<void()> farewell)
    : m_stop(stop), m_farewell(std::move(farewell)) {
    try {
        m_thread = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
        m_is_left_alone = true;  // no thread is to be had: the build looks at `stop` between its files
    }
}

EndSoon::~EndSoon() {
    leave_alone();
    if (m_thread.joinable()) m_thread.join();
}

void EndSoon::leave_alone() {
    const std::lock_guard lock(m_mutex);
    m_is_left_alone = true;
    m_changed.notify_all();
}

void EndSoon::watch() {
    std::unique_lock lock(m_mutex);
    while (!m_stop && !m_is_left_alone) m_changed.wait_for(lock, k_between_looks);
    if (m_changed.wait_for(lock, k_to_end_by_itself, [this] { return m_is_left_alone; })) return;
    try {
        m_farewell();
    } catch (const std::exception&) {
        // A report that cannot be written keeps nobody from ending.
    }
    part_with_streams();
    ::_exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace cairn
