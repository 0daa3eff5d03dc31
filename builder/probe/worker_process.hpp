// One worker process and the socket to it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace cairn {

/// Started in the constructor; killed and reaped in the destructor at the latest.
class WorkerProcess {
  public:
    /// The worker finds its socket as this descriptor.
    static constexpr int k_socket_in_worker = 3;

    /// Throws std::runtime_error when the program cannot be started.
    WorkerProcess(const std::string& program, std::uint64_t memory_bytes);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    int socket() const { return m_socket; }

    /// Kills it if it still runs. The status as waitpid gives it.
    int end_now();
    /// Waits for a worker that has closed its socket, which is about to end; kills it when it lingers for a second.
    int end_after_hangup();

  private:
    bool reap(int options);

    pid_t m_pid = -1;
    int m_socket = -1;
    int m_status = 0;
};

/// "SIGSEGV", or "signal 62".
std::string signal_name(int signal);

}  // namespace cairn
