#include "builder/task_runner.hpp"

#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>

#include "base/parallel.hpp"

namespace cairn {

namespace {

#ifdef __SANITIZE_THREAD__

class ThreadRunner : public TaskRunner {
  public:
    void add(Task task) override {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
        m_changed.notify_one();
    }

    void wait() override {
        const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
        with_threads(threads)(threads, [this](std::size_t) { work(); });
    }

  private:
    /// A running task may add tasks: the work ends when none waits and none runs.
    void work() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return !m_tasks.empty() || m_running == 0; });
            if (m_tasks.empty()) return;
            const Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            ++m_running;
            lock.unlock();
            task();
            lock.lock();
            --m_running;
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;  ///< guards the tasks and how many of them run
    std::condition_variable m_changed;
    std::deque<Task> m_tasks;
    std::size_t m_running = 0;
};

using Runner = ThreadRunner;

#else

class TbbRunner : public TaskRunner {
  public:
    TbbRunner() = default;
    ~TbbRunner() noexcept override {}  // that of tbb::task_group may throw, where tasks are left: `wait` leaves none

    void add(Task task) override { m_group.run(std::move(task)); }
    void wait() override { m_group.wait(); }

  private:
    tbb::task_group m_group;
};

using Runner = TbbRunner;

#endif

}  // namespace

std::unique_ptr<TaskRunner> task_runner() { return std::make_unique<Runner>(); }

}  // namespace cairn
