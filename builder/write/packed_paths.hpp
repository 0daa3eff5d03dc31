// Sorted paths, one after the other, each without what it shares with the one before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Paths are numbered from 0 in their order. Threads: as standard containers.
class PackedPaths {
  public:
    std::size_t size() const { return m_size; }
    /// Whether it stands behind all others.
    bool comes_last(std::string_view path) const { return m_size == 0 || m_last < path; }
    /// Precondition: comes_last(path).
    void append(std::string_view path);

    /// The number of the path; nullopt: it is not there.
    std::optional<std::size_t> find(std::string_view path) const;
    bool has_beginning(std::string_view prefix) const;

    /// Goes through the paths.
    class Cursor {
      public:
        bool is_at_end() const { return m_place == m_paths->m_size; }
        std::size_t place() const { return m_place; }
        const std::string& path() const { return m_path; }  ///< not at the end
        void next();

      private:
        friend class PackedPaths;
        Cursor(const PackedPaths& paths, std::size_t place, std::size_t offset)
            : m_paths(&paths), m_place(place), m_offset(offset) {}
        void take();

        const PackedPaths* m_paths;
        std::size_t m_place;
        std::size_t m_offset;  ///< in the bytes, behind this path
        std::string m_path;
    };
    Cursor begin() const;
    Cursor end() const { return {*this, m_size, m_bytes.size()}; }

  private:
    /// The first path of a block is whole, so that it can be looked up.
    static constexpr std::size_t k_block = 16;

    std::string_view first_of_block(std::size_t block) const;
    /// At the first path that is not less; at the end when all are.
    Cursor lower_bound(std::string_view path) const;

    std::string m_bytes;                ///< of each: how many bytes it shares, how many follow, and these
    std::vector<std::size_t> m_blocks;  ///< where they begin
    std::size_t m_size = 0;
    std::string m_last;
};

}  // namespace cairn
