#include "builder/probe/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/guard.hpp"

extern char** environ;

namespace cairn {

namespace {

struct SpawnActions {
    posix_spawn_file_actions_t value;
    SpawnActions() { posix_spawn_file_actions_init(&value); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&value); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
};

struct SpawnAttributes {
    posix_spawnattr_t value;
    SpawnAttributes() { posix_spawnattr_init(&value); }
    ~SpawnAttributes() { posix_spawnattr_destroy(&value); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
};

/// The socket becomes descriptor 3; the standard ones go to /dev/null, for libraries print. Copied before they are
/// opened: in a program started without them the socket may itself be 0, 1 or 2.
void set_descriptors(SpawnActions& actions, int socket) {
    posix_spawn_file_actions_adddup2(&actions.value, socket, WorkerProcess::k_socket_in_worker);
    posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions.value, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions.value, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
}

/// No signal blocked or ignored, and a process group of its own: an interrupt at the terminal is for cairn alone, which
/// ends its workers in order; else their deaths would be taken for crashes.
void set_signals(SpawnAttributes& attributes) {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes.value, &none);
    posix_spawnattr_setsigdefault(&attributes.value, &all);
    posix_spawnattr_setpgroup(&attributes.value, 0);
    posix_spawnattr_setflags(&attributes.value, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

}  // namespace

WorkerProcess::WorkerProcess(const std::string& program, std::uint64_t memory_bytes) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw BrokenEnvironment(
            fmt::format("cannot make a socket pair for a worker process: {}", std::strerror(errno)));
    }
    SpawnActions actions;
    set_descriptors(actions, ends[1]);
    SpawnAttributes attributes;
    set_signals(attributes);
    std::string name = program;
    std::string memory = fmt::format("{}", memory_bytes);
    std::array<char*, 3> arguments{name.data(), memory.data(), nullptr};
    const int error =
        ::posix_spawn(&m_pid, program.c_str(), &actions.value, &attributes.value, arguments.data(), environ);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        m_pid = -1;
        throw BrokenEnvironment(fmt::format(
            "cannot start the worker program {}: {}; set CAIRN_NETCDF_WORKER to its path or install it again", program,
            std::strerror(error)));
    }
    m_socket = ends[0];
}

WorkerProcess::~WorkerProcess() {
    ::close(m_socket);
    end_now();
}

bool WorkerProcess::reap(int options) {
    if (m_pid < 0) return true;
    pid_t ended = 0;
    do {
        ended = ::waitpid(m_pid, &m_status, options);
    } while (ended < 0 && errno == EINTR);
    if (ended == 0) return false;
    m_pid = -1;  // also when somebody else reaped it (ECHILD): the number may already belong to another process
    return true;
}

int WorkerProcess::end_now() {
    if (!reap(WNOHANG)) {
        ::kill(m_pid, SIGKILL);
        reap(0);
    }
    return m_status;
}

int WorkerProcess::end_after_hangup() {
    for (int waited_ms = 0; waited_ms < 1000 && !reap(WNOHANG); ++waited_ms) ::poll(nullptr, 0, 1);
    return end_now();
}

std::string signal_name(int signal) {
    const char* abbreviation = ::sigabbrev_np(signal);
    return abbreviation == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", abbreviation);
}

}  // namespace cairn
