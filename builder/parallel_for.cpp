#include "builder/parallel_for.hpp"

#include <tbb/parallel_for.h>

#include <atomic>
#include <exception>
#include <mutex>

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

}  // namespace

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    Escapes escapes;
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
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
