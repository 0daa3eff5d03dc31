// Writes a file of frames, so that it has its name only when all of it is on the disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "builder/shards/frame_file.hpp"

namespace cairn {

/// Writes to PATH.partial, and is the only one that does: the file is locked (flock). Threads: one.
class FrameWriter {
  public:
    /// Goes on behind the frames that are whole where a process that was stopped left the file, and begins it else.
    /// Throws LockedError when another process writes it, std::system_error when it cannot be written, FramesDamaged
    /// when what stands there is of another kind.
    FrameWriter(const std::string& path, std::string_view kind);

    /// Those that a process before left.
    const std::vector<Frame>& frames() const { return m_frames; }
    /// The file as long as it has no name.
    const std::string& partial() const { return m_partial; }
    /// Takes the frames away behind the first `count`.
    void keep(std::size_t count);

    void append(std::string_view bytes);
    /// What was appended is on the disk.
    void sync();
    /// Writes the last frame, and gives the file its name, in the place of what has it. Returns its digest.
    std::uint64_t finish();

  private:
    void open();
    void write(std::string_view bytes);
    [[noreturn]] void fail(const std::string& action) const;

    std::string m_path;
    std::string m_partial;
    Descriptor m_file;
    std::vector<Frame> m_frames;
    std::uint64_t m_end = 0;
};

}  // namespace cairn
