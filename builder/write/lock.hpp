// One run at a time for one OUT.
#pragma once

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/descriptor.hpp"

namespace cairn {

/// Another run holds the lock of the same OUT.
struct LockedError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How long a run waits for another one to end.
struct Patience {
    std::chrono::milliseconds time{0};
    const std::atomic<bool>* stop = nullptr;  ///< ends the waiting (Interrupted)
};

/// Holds OUT/.cairn/lock (flock) for its lifetime; OUT and its parents are made where needed. Inside of OUT, so that
/// two runs that see OUT at different mount points have one lock, and nothing lies beside OUT. Removed at the end, with
/// the folders that it made as far as they are empty. The kernel gives the lock of a process that ended to the next: a
/// file that a killed run left stands in nobody's way. Throws LockedError when another run still has it after the time
/// to wait, std::system_error when it cannot be made.
class OutputLock {
  public:
    explicit OutputLock(const std::string& out, const Patience& patience = {});
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

    /// Who held the lock and ended without giving it back ("process 12 on host"); empty: nobody.
    const std::string& dead_holder() const { return m_dead_holder; }

  private:
    void acquire(const Patience& patience);
    bool try_once(const std::string& path);
    void release() noexcept;

    std::string m_out;
    std::vector<std::string> m_made_folders;  ///< outermost first
    Descriptor m_held;
    std::string m_dead_holder;
    std::string m_living_holder;  ///< of the last try
};

/// Whether the lock of this folder is held by this process.
bool is_locked_by_this_process(const std::string& resolved_out);

}  // namespace cairn
