#include "builder/blocked_thread.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <vector>

namespace cairn {

namespace {

/// Calls that wait for a file system as long as they have a path or a file of one. `read` waits for pipes, too.
constexpr std::array k_calls_by_path{SYS_openat,     SYS_newfstatat, SYS_statx,     SYS_readlinkat,
                                     SYS_faccessat,  SYS_faccessat2, SYS_statfs,
#ifdef SYS_open
                                     SYS_open,       SYS_stat,       SYS_lstat,     SYS_access,   SYS_readlink,
#endif
};
constexpr std::array k_calls_by_file{SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_fstat, SYS_getdents64, SYS_close};

int signal_to_park() { return SIGRTMIN + 7; }

extern "C" void sleep_for_good(int) {
    for (;;) ::pause();
}

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A line of proc(5) "/proc/pid/syscall": the number of the call and its arguments; "running", or -1 where there is none.
bool waits_for_files(const std::string& line) {
    long call = -1;
    const char* end = line.data() + line.size();
    const auto number = std::from_chars(line.data(), end, call);
    if (number.ec != std::errc() || call < 0) return false;
    if (std::ranges::find(k_calls_by_path, call) != k_calls_by_path.end()) return true;
    if (std::ranges::find(k_calls_by_file, call) == k_calls_by_file.end()) return false;
    unsigned long file = 0;
    const std::size_t argument = line.find("0x");
    if (argument == std::string::npos) return false;
    if (std::from_chars(line.data() + argument + 2, end, file, 16).ec != std::errc()) return false;
    std::array<char, 2> target{};
    const std::string link = fmt::format("/proc/self/fd/{}", file);
    return ::readlink(link.c_str(), target.data(), target.size()) > 0 && target[0] == '/';  // and not "pipe:[...]"
}

/// How often the thread has run since it began.
std::string switches_of(const std::string& status) {
    const std::size_t at = status.find("voluntary_ctxt_switches");
    return at == std::string::npos ? std::string() : status.substr(at);
}

std::atomic<bool> g_are_files_left = false;

/// `other`: readable once the process is gone, with all of its threads.
int wait_for_the_end(void* other) {
    pollfd gone{*static_cast<int*>(other), POLLIN, 0};
    while (::poll(&gone, 1, -1) < 1) {
    }
    ::kill(::getpid(), SIGKILL);
    return 0;
}

}  // namespace

std::string wait_of_thread(pid_t thread) {
    const std::string folder = fmt::format("/proc/self/task/{}", thread);
    const std::string call = contents_of(folder + "/syscall");
    if (!waits_for_files(call)) return {};
    const std::string switches = switches_of(contents_of(folder + "/status"));
    return switches.empty() ? switches : call + switches;
}

void park(pthread_t thread) {
    static std::once_flag is_known;
    std::call_once(is_known, [] {
        struct sigaction action {};
        action.sa_handler = sleep_for_good;
        sigfillset(&action.sa_mask);
        sigaction(signal_to_park(), &action, nullptr);
    });
    ::pthread_kill(thread, signal_to_park());
}

void leave_files_to_another() {
    static std::once_flag is_left;
    std::call_once(is_left, [] {
        static std::vector<char> stack(64UL * 1024);
        static int self = static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0));
        if (self < 0) return;
        if (::clone(wait_for_the_end, stack.data() + stack.size(), CLONE_FILES | SIGCHLD, &self) < 0) return;
        g_are_files_left = true;
        std::atexit(part_with_streams);
    });
}

void part_with_streams() {
    if (!g_are_files_left) return;
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::close(stream);
}

}  // namespace cairn
