#include "builder/patient_calls.hpp"

#include <mntent.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "builder/blocked_thread.hpp"
#include "builder/silent_mounts.hpp"
#include "builder/write/mounts.hpp"

namespace cairn {

namespace {

using Clock = std::chrono::steady_clock;

/// A file system that only this machine's disks stand behind answers, or the machine has other worries.
bool may_hang(const std::string& type) {
    static const std::vector<std::string> local{"btrfs", "devtmpfs", "erofs",    "exfat", "ext2", "ext3", "ext4", "f2fs",
                                                "iso9660", "overlay", "proc", "ramfs", "squashfs", "sysfs", "tmpfs",
                                                "udf",   "vfat",     "xfs",      "zfs"};
    return !std::ranges::binary_search(local, type);
}

/// A mount.
struct MountedPlace {
    std::string point;
    bool hangs = false;  ///< may do so
    std::mutex asking;  ///< held by the one that asks
    std::atomic<bool> is_silent = false;
};

/// The later of two mounts at one point hides the other.
void read_mounted_places(std::deque<MountedPlace>& places) {
    FILE* file = ::setmntent("/proc/self/mounts", "re");
    if (file == nullptr) return;
    struct mntent entry {};
    std::array<char, 8192> text{};
    while (::getmntent_r(file, &entry, text.data(), static_cast<int>(text.size())) != nullptr) {
        MountedPlace& place = places.emplace_back();
        place.point = entry.mnt_dir;
        place.hangs = may_hang(entry.mnt_type);
    }
    ::endmntent(file);
}

/// One thread that works for others.
class Helper : public std::enable_shared_from_this<Helper> {
  public:
    void begin() {
        std::thread([self = shared_from_this()] { self->serve(); }).detach();
    }

    void give(std::function<void()> work) {
        const std::lock_guard lock(m_mutex);
        m_work = std::move(work);
        m_error = nullptr;
        m_is_busy = true;
        m_changed.notify_all();
    }
    /// Whether the work is done.
    bool wait(std::chrono::milliseconds time) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, [&] { return !m_is_busy; });
    }
    std::exception_ptr error() const { return m_error; }
    std::string waits_for() {
        const std::lock_guard lock(m_mutex);
        return m_is_busy && m_id != 0 ? wait_of_thread(m_id) : std::string();
    }
    void give_up() {
        const std::lock_guard lock(m_mutex);
        park(m_thread);
    }
    void end() {
        const std::lock_guard lock(m_mutex);
        m_is_wanted = false;
        m_changed.notify_all();
    }

  private:
    void serve() {
        sigset_t all;
        sigfillset(&all);
        for (const int kept : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGRTMIN + 7}) sigdelset(&all, kept);
        pthread_sigmask(SIG_SETMASK, &all, nullptr);
        std::unique_lock lock(m_mutex);
        m_id = ::gettid();
        m_thread = ::pthread_self();
        for (;;) {
            m_changed.wait(lock, [&] { return m_is_busy || !m_is_wanted; });
            if (!m_is_busy) return;
            lock.unlock();
            std::exception_ptr error;
            try {
                m_work();
            } catch (...) {
                error = std::current_exception();
            }
            lock.lock();
            m_work = nullptr;
            m_error = error;
            m_is_busy = false;
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;  ///< guards the rest
    std::condition_variable m_changed;
    std::function<void()> m_work;
    std::exception_ptr m_error;
    pid_t m_id = 0;
    pthread_t m_thread{};
    bool m_is_busy = false;
    bool m_is_wanted = true;
};

}  // namespace

class PatientCalls::Threads {
  public:
    Threads(const std::vector<std::string>& roots, CallPatience patience) : m_patience(patience) {
        read_mounted_places(m_places);
        for (const std::string& root : roots) {
            std::error_code error;
            const std::string resolved = std::filesystem::canonical(root, error).string();
            if (!error) m_roots.emplace_back(root, resolved);
        }
        const auto hangs = [](const MountedPlace& place) { return place.hangs; };
        m_any_hangs = std::ranges::any_of(m_places, hangs);
    }

    ~Threads() {
        for (const auto& helper : m_idle) helper->end();
    }

    /// nullptr: it lies on a disk of this machine.
    MountedPlace* place_of(const std::string& given) {
        if (!m_any_hangs) return nullptr;
        const auto root = std::ranges::find_if(m_roots, [&](const auto& one) { return is_at_or_below(given, one.first); });
        const std::string path = root == m_roots.end() ? given : root->second + given.substr(root->first.size());
        MountedPlace* nearest = nullptr;
        for (MountedPlace& place : m_places) {
            if (!is_at_or_below(path, place.point)) continue;
            if (nearest == nullptr || place.point.size() >= nearest->point.size()) nearest = &place;
        }
        return nearest != nullptr && nearest->hangs ? nearest : nullptr;
    }

    bool run(MountedPlace& place, const std::function<void()>& work) {
        if (place.is_silent) return false;
        const std::shared_ptr<Helper> helper = take();
        helper->give(work);
        if (!comes_back(*helper, place)) {
            leave(*helper);
            return false;
        }
        const std::exception_ptr error = helper->error();
        give_back(helper);
        if (error) std::rethrow_exception(error);
        return true;
    }

  private:
    bool comes_back(Helper& helper, MountedPlace& place) {
        const auto step = std::min(m_patience.mount / 4, std::chrono::milliseconds(1000));
        std::string wait;
        auto since = Clock::now();
        auto asked = since;
        while (!helper.wait(step)) {
            const std::string now = helper.waits_for();
            if (now.empty() || now != wait) {
                wait = now;
                since = asked = Clock::now();
                continue;
            }
            if (place.is_silent || Clock::now() - since >= m_patience.file) return false;
            if (Clock::now() - asked < m_patience.mount) continue;
            if (!answers(place) && helper.waits_for() == wait) return false;
            asked = Clock::now();
        }
        return true;
    }

    /// By a thread: a process would have a copy of each open file of a server that hangs, and not get rid of it.
    bool answers(MountedPlace& place) {
        const std::lock_guard lock(place.asking);
        if (place.is_silent) return false;
        const std::shared_ptr<Helper> helper = take();
        helper->give([point = place.point] { look_into(point.c_str()); });
        if (helper->wait(m_patience.mount)) {
            give_back(helper);
            return true;
        }
        place.is_silent = true;
        leave(*helper);
        return false;
    }

    static void leave(Helper& helper) {
        helper.give_up();
        leave_files_to_another();
    }

    std::shared_ptr<Helper> take() {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto helper = std::move(m_idle.back());
            m_idle.pop_back();
            return helper;
        }
        auto helper = std::make_shared<Helper>();
        helper->begin();
        return helper;
    }

    void give_back(std::shared_ptr<Helper> helper) {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(helper));
    }

    CallPatience m_patience;
    std::vector<std::pair<std::string, std::string>> m_roots;  ///< as they are named, and without links
    std::deque<MountedPlace> m_places;
    bool m_any_hangs = false;
    std::mutex m_mutex;  ///< guards the rest
    std::vector<std::shared_ptr<Helper>> m_idle;
};

PatientCalls::PatientCalls(const std::vector<std::string>& roots, CallPatience patience)
    : m_threads(std::make_unique<Threads>(roots, patience)) {}

PatientCalls::~PatientCalls() = default;

bool PatientCalls::run(const std::string& path, const std::function<void()>& work) {
    MountedPlace* place = m_threads->place_of(path);
    if (place != nullptr) return m_threads->run(*place, work);
    work();
    return true;
}

}  // namespace cairn
