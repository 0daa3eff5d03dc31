// How a stage asks for parallel work without knowing what runs it.
#pragma once

#include <cstddef>
#include <functional>

namespace cairn {

/// Runs body(i) for every i in [0, count), on any number of threads, in any order; returns when all are done. What a
/// body throws comes out of the call (one of the exceptions, when there are several). May be nested.
using ParallelFor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;

/// On the caller's thread, in order.
ParallelFor serial();

/// On up to `threads` threads of the standard library, the caller's among them. Where the system gives fewer (a limit
/// on processes or on memory) the work is done by those that there are: in the end by the caller alone.
ParallelFor with_threads(std::size_t threads);

}  // namespace cairn
