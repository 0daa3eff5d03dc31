#include "base/end_on_signals.hpp"

#include <unistd.h>

#include <csignal>
#include <string_view>

#include "base/exit_codes.hpp"

namespace cairn {

namespace {

/// Only calls that are safe in a signal handler.
extern "C" void end_at_once(int) {
    constexpr std::string_view k_text = "interrupted\n";
    const auto written = ::write(STDERR_FILENO, k_text.data(), k_text.size());
    static_cast<void>(written);  // there is nobody left to tell
    ::_exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace

void end_on_signals() {
    struct sigaction action = {};
    action.sa_handler = end_at_once;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

}  // namespace cairn
