// Who watches what a reader looks at on the disk: what a description depends on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/storage/file_stamp.hpp"

struct stat;

namespace cairn {

/// What stood at a path when it was looked at.
struct Sighting {
    std::string path;                ///< bytes of the system
    std::optional<FileStamp> stamp;  ///< nullopt: nothing
    bool operator==(const Sighting&) const = default;
};

/// Takes down what the code of one thread looks at while the object lives: every file and folder that is opened, and
/// every name that is looked for and not found. The code that touches the disk (PositionedFile, folder stores, look-ups
/// of signatures) tells it, so that readers know nothing of it. They nest: the innermost is told. Threads: one.
class Witness {
  public:
    Witness();
    ~Witness();
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;

    /// Each path once, in the order of the paths; of several looks the first counts, since a change after it is to be
    /// noticed.
    std::vector<Sighting> take();

    /// `status`: nullptr when there is nothing. Does nothing while no Witness lives.
    static void saw(std::string path, const struct stat* status);
    static void saw(std::string path, const std::optional<FileStamp>& stamp);
    static bool is_watching();

  private:
    std::vector<Sighting> m_seen;
    Witness* m_outer;
};

/// Whether everything is as it was seen.
bool are_unchanged(const std::vector<Sighting>& seen);

}  // namespace cairn
