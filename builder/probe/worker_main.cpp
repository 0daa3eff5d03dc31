// cairn-netcdf-worker: answers requests on descriptor 3 until the other end is closed. Started by cairn, not by people:
//   cairn-netcdf-worker <memory limit in bytes>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "base/text.hpp"
#include "builder/probe/channel.hpp"
#include "builder/probe/netcdf_c.hpp"
#include "builder/probe/protocol.hpp"
#include "builder/probe/worker_process.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CAIRN_SANITIZER_RESERVES_ADDRESSES 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CAIRN_SANITIZER_RESERVES_ADDRESSES 1
#endif

namespace {

using namespace cairn;

constexpr int k_socket = WorkerProcess::k_socket_in_worker;
constexpr std::uint64_t k_largest_request = 1U << 20;

void set_limit(int resource, std::uint64_t value) {
    rlimit limit{};
    ::getrlimit(static_cast<__rlimit_resource>(resource), &limit);
    limit.rlim_cur = std::min<rlim_t>(value, limit.rlim_max);
    ::setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

void limit_memory([[maybe_unused]] std::uint64_t bytes) {
#ifndef CAIRN_SANITIZER_RESERVES_ADDRESSES
    set_limit(RLIMIT_AS, bytes);
#endif
}

std::uint64_t used_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
}

/// cairn kills a worker that is late. Should cairn itself be gone by then, these end a worker that hangs in a file.
/// (Not PR_SET_PDEATHSIG: that signal comes when the *thread* that started the worker ends, as a pool's threads do.)
void end_process_after(std::uint64_t seconds) {
    const std::uint64_t patience = std::min<std::uint64_t>(seconds, 86'400) + 2;
    ::alarm(static_cast<unsigned>(patience));
    set_limit(RLIMIT_CPU, used_cpu_seconds() + patience);
}

Problem out_of_memory(const std::string& path) {
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    return {.stage = Stage::probe,
            .code = "probe/worker-memory",
            .path = to_utf8(path),
            .message = fmt::format(
                "reading it takes more memory than the worker's limit of {} bytes; the file is damaged or very "
                "unusual: check it with `ncdump -h`, then raise the limit or exclude it",
                limit.rlim_cur)};
}

ChannelState send_problem(const Problem& problem) {
    return send_frame(k_socket, FrameKind::problem, encode(problem), {});
}

ChannelState answer(const ReadRequest& request) {
    const Outcome<Dataset> outcome = read_with_netcdf_c(request.path, request.limits);
    if (!outcome) return send_problem(outcome.problem());
    const std::string payload = encode(*outcome);
    if (payload.size() <= request.largest_reply_bytes) return send_frame(k_socket, FrameKind::dataset, payload, {});
    return send_problem(
        {.stage = Stage::probe,
         .code = "probe/too-large",
         .path = to_utf8(request.path),
         .message = fmt::format("its description takes {} bytes, more than the limit of {}; exclude the file or "
                                "lower the limit for coordinate values",
                                payload.size(), request.largest_reply_bytes)});
}

ChannelState answer_within_memory(const ReadRequest& request) {
    try {
        return answer(request);
    } catch (const std::bad_alloc&) {
        return send_problem(out_of_memory(request.path));
    }
}

void serve() {
    ChannelState state = send_frame(k_socket, FrameKind::hello, {}, {});
    while (state == ChannelState::ok) {
        const Received received = receive_frame(k_socket, k_largest_request, {});
        if (received.state != ChannelState::ok || received.header.kind != FrameKind::request) return;
        const auto request = decode_request(received.payload);
        if (!request) return;
        end_process_after(request->seconds);
        state = answer_within_memory(*request);
        ::alarm(0);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    ::close_range(k_socket + 1, ~0U, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // who asked is gone, and libnetcdf would go on until its alarm
    set_limit(RLIMIT_CORE, 0);
    limit_memory(std::strtoull(argv[1], nullptr, 10));
    prepare_netcdf_c();
    serve();
    ::_exit(0);  // libnetcdf's own clean-up may crash after a damaged file
}
