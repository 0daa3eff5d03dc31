// One run at a time for one OUT.
#pragma once

#include <stdexcept>
#include <string>

namespace cairn {

/// Another run holds the lock of the same OUT.
struct LockedError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Holds OUT.lock (flock) for its lifetime; throws LockedError when another run does, std::system_error when the file
/// cannot be made (its folder is made where needed). The file is left behind, empty: removing it would let two runs
/// lock two different files.
class OutputLock {
  public:
    explicit OutputLock(const std::string& out);
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

  private:
    int m_descriptor = -1;
};

}  // namespace cairn
