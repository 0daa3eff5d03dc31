// A run that was asked to stop leaves by an exception, from wherever it is.
#pragma once

#include <atomic>
#include <stdexcept>

namespace cairn {

/// The run was asked to stop; nothing was published.
struct Interrupted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// For what nobody can ask to stop.
inline const std::atomic<bool> k_never_stop{false};

/// For loops that may be long. Throws Interrupted when `stop` is set.
inline void leave_when(const std::atomic<bool>& stop) {
    if (stop.load(std::memory_order_relaxed)) throw Interrupted("interrupted");
}

}  // namespace cairn
