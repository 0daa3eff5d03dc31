// What the C library does with memory that was freed.
#pragma once

namespace cairn {

/// Gives freed memory back to the system: glibc keeps small blocks for later, which was 700 MB of a document of 255 MB.
/// It walks all that is free, so it is for the end of something large. Threads: safe.
void give_back_freed_memory();

}  // namespace cairn
