// Mounts that do not answer: a server that is down, a file system whose daemon hangs. Whoever looks into one waits
// until the server is back, and no signal but SIGKILL ends the waiting, if that does.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "builder/write/mounts.hpp"

namespace cairn {

/// How long a mount may take to answer: automounters take some seconds.
inline constexpr std::chrono::seconds k_patience_with_mounts{20};

/// Opens a folder and asks for its status and its first members, whatever comes of it. Calls only what is safe behind a
/// fork.
void look_into(const char* folder);

/// Those of the folders that do not tell their status and their first member in time. Each is asked by a process of its
/// own, which is left behind when it does not come back. What cannot be read answers: it says so. Call it before locks
/// are taken, which such a process would go on to hold.
std::vector<std::string> silent_folders(const std::vector<std::string>& folders, std::chrono::milliseconds patience);

/// Mount points at or below the root of an archive, as paths that begin as the root does, that do not answer; all
/// others are safe to enter. `mounts`: of this process. Throws std::runtime_error when a root itself does not answer.
std::vector<std::string> silent_mounts_of(const std::vector<std::string>& roots, const Mounts& mounts,
                                          std::chrono::milliseconds patience);

}  // namespace cairn
