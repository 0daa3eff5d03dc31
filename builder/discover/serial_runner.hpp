// Runs tasks one after the other in the calling thread: for tests and for walks that need no threads.
#pragma once

#include <deque>
#include <utility>

#include "builder/discover/walk.hpp"

namespace cairn {

/// Threads: one.
class SerialRunner : public TaskRunner {
  public:
    void add(Task task) override { m_tasks.push_back(std::move(task)); }
    void wait() override {
        while (!m_tasks.empty()) {
            const Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }

  private:
    std::deque<Task> m_tasks;
};

}  // namespace cairn
