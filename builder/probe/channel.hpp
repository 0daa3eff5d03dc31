// Whole frames over one end of a socket pair, with a deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "builder/probe/protocol.hpp"

namespace cairn {

/// Nothing: wait for ever (the worker, which has nothing else to do).
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

enum class ChannelState {
    ok,
    closed,    ///< the other end is gone, perhaps in the middle of a frame
    late,      ///< the deadline passed
    damaged,   ///< what came is not a frame
    too_large  ///< a frame that announces more than is allowed
};

struct Received {
    ChannelState state = ChannelState::ok;
    FrameHeader header;
    std::string payload;
};

/// Never raises SIGPIPE: a reader that is gone is ChannelState::closed. `fd` is a stream socket.
ChannelState send_frame(int fd, FrameKind kind, std::string_view payload, Deadline deadline);
Received receive_frame(int fd, std::uint64_t largest_payload, Deadline deadline);

}  // namespace cairn
