// The end of a build that was asked to stop, within a second wherever it is.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace cairn {

/// Until something is written, a build that is asked to stop has nothing to undo: it gets a moment to end by itself,
/// and then the program ends, whatever file is being read or sorted. A flag that readers look at could not promise
/// that: a disk that does not answer hears of no flag.
class EndSoon {
  public:
    /// Watches `stop` in a thread of its own; calls `farewell` in it and ends the program with ExitCode::interrupted.
    /// Without a thread to be had the build ends when it looks at `stop` itself.
    EndSoon(const std::atomic<bool>& stop, std::function<void()> farewell);
    ~EndSoon();
    EndSoon(const EndSoon&) = delete;
    EndSoon& operator=(const EndSoon&) = delete;

    /// From now on the build ends by itself: what it has begun must be undone, or is done. Does not return when the
    /// program is ending already.
    void leave_alone();

  private:
    void watch();

    const std::atomic<bool>& m_stop;
    std::function<void()> m_farewell;
    std::mutex m_mutex;  ///< guards m_is_left_alone, and is held while the program ends
    std::condition_variable m_changed;
    bool m_is_left_alone = false;
    std::thread m_thread;
};

}  // namespace cairn
