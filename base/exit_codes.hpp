// What both programs tell the shell. Users and cron jobs rely on these numbers.
#pragma once

namespace cairn {

enum class ExitCode {
    clean = 0,
    validation_errors = 1,  ///< the catalog has validation errors (a build then publishes nothing)
    usage = 2,              ///< wrong options or configuration, or nothing to validate
    problems = 3,           ///< more than `max_problems` inputs could not be catalogued, or none could
    input_output = 4,       ///< the environment failed; nothing was published
    locked = 5,             ///< another run holds the lock
    interrupted = 130,      ///< stopped by a signal; nothing was published
    closed_pipe = 141,      ///< the reader of standard output left, as `head` does: what SIGPIPE would have given
};

}  // namespace cairn
