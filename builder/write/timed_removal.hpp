// Removes a folder with all in it as long as there is time.
#pragma once

#include <chrono>
#include <string>

#include "builder/write/filesystem.hpp"

namespace cairn {

/// One by one until the time is over.
class TimedRemoval {
  public:
    TimedRemoval(Filesystem& filesystem, std::chrono::milliseconds time)
        : m_filesystem(filesystem), m_end(std::chrono::steady_clock::now() + time) {}

    void remove(const std::string& folder) {
        for (const DiskMember& member : m_filesystem.members_of(folder)) {
            if (std::chrono::steady_clock::now() >= m_end) return;
            const std::string path = folder + '/' + member.name;
            if (member.kind == PathKind::folder) {
                remove(path);
            } else {
                m_filesystem.remove_file(path);
            }
        }
        m_filesystem.remove_folder(folder);
    }

  private:
    Filesystem& m_filesystem;
    std::chrono::steady_clock::time_point m_end;
};

}  // namespace cairn
