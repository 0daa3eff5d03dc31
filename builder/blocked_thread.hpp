// Threads that wait for a file system that does not answer.
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <string>

namespace cairn {

/// What a thread of this process waits for in a call on a file system, in words that stay the same for as long as it waits;
/// empty: it does not, or cannot be told to. Reads /proc/self/task.
std::string wait_of_thread(pid_t thread);

/// The thread, which waits in a call of the kernel, never comes back from it to what it did: when the call ends it goes
/// to sleep for good. It must hold no lock.
void park(pthread_t thread);

/// Closing a file whose server does not answer waits, too (of FUSE without an end: fuse_flush is forced), and a program that
/// ends closes all of its files. From now on they are those of a second process as well, which ends after this one and
/// waits in its place; nobody waits for it. Once.
void leave_files_to_another();

/// To be called when nothing is printed any more: whoever reads the standard streams must not wait for the second
/// process. Does nothing where there is none.
void part_with_streams();

}  // namespace cairn
