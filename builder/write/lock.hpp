// One run at a time for one OUT.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "builder/write/descriptor.hpp"

namespace cairn {

/// Another run holds the lock of the same OUT.
struct LockedError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Holds OUT/.cairn/lock (flock) for its lifetime; OUT and its parents are made where needed. Inside of OUT, so that
/// two runs that see OUT at different mount points have one lock, and nothing lies beside OUT. Removed at the end, with
/// the folders that it made as far as they are empty. The kernel gives the lock of a process that ended to the next: a
/// file that a killed run left stands in nobody's way. Throws LockedError when another run has it, std::system_error
/// when it cannot be made.
class OutputLock {
  public:
    explicit OutputLock(const std::string& out);
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

    /// Locks a folder that is about to take the place of OUT, too.
    void hold_also(const std::string& folder);

  private:
    void acquire(const std::string& folder);
    void release() noexcept;

    std::string m_out;
    std::vector<std::string> m_made_folders;  ///< outermost first
    std::vector<Descriptor> m_held;
};

/// Whether the lock of this folder is held by this process.
bool is_locked_by_this_process(const std::string& resolved_out);

}  // namespace cairn
