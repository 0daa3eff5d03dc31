// Runs tasks on threads, the newest first: an order as unlike the plain loop's as can be.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "builder/discover/walk.hpp"

namespace cairn::test {

class ThreadedRunner : public TaskRunner {
  public:
    explicit ThreadedRunner(std::size_t threads) {
        for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { work(); });
    }
    ~ThreadedRunner() override {
        {
            const std::lock_guard lock(m_mutex);
            m_ends = true;
        }
        m_changed.notify_all();
        for (std::thread& thread : m_threads) thread.join();
    }
    void add(Task task) override {
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.push_back(std::move(task));
            ++m_unfinished;
        }
        m_changed.notify_all();
    }
    void wait() override {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_unfinished == 0; });
    }

  private:
    void work() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return m_ends || !m_tasks.empty(); });
            if (m_tasks.empty()) return;
            Task task = std::move(m_tasks.back());
            m_tasks.pop_back();
            lock.unlock();
            task();
            task = nullptr;
            lock.lock();
            if (--m_unfinished == 0) m_changed.notify_all();
        }
    }

    std::mutex m_mutex;  ///< guards m_tasks, m_unfinished and m_ends
    std::condition_variable m_changed;
    std::vector<Task> m_tasks;
    std::size_t m_unfinished = 0;
    bool m_ends = false;
    std::vector<std::thread> m_threads;
};

}  // namespace cairn::test
