// Work on files that may never come back: a server is gone, the daemon of a file system hangs, and no signal ends the
// call. What lies on a file system of this machine's disks is worked on as it is; the rest by threads that can be given
// up, each with what it waits for, so that the run goes on without it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cairn {

/// How long calls may take before the mount is asked whether it answers at all, and how long on one that does: what comes
/// back from tape takes minutes.
struct CallPatience {
    std::chrono::milliseconds mount{20'000};
    std::chrono::milliseconds file{1'800'000};
};

/// Threads: any number.
class PatientCalls {
  public:
    /// `roots`: folders that paths lie in, which may be links; all of them answer.
    explicit PatientCalls(const std::vector<std::string>& roots, CallPatience patience = {});
    /// Threads that were given up stay, asleep.
    ~PatientCalls();
    PatientCalls(const PatientCalls&) = delete;
    PatientCalls& operator=(const PatientCalls&) = delete;

    /// Does work that looks at what lies at `path`, and throws what it throws. False: it does not come back, or its mount
    /// did not answer before. Then it never goes on, but may still be waiting: what it writes to must be its own.
    bool run(const std::string& path, const std::function<void()>& work);

  private:
    class Threads;
    std::unique_ptr<Threads> m_threads;
};

}  // namespace cairn
