// The loop that every stage runs its work in: TBB, and exceptions that come out as from a plain loop.
#pragma once

#include <cstddef>
#include <functional>

namespace cairn {

/// Calls `body` for each index below `count`, from many threads. After an exception no new call begins; the one of the
/// least index is thrown, so that the same fault mostly has the same words for any number of threads.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace cairn
