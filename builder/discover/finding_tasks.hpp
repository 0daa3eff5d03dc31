// The tasks of one walk: each gathers findings of its own, and what one throws ends the walk.
#pragma once

#include <atomic>
#include <exception>
#include <utility>

#include "builder/discover/findings.hpp"
#include "builder/discover/walk.hpp"

namespace cairn {

/// Threads: tasks may add tasks; the rest is for the thread that waits.
class FindingTasks {
  public:
    /// Once `stop` is set, tasks that have not begun do nothing.
    FindingTasks(TaskRunner& runner, const std::atomic<bool>& stop) : m_runner(runner), m_stop(stop) {}

    /// `body`: takes Findings&.
    template <class Body>
    void add(Body body) {
        m_runner.add([this, body = std::move(body)] {
            if (m_stop) return;
            try {
                Findings found;
                body(found);
                m_found.append(std::move(found));
            } catch (...) {
                m_found.fail(std::current_exception());
            }
        });
    }

    void wait() { m_runner.wait(); }

    /// What all tasks gathered; throws what one threw. Only while none runs.
    Findings& all() { return m_found.all(); }

  private:
    TaskRunner& m_runner;
    const std::atomic<bool>& m_stop;
    SharedFindings m_found;
};

}  // namespace cairn
