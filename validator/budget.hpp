// How much work one document may cause: schemas can double it at each level, of the schema or of the document.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "base/interrupted.hpp"

namespace cairn::validate {

/// The document has used up its steps.
struct BudgetExceeded : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A step is a value that a schema looks at, or a choice between schemas. Threads: one at a time.
class Budget {
  public:
    Budget(std::uint64_t steps, const std::atomic<bool>& stop) : m_all(steps), m_left(steps), m_stop(stop) {}

    /// Throws BudgetExceeded, and Interrupted when the run is asked to stop.
    void spend(std::uint64_t steps = 1) {
        if (steps > m_left) throw BudgetExceeded("too many steps");
        m_left -= steps;
        if (++m_calls % 1024 == 0) leave_when(m_stop);
    }

    std::uint64_t all() const { return m_all; }
    std::uint64_t used() const { return m_all - m_left; }

    /// For judgements that need none: schemas and values of one's own.
    static Budget unlimited() { return Budget(UINT64_MAX, k_never_stop); }

  private:
    std::uint64_t m_all;
    std::uint64_t m_left;
    std::uint32_t m_calls = 0;
    const std::atomic<bool>& m_stop;
};

/// valijson hands nothing of the caller's to constraints and adapters, so that they find the budget here: one a thread.
/// It recurses with document and schema, and takes some 4 KB of stack a level: where half of what a thread has is used
/// up, the document has used up its steps, too.
class SpendingScope {
  public:
    explicit SpendingScope(Budget& budget) : m_before(t_budget), m_base_before(t_base) {
        t_budget = &budget;
        if (t_base == nullptr) t_base = place_on_stack();
    }
    ~SpendingScope() {
        t_budget = m_before;
        t_base = m_base_before;
    }
    SpendingScope(const SpendingScope&) = delete;
    SpendingScope& operator=(const SpendingScope&) = delete;

    static void spend(std::uint64_t steps = 1) {
        if (t_budget == nullptr) return;
        if (t_base - place_on_stack() > k_most_stack_bytes) throw BudgetExceeded("too many schemas within each other");
        t_budget->spend(steps);
    }

  private:
    static constexpr std::ptrdiff_t k_most_stack_bytes = 4 << 20;  // of 8 MiB

    static const char* place_on_stack() { return static_cast<const char*>(__builtin_frame_address(0)); }

    static inline thread_local Budget* t_budget = nullptr;
    static inline thread_local const char* t_base = nullptr;  ///< where the stack of the outermost scope begins
    Budget* m_before;
    const char* m_base_before;
};

}  // namespace cairn::validate
