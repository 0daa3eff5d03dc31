// How much memory this process holds through operator new, and held at most: for tests of bounds on memory.
#pragma once

#include <cstddef>

namespace cairn::test {

/// From now on the peak is counted anew. Threads: one test at a time.
void reset_memory_peak();
/// More than was held at the last reset.
std::size_t memory_peak_bytes();

}  // namespace cairn::test
