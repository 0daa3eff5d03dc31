// A worker that does to itself, on command, what damaged files do to the real one. The file's name is the command; it
// reads nothing.
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

#include "builder/probe/channel.hpp"
#include "builder/probe/protocol.hpp"
#include "builder/probe/worker_process.hpp"

namespace {

using namespace cairn;

constexpr int k_socket = WorkerProcess::k_socket_in_worker;

void die_of(int signal) {
    ::signal(signal, SIG_DFL);  // a sanitizer's handler would turn it into an exit code
    ::raise(signal);
}

void hang() {
    for (;;) ::pause();
}

void send_bytes(std::string_view bytes) { (void)!::send(k_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

/// The number of this worker's files as the format: tests see by it which worker answered, and how often it had.
Dataset dataset_number(int number) {
    Dataset dataset;
    dataset.reader = "fake";
    dataset.format = std::to_string(number);
    dataset.groups.push_back({.path = "/", .parent = 0, .dimensions = {}, .variables = {}, .attributes = {}});
    return dataset;
}

void send_dataset(const Dataset& dataset) { send_frame(k_socket, FrameKind::dataset, encode(dataset), {}); }

void send_slowly(const Dataset& dataset) {
    const std::string payload = encode(dataset);
    const std::string frame = encode_frame_header({FrameKind::dataset, payload.size()}) + payload;
    for (const char& byte : frame) send_bytes({&byte, 1});
}

void send_unsound_dataset() {
    Dataset dataset = dataset_number(0);
    dataset.groups[0].variables.push_back({"v", Type::float32, {{7, 7}}, {}, {}, {}});
    send_dataset(dataset);
}

void obey(std::string_view command, int number) {
    if (command == "segfault") die_of(SIGSEGV);
    if (command == "segfault-if-used" && number > 1) die_of(SIGSEGV);
    if (command == "abort") die_of(SIGABRT);
    if (command == "alarm") die_of(SIGALRM);
    if (command == "exit") ::_exit(7);
    if (command == "hang") hang();
    if (command == "half") {
        send_bytes(encode_frame_header({FrameKind::dataset, 1000}) + "only this");
        hang();
    }
    if (command == "half-then-die") {
        send_bytes(encode_frame_header({FrameKind::dataset, 1000}) + "only this");
        die_of(SIGBUS);
    }
    if (command == "close") {
        ::close(k_socket);
        hang();
    }
    if (command == "garbage") send_bytes("this is no frame, but it is long enough to be read as one");
    if (command == "huge") send_bytes(encode_frame_header({FrameKind::dataset, UINT64_MAX}));
    if (command == "hello") send_frame(k_socket, FrameKind::hello, {}, {});
    if (command == "unsound") send_unsound_dataset();
    if (command == "slow") send_slowly(dataset_number(number));
    if (command == "problem") {
        const Problem problem{.stage = Stage::write, .code = "probe/fake", .path = "elsewhere", .message = "bad \xFF"};
        send_frame(k_socket, FrameKind::problem, encode(problem), {});
    }
    send_dataset(dataset_number(number));
}

}  // namespace

int main() {
    if (const char* mood = ::getenv("CAIRN_FAKE_WORKER"); mood != nullptr) {
        if (std::string_view(mood) == "silent") ::_exit(127);
        if (std::string_view(mood) == "rude") send_bytes("what do you want from me");
    }
    send_frame(k_socket, FrameKind::hello, {}, {});
    for (int number = 1;; ++number) {
        const Received received = receive_frame(k_socket, 1U << 20, {});
        if (received.state != ChannelState::ok) ::_exit(0);
        const auto request = decode_request(received.payload);
        if (!request) ::_exit(3);
        obey(std::string_view(request->path).substr(request->path.rfind('/') + 1), number);
    }
}
