// The three descriptors that a program may rely on.
#pragma once

namespace cairn {

/// Opens /dev/null in the place of standard input, output or error where the caller closed it, so that no file that is
/// opened later gets its number and with it what is meant for people. In the wrong direction, so that what cannot be
/// written is an error. Call it first in `main`.
void open_standard_streams();

}  // namespace cairn
