#include "builder/parallel_for.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <exception>
#include <mutex>

#include "base/parallel.hpp"

namespace cairn {

namespace {

/// The exceptions of a parallel loop: none crosses TBB, which would cancel what others run. The one of the least index
/// counts, so that the same fault mostly has the same words for any number of threads.
class Escapes {
  public:
    void keep(std::size_t index) {
        const std::lock_guard lock(m_mutex);
        if (m_first && index >= m_index) return;
        m_first = std::current_exception();
        m_index = index;
        m_any = true;
    }
    bool any() const { return m_any; }
    void rethrow() const {
        if (m_first) std::rethrow_exception(m_first);
    }

  private:
    std::mutex m_mutex;  ///< guards the exception and its index
    std::exception_ptr m_first;
    std::size_t m_index = 0;
    std::atomic<bool> m_any = false;
};

#ifdef __SANITIZE_THREAD__

/// A new thread may get the number of one that ended, and with it what is kept for that number: the end of one thread
/// comes before the beginning of the next.
class Life {
  public:
    Life() { const std::lock_guard lock(s_mutex); }
    ~Life() { const std::lock_guard lock(s_mutex); }
    Life(const Life&) = delete;
    Life& operator=(const Life&) = delete;

  private:
    static inline std::mutex s_mutex;
};

/// The thread sanitizer does not see how TBB's library passes work from thread to thread: under it, threads of the
/// standard library do the same work, so that what it reports is true.
void run(std::size_t count, const std::function<void(std::size_t)>& body) {
    with_threads(static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()))(count, [&](std::size_t i) {
        static thread_local const Life life;
        body(i);
    });
}

#else

void run(std::size_t count, const std::function<void(std::size_t)>& body) {
    tbb::parallel_for(std::size_t{0}, count, body);
}

#endif

}  // namespace

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    Escapes escapes;
    run(count, [&](std::size_t i) {
        if (escapes.any()) return;
        try {
            body(i);
        } catch (...) {
            escapes.keep(i);
        }
    });
    escapes.rethrow();
}

}  // namespace cairn
