// Memory between the phases of a run, each of which holds other things than the one before.
#pragma once

namespace cairn {

/// Gives back what the allocator keeps of memory that was freed. It keeps what one thread took and another freed for
/// texts of the same size: after the documents of a million Items were made that is 500 MB which the validation does
/// not use. Between phases, since it looks at all that is kept. Threads: one.
void release_unused_memory();

}  // namespace cairn
