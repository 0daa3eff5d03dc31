// A folder of a run that goes with all that is in it.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Below TMPDIR. Throws BrokenEnvironment when it cannot be made or written to. Threads: one.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return m_path; }
    /// A new file; makes the folders it needs.
    void write(const std::string& relative, std::string_view bytes) const;
    std::string read(const std::string& relative) const;

  private:
    std::string m_path;
};

}  // namespace cairn
