#include "builder/unused_memory.hpp"

#include <tbb/scalable_allocator.h>

namespace cairn {

void release_unused_memory() { scalable_allocation_command(TBBMALLOC_CLEAN_ALL_BUFFERS, nullptr); }

}  // namespace cairn
