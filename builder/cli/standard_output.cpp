#include "builder/cli/standard_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <iostream>

namespace cairn {

// A stream does not keep the error of its write, and SIGPIPE is ignored, since a build goes on when nobody reads its
// messages. The pipe itself says whether it still has a reader.
StandardOutput finish_standard_output() {
    std::cout.flush();
    if (!std::cout.fail()) return StandardOutput::written;
    pollfd descriptor{STDOUT_FILENO, POLLOUT, 0};
    const bool is_closed = ::poll(&descriptor, 1, 0) == 1 && (descriptor.revents & (POLLERR | POLLHUP)) != 0;
    return is_closed ? StandardOutput::closed : StandardOutput::failed;
}

}  // namespace cairn
