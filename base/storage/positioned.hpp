// Positioned reads of one file: the small layer that native readers stand on. No mmap: a file that is truncated while
// it is read must not raise SIGBUS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/outcome.hpp"

namespace cairn {

/// What one more read costs, which decides how much is read ahead.
enum class Distance {
    unknown,  ///< a disk of whatever kind: the first read tells
    network   ///< a round trip; many others wait for theirs meanwhile, so that bytes count, too
};

/// A file of fixed size that is read at offsets. Threads: one at a time.
class PositionedBytes {
  public:
    virtual ~PositionedBytes() = default;
    virtual Distance distance() const { return Distance::unknown; }
    virtual std::uint64_t size_bytes() const = 0;
    /// Fills `into` from `offset`; returns how many bytes were there (fewer at the end of the file). Throws
    /// std::system_error when the disk fails.
    virtual std::size_t read(std::uint64_t offset, std::span<std::byte> into) = 0;
};

/// A regular file, through pread.
class PositionedFile final : public PositionedBytes {
  public:
    /// Takes the descriptor of a file that has `size_bytes` now.
    PositionedFile(int descriptor, std::uint64_t size_bytes) : m_descriptor(descriptor), m_size(size_bytes) {}
    ~PositionedFile() override;
    PositionedFile(const PositionedFile&) = delete;
    PositionedFile& operator=(const PositionedFile&) = delete;

    int descriptor() const { return m_descriptor; }
    std::uint64_t size_bytes() const override { return m_size; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;

  private:
    int m_descriptor;
    std::uint64_t m_size;
};

/// "probe/unreadable" when the path cannot be opened or is no regular file.
Outcome<std::unique_ptr<PositionedFile>> open_positioned(const std::string& path);

/// How much more than what was asked for a read brings: what comes next in a file is often asked for next.
enum class ReadAhead { some, none };

/// Views of a file's bytes through a few windows that read ahead: the first read brings `first_read` bytes; a read that
/// goes on where a window ended brings more each time; a jump brings little, since metadata far off is small. Where the
/// first read is slow (a network, a disk that turns), reads are fewer and larger, from then on also in the next file.
/// Every offset and count is checked against the file's size. Memory: k_windows times the largest view; what is kept
/// from file to file is k_windows times k_largest_kept. Throws std::system_error when the disk fails. Threads: one.
class WindowedBytes {
  public:
    static constexpr std::size_t k_windows =
        3;  ///< the header, and two places that parsing goes back and forth between
    static constexpr std::size_t k_first_read = 64 << 10;
    static constexpr std::size_t k_largest_view = 64 << 20;

    WindowedBytes() = default;
    explicit WindowedBytes(PositionedBytes& bytes, std::size_t first_read = k_first_read,
                           std::size_t largest_view = k_largest_view) {
        attach(bytes, first_read, largest_view);
    }

    /// Another file from now on, which has to live as long as it is looked at.
    void attach(PositionedBytes& bytes, std::size_t first_read = k_first_read,
                std::size_t largest_view = k_largest_view);

    std::uint64_t size_bytes() const { return m_size; }

    /// Whether the file has `count` bytes at `offset`.
    bool has(std::uint64_t offset, std::uint64_t count) const { return offset <= m_size && count <= m_size - offset; }

    /// `count` bytes at `offset`, valid until the next call; empty when they are not all inside the file or more than
    /// `largest_view`.
    std::span<const std::byte> view(std::uint64_t offset, std::size_t count, ReadAhead ahead = ReadAhead::some);

    /// Bytes that are rather read and thrown away than skipped with one more read.
    std::size_t bridge_bytes() const {
        if (m_distance == Distance::network) return k_network_bridge;
        return m_is_slow ? k_slow_bridge : k_fast_bridge;
    }

    std::size_t reads() const { return m_reads; }              ///< how many reads the file has cost so far
    std::uint64_t bytes_read() const { return m_bytes_read; }  ///< and how many bytes they brought

  private:
    struct Window {
        std::uint64_t offset = 0;
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
        std::size_t capacity = 0;
        std::uint64_t last_used = 0;

        bool holds(std::uint64_t from, std::size_t count) const {
            return from >= offset && from - offset <= size && count <= size - (from - offset);
        }
    };

    static constexpr std::size_t k_fast_bridge = 4 << 10;
    static constexpr std::size_t k_slow_bridge = 256 << 10;
    static constexpr std::size_t k_network_bridge = 16 << 10;  // 64 requests share the bytes of one line
    static constexpr std::size_t k_largest_kept = 1 << 20;

    Window* window_that_holds(std::uint64_t offset, std::size_t count);
    std::size_t read_ahead(std::uint64_t offset) const;
    Window& load(std::uint64_t offset, std::size_t size);
    std::size_t read(std::uint64_t offset, std::span<std::byte> into);

    PositionedBytes* m_bytes = nullptr;
    std::uint64_t m_size = 0;
    std::size_t m_first_read = k_first_read;
    std::size_t m_largest_view = k_largest_view;
    Distance m_distance = Distance::unknown;
    bool m_is_slow = false;
    std::size_t m_reads = 0;
    std::uint64_t m_bytes_read = 0;
    Window m_windows[k_windows];
    std::uint64_t m_clock = 0;
};

}  // namespace cairn
