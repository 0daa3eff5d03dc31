#include "builder/probe/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace cairn {

namespace {

/// -1 waits for ever. Rounded up: poll must not return before the deadline.
int milliseconds_until(Deadline deadline) {
    if (!deadline) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000'000));
}

ChannelState wait_for(int fd, short events, Deadline deadline) {
    for (;;) {
        pollfd entry{fd, events, 0};
        const int count = ::poll(&entry, 1, milliseconds_until(deadline));
        if (count > 0) return ChannelState::ok;  // hang-ups and errors too: the next send or recv tells which
        if (count == 0) return ChannelState::late;
        if (errno != EINTR) return ChannelState::closed;
    }
}

bool may_try_again(int error) { return error == EINTR || error == EAGAIN || error == EWOULDBLOCK; }

ChannelState receive_exactly(int fd, char* data, std::size_t size, Deadline deadline) {
    while (size > 0) {
        if (const ChannelState state = wait_for(fd, POLLIN, deadline); state != ChannelState::ok) return state;
        const ssize_t got = ::recv(fd, data, size, MSG_DONTWAIT);
        if (got == 0) return ChannelState::closed;
        if (got < 0) {
            if (may_try_again(errno)) continue;
            return ChannelState::closed;
        }
        data += got;
        size -= static_cast<std::size_t>(got);
    }
    return ChannelState::ok;
}

/// Takes memory as bytes arrive, so that a false length costs nothing.
ChannelState receive_payload(int fd, std::uint64_t length, std::string& payload, Deadline deadline) {
    constexpr std::uint64_t k_step = 1U << 20;
    while (payload.size() < length) {
        const std::size_t begin = payload.size();
        payload.resize(begin + std::min<std::uint64_t>(k_step, length - begin));
        const ChannelState state = receive_exactly(fd, payload.data() + begin, payload.size() - begin, deadline);
        if (state != ChannelState::ok) return state;
    }
    return ChannelState::ok;
}

ChannelState send_all(int fd, std::string_view rest, Deadline deadline) {
    while (!rest.empty()) {
        if (const ChannelState state = wait_for(fd, POLLOUT, deadline); state != ChannelState::ok) return state;
        const ssize_t sent = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            if (may_try_again(errno)) continue;
            return ChannelState::closed;
        }
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return ChannelState::ok;
}

}  // namespace

ChannelState send_frame(int fd, FrameKind kind, std::string_view payload, Deadline deadline) {
    const ChannelState state = send_all(fd, encode_frame_header({kind, payload.size()}), deadline);
    return state == ChannelState::ok ? send_all(fd, payload, deadline) : state;
}

Received receive_frame(int fd, std::uint64_t largest_payload, Deadline deadline) {
    Received received;
    std::array<char, k_frame_header_bytes> head{};
    received.state = receive_exactly(fd, head.data(), head.size(), deadline);
    if (received.state != ChannelState::ok) return received;
    const auto header = decode_frame_header({head.data(), head.size()});
    if (!header) {
        received.state = ChannelState::damaged;
        return received;
    }
    received.header = *header;
    if (header->length > largest_payload) {
        received.state = ChannelState::too_large;
        return received;
    }
    received.state = receive_payload(fd, header->length, received.payload, deadline);
    return received;
}

}  // namespace cairn
