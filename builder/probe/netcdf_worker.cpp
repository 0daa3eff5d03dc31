#include "builder/probe/netcdf_worker.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "base/guard.hpp"
#include "base/text.hpp"
#include "builder/probe/channel.hpp"
#include "builder/probe/worker_process.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

constexpr std::string_view k_program_name = "cairn-netcdf-worker";
constexpr std::chrono::seconds k_start_time{30};  ///< for a worker to say hello, on a machine that is very busy

Deadline after(std::chrono::seconds seconds) { return std::chrono::steady_clock::now() + seconds; }

Problem no_worker(std::string message) {
    return {.stage = Stage::probe, .code = "probe/no-worker", .path = {}, .message = std::move(message)};
}

Outcome<std::string> runnable(const std::string& program) {
    if (::access(program.c_str(), X_OK) == 0) return program;
    return no_worker(
        fmt::format("libnetcdf must read this file, and its program '{}' cannot be run: {}; set CAIRN_NETCDF_WORKER to "
                    "the right program",
                    to_utf8(program), std::strerror(errno)));
}

/// How one file went in one worker. A worker that fails or meets a bad file is not used again.
struct Attempt {
    Outcome<Dataset> outcome;
    bool worker_failed = false;  ///< it crashed, was killed, or sent something impossible
};

class NetcdfWorkerReader final : public Reader {
  public:
    explicit NetcdfWorkerReader(WorkerOptions options) : m_options(std::move(options)) {}

    std::string_view name() const override { return "netcdf-c"; }

    bool can_read(Format format) const override {
        return format == Format::cdf1 || format == Format::cdf2 || format == Format::cdf5 || format == Format::hdf5;
    }

    Outcome<Dataset> read(const Source& source) override {
        if (auto problem = missing_program()) {
            problem->path = to_utf8(source.path);
            return *std::move(problem);
        }
        if (!m_worker || m_files_read >= m_options.files_per_worker) start();
        const bool was_fresh = m_files_read == 0;
        Attempt first = attempt(source.path);
        if (!first.worker_failed || was_fresh) return std::move(first.outcome);
        // What earlier files left in the worker's memory may be to blame; a new worker's verdict depends on this file
        // alone.
        start();
        return attempt(source.path).outcome;
    }

  private:
    /// Looks the program up when a file needs it, and again for each file until it is found.
    std::optional<Problem> missing_program() {
        if (m_worker) return std::nullopt;
        auto program = m_options.program.empty() ? find_worker_program() : runnable(m_options.program);
        if (!program) return program.take_problem();
        m_options.program = *std::move(program);
        return std::nullopt;
    }

    void start() {
        m_worker.reset();
        m_worker = std::make_unique<WorkerProcess>(m_options.program, m_options.memory_bytes);
        m_files_read = 0;
        const Received hello = receive_frame(m_worker->socket(), 0, after(k_start_time));
        if (hello.state == ChannelState::ok && hello.header.kind == FrameKind::hello) return;
        m_worker.reset();
        throw BrokenEnvironment(
            fmt::format("{} did not answer as a worker of this version of cairn does; run it alone to see whether "
                        "its libraries are installed, or set CAIRN_NETCDF_WORKER to the right program",
                        m_options.program));
    }

    Attempt attempt(const std::string& path) {
        ++m_files_read;
        Attempt result = exchange(path);
        if (!result.outcome) m_worker.reset();
        return result;
    }

    Attempt exchange(const std::string& path) {
        const Deadline deadline = after(std::chrono::seconds(m_options.seconds_per_file));
        const ReadRequest request{fs::absolute(path).string(), m_options.limits, m_options.seconds_per_file,
                                  m_options.largest_reply_bytes};
        const ChannelState sent = send_frame(m_worker->socket(), FrameKind::request, encode(request), deadline);
        if (sent != ChannelState::ok) return failure(sent, path);
        const Received reply = receive_frame(m_worker->socket(), m_options.largest_reply_bytes, deadline);
        if (reply.state != ChannelState::ok) return failure(reply.state, path);
        if (reply.header.kind == FrameKind::dataset) {
            if (auto dataset = decode_dataset(reply.payload)) return {*std::move(dataset)};
        }
        if (reply.header.kind == FrameKind::problem) {
            if (auto problem = decode_problem(reply.payload)) return reported(*std::move(problem), path);
        }
        return failure(ChannelState::damaged, path);
    }

    /// Only the words are the worker's: which file and stage they are about is known here.
    static Attempt reported(Problem problem, const std::string& path) {
        problem.stage = Stage::probe;
        problem.path = to_utf8(path);
        problem.code = to_utf8(problem.code);
        problem.message = to_utf8(problem.message);
        const bool worker_failed = problem.code == "probe/worker-memory";
        return {std::move(problem), worker_failed};
    }

    Attempt failure(ChannelState state, const std::string& path) {
        switch (state) {
            case ChannelState::late:
                m_worker->end_now();
                return timed_out(path);
            case ChannelState::too_large:
            case ChannelState::damaged: {
                m_worker->end_now();
                return failed(path, "probe/worker-reply",
                              "the worker process sent an impossible reply: the file made libnetcdf overwrite memory");
            }
            default:
                return ended(m_worker->end_after_hangup(), path);
        }
    }

    Attempt ended(int status, const std::string& path) const {
        if (!WIFSIGNALED(status)) {
            return failed(path, "probe/worker-crashed",
                          fmt::format("the worker process ended with exit code {}", WEXITSTATUS(status)));
        }
        const int signal = WTERMSIG(status);
        if (signal == SIGALRM || signal == SIGXCPU) return timed_out(path);
        return failed(path, "probe/worker-crashed",
                      fmt::format("the worker process was ended by {}", signal_name(signal)));
    }

    Attempt timed_out(const std::string& path) const {
        return failed(path, "probe/worker-timeout", fmt::format("not read within {} s", m_options.seconds_per_file));
    }

    static Attempt failed(const std::string& path, std::string code, std::string what) {
        what +=
            " while libnetcdf read it; the file is probably damaged: check it with `ncdump -h`, then fetch it again or "
            "exclude it";
        return {
            Problem{.stage = Stage::probe, .code = std::move(code), .path = to_utf8(path), .message = std::move(what)},
            true};
    }

    WorkerOptions m_options;
    std::unique_ptr<WorkerProcess> m_worker;  ///< none after a failure, until the next file
    std::uint32_t m_files_read = 0;           ///< by this worker
};

}  // namespace

std::unique_ptr<Reader> make_netcdf_worker_reader(WorkerOptions options) {
    return std::make_unique<NetcdfWorkerReader>(std::move(options));
}

Outcome<std::string> find_worker_program() {
    if (const char* chosen = ::getenv("CAIRN_NETCDF_WORKER"); chosen != nullptr && *chosen != '\0')
        return runnable(chosen);
    const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    const std::string name(k_program_name);
    for (const fs::path& candidate : {folder / name, folder.parent_path() / "libexec" / "cairn" / name}) {
        if (::access(candidate.c_str(), X_OK) == 0) return candidate.string();
    }
    return no_worker(fmt::format(
        "libnetcdf must read this file, and its program {} is neither in '{}' nor in '{}'; install it there, or set "
        "CAIRN_NETCDF_WORKER to its path",
        name, to_utf8(folder.string()), to_utf8((folder.parent_path() / "libexec" / "cairn").string())));
}

}  // namespace cairn
