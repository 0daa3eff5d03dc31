// For commands that have nothing to tidy up.
#pragma once

namespace cairn {

/// From now on SIGINT and SIGTERM end the program at once, with ExitCode::interrupted and a word on standard error.
/// A flag that the work looks at could not promise that: a disk that does not answer, or the freeing of a document of
/// 200 MB, hears of no flag.
void end_on_signals();

}  // namespace cairn
