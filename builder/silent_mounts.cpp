#include "builder/silent_mounts.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "base/descriptor.hpp"

namespace cairn {

namespace {

using Clock = std::chrono::steady_clock;

/// More at once would be many processes where an archive has thousands of mounts.
constexpr std::size_t k_asked_at_once = 64;

/// In the process that asks, which may only call what is safe behind a fork: whatever comes of the calls, they came
/// back. The end of the process closes the pipe.
[[noreturn]] void ask(const char* folder) {
    // Whoever reads what the program prints must not wait for a process that is left behind.
    ::close(STDIN_FILENO);
    ::close(STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    look_into(folder);
    ::_exit(0);
}

struct Asked {
    pid_t process = -1;
    Descriptor answer;  ///< ends when the process does
};

/// The process has the pipe as its standard output.
Asked begin(const std::string& folder) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot ask whether mounts answer");
    const Descriptor write_end(pipe[1]);
    Asked asked{-1, Descriptor(pipe[0])};
    asked.process = ::fork();
    if (asked.process < 0) throw std::system_error(errno, std::generic_category(), "cannot ask whether mounts answer");
    if (asked.process == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ask(folder.c_str());
    }
    return asked;
}

bool answers_until(const Asked& asked, Clock::time_point deadline) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{asked.answer.get(), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

}  // namespace

void look_into(const char* folder) {
    const Descriptor opened(::open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    struct stat status {};
    std::array<char, 1024> members{};
    if (opened.is_open() && ::fstat(opened.get(), &status) == 0)
        static_cast<void>(::syscall(SYS_getdents64, opened.get(), members.data(), members.size()));
}

std::vector<std::string> silent_folders(const std::vector<std::string>& folders, std::chrono::milliseconds patience) {
    std::vector<std::string> silent;
    for (std::size_t first = 0; first < folders.size(); first += k_asked_at_once) {
        const std::size_t end = std::min(first + k_asked_at_once, folders.size());
        std::vector<Asked> asked;
        for (std::size_t i = first; i < end; ++i) asked.push_back(begin(folders[i]));
        const Clock::time_point deadline = Clock::now() + patience;
        for (std::size_t i = first; i < end; ++i) {
            const Asked& one = asked[i - first];
            const bool answers = answers_until(one, deadline);
            if (!answers) {
                silent.push_back(folders[i]);
                ::kill(one.process, SIGKILL);
            }
            ::waitpid(one.process, nullptr, answers ? 0 : WNOHANG);
        }
    }
    return silent;
}

std::vector<std::string> silent_mounts_of(const std::vector<std::string>& roots, const Mounts& mounts,
                                          std::chrono::milliseconds patience) {
    for (const std::string& root : silent_folders(roots, patience)) {
        throw std::runtime_error("the archive '" + root +
                                 "' does not answer: its server or its mount hangs; nothing "
                                 "was read or published");
    }
    std::vector<std::string> points;
    for (const std::string& root : roots) {
        std::error_code error;
        const std::string resolved = std::filesystem::canonical(root, error).string();
        if (error) continue;  // it is not there, which the walk says
        for (const std::string& point : mounts.points_below(resolved))
            points.push_back(root + point.substr(resolved.size()));
    }
    return silent_folders(points, patience);
}

}  // namespace cairn
