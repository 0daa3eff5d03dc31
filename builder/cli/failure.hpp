// From a broken environment to an exit code.
#pragma once

#include <exception>
#include <string>

#include "base/exit_codes.hpp"

namespace cairn {

/// How a run ended: the code for the shell, and the reason when it is none of a finished run; empty: it finished.
struct Ending {
    ExitCode code = ExitCode::clean;
    std::string error;
};

/// What an exception that ended a run means. `error` must not be null.
Ending ending_of(const std::exception_ptr& error);

}  // namespace cairn
