// The file of a ledger.
#pragma once

#include <stdexcept>
#include <string>

#include "builder/ledger/ledger.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

/// The file is damaged, no ledger, or of a newer cairn. The message says which, and what to do. Nothing was changed.
struct LedgerRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Threads: one.
class LedgerFile {
  public:
    /// Reads the file; where there is none, nothing is known. Throws LedgerRefused, and std::system_error when it
    /// cannot be read. `path` empty: there is none, and none is written.
    LedgerFile(Filesystem& filesystem, std::string path);

    const std::string& path() const { return m_path; }
    const Ledger& ledger() const { return m_ledger; }
    /// A hash of what was read.
    std::uint64_t digest() const;

    /// Puts another one in its place, whole or not at all; nothing when it says the same. Throws std::system_error.
    void replace(const Ledger& ledger);

  private:
    Filesystem& m_filesystem;
    std::string m_path;
    std::string m_text;  ///< as it lies on the disk; empty: there is no file
    Ledger m_ledger;
};

}  // namespace cairn
