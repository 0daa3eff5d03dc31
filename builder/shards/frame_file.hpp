// Files of frames: what plans and shards are written in.
//
// Eight bytes name the kind of file. Each frame has its length and the XXH3 of its bytes (64 bits each, little endian),
// then the bytes. The last frame has the length k_end_of_frames, and in the place of the digest a hash of all lengths
// and digests before it. So a reader knows from the heads of frames alone, without reading what is in them, that a file
// is whole; a process that was stopped leaves frames that are whole, behind which the next one goes on.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.hpp"

namespace cairn {

inline constexpr std::uint64_t k_end_of_frames = UINT64_MAX;
inline constexpr std::size_t k_kind_bytes = 8;  ///< that name the kind of file
inline constexpr std::size_t k_frame_head_bytes = 16;

/// The file is not what it has to be, or its bytes are not those that were written. The message names it.
struct FramesDamaged : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Where the bytes of a frame lie.
struct Frame {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t digest = 0;
};

/// The hash of the heads of frames, one after the other, from 0 on.
std::uint64_t digest_after(std::uint64_t before, const Frame& frame);
std::uint64_t digest_of_frame(std::string_view bytes);

/// Threads: any number.
class FrameFile {
  public:
    /// Reads the heads of all frames. `kind`: k_kind_bytes. Throws std::system_error, and FramesDamaged when the file
    /// is of another kind.
    FrameFile(const std::string& path, std::string_view kind);

    const std::string& path() const { return m_path; }
    const std::vector<Frame>& frames() const { return m_frames; }
    /// Whether the writer finished it.
    bool is_whole() const { return m_is_whole; }
    /// A whole file has it in its last frame.
    std::uint64_t digest() const { return m_digest; }
    std::uint64_t end_of_frames() const { return m_end; }  ///< where a frame that follows the last one begins

    /// The bytes of a frame. Throws std::system_error, and FramesDamaged when they do not have their digest.
    std::string read(std::size_t frame) const;

  private:
    void read_heads(std::uint64_t size);

    std::string m_path;
    Descriptor m_file;
    std::vector<Frame> m_frames;
    std::uint64_t m_digest = 0;
    std::uint64_t m_end = k_kind_bytes;
    bool m_is_whole = false;
};

}  // namespace cairn
