// Files that are on tape only: reading one makes the storage system bring it back, which takes minutes, and a tape
// drive.
#pragma once

#include <functional>
#include <string>

struct stat;

namespace cairn {

/// Says whether a file is on tape only, without opening it. Threads: any number.
using IsOffline = std::function<bool(const std::string& path, const struct stat& status)>;

/// Keeps the code of one thread from opening such files while the object lives: the code that touches the disk
/// (FileBytes, PositionedFile, folder stores) asks before it opens, so that readers know nothing of it. Threads: one.
class NoRecall {
  public:
    /// `is_offline`: must outlive this object; empty: nothing is refused, and nothing asked.
    explicit NoRecall(const IsOffline& is_offline);
    ~NoRecall();
    NoRecall(const NoRecall&) = delete;
    NoRecall& operator=(const NoRecall&) = delete;

    /// The first file that was refused; empty: none was.
    const std::string& refused() const { return m_refused; }

    /// Whether a file must not be opened. What is not there is not refused.
    static bool forbids(const std::string& path);

  private:
    const IsOffline* m_is_offline;
    std::string m_refused;
    NoRecall* m_outer;
};

}  // namespace cairn
