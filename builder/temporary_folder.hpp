// A folder of a run that goes with all that is in it.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Below TMPDIR, "cairn-run-XXXXXX", held by a lock of the process: what a killed run left there is removed by the next
/// that makes one. Throws BrokenEnvironment when it cannot be made or written to. Threads: any number, each with its
/// files.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return m_path; }
    /// A new file below the folder (fault_of_path has none, else std::logic_error); makes the folders it needs. One
    /// that is there already, as on disks that take "T" for "t", is a BrokenEnvironment.
    void write(const std::string& relative, std::string_view bytes) const;
    std::string read(const std::string& relative) const;

  private:
    std::string m_path;
    int m_lock = -1;  ///< descriptor of the locked file
};

}  // namespace cairn
