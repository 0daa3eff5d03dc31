#include "search/workers.hpp"

#include <system_error>

namespace cairn::search {

Workers::Workers(std::size_t count) {
    if (count < 2) return;
    try {
        for (std::size_t i = 0; i < count; ++i) m_threads.emplace_back([this] { run(); });
    } catch (const std::system_error&) {
        // The system gives no more threads: those that there are do the work, or the caller.
    }
}

Workers::~Workers() {
    {
        const std::lock_guard lock(m_mutex);
        m_is_ending = true;
        m_work.clear();
    }
    m_change.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

void Workers::add(std::function<void()> work) {
    {
        const std::lock_guard lock(m_mutex);
        m_work.push_back(std::move(work));
    }
    m_change.notify_one();
}

void Workers::run() {
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_mutex);
            m_change.wait(lock, [this] { return m_is_ending || !m_work.empty(); });
            if (m_work.empty()) return;
            work = std::move(m_work.front());
            m_work.pop_front();
        }
        work();
    }
}

}  // namespace cairn::search
