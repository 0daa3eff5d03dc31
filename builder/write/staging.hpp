// The output tree: written into a folder beside OUT, looked at, then put in OUT's place in one step. Until then OUT is as it was.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "builder/write/filesystem.hpp"

namespace cairn {

/// Another run holds the lock of the same OUT.
struct LockedError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Holds OUT.lock (flock) for its lifetime; throws LockedError when another process does. The file is left behind, empty.
class OutputLock {
  public:
    explicit OutputLock(const std::string& out);
    ~OutputLock();
    OutputLock(const OutputLock&) = delete;
    OutputLock& operator=(const OutputLock&) = delete;

  private:
    int m_descriptor = -1;
};

/// Layout: OUT is the published tree, OUT.staging the new one, OUT.previous the old one for the moment of the exchange. Threads: `write` and `create`
/// from any thread, for different paths; the rest from one. A destroyed staging area that was not published is removed.
class Staging {
  public:
    Staging(Filesystem& filesystem, std::string out);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// `relative`: '/' separated, no "..", not absolute (checked: std::invalid_argument). Makes the folders it needs.
    void write(const std::string& relative, std::string_view bytes);
    std::unique_ptr<OutputFile> create(const std::string& relative);

    const std::string& path() const { return m_staging; }
    /// Sync, then exchange with OUT (or rename when there is no OUT), then remove the old tree.
    void publish();

  private:
    Filesystem& m_filesystem;
    std::string m_out;
    std::string m_staging;
    bool m_published = false;
};

}  // namespace cairn
