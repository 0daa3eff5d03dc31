// An object of a storage as a file that is read at offsets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/storage/positioned.hpp"
#include "base/storage/read_habits.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// Where an object is, and how it is to be read.
struct ObjectPlace {
    Storage* storage = nullptr;
    std::string key;
    ReadHabits* habits = nullptr;  ///< null: every file is the first of its series
    /// A storage that answers no ranges sends what comes before the bytes that are wanted, too: at most so much.
    std::uint64_t largest_whole = k_largest_whole;

    static constexpr std::uint64_t k_largest_whole = 64 << 20;
};

/// Few waits: with the first thing that is missing behind the beginning comes all that the files before it needed,
/// asked for at once; what is read on and on comes in larger and larger pieces; what was read once is kept, up to k_most_kept. All bytes are of one version of the object: a
/// change meanwhile is a fault. Reads throw StorageError. Memory: k_most_kept, and the largest read. Threads: one at a
/// time.
class ObjectBytes final : public PositionedBytes {
  public:
    static constexpr std::size_t k_first_read = 64 << 10;
    static constexpr std::uint64_t k_most_kept = 16 << 20;

    /// The first request, of `first_read` bytes, says what there is. Throws StorageError.
    static std::unique_ptr<ObjectBytes> open(const ObjectPlace& place, std::size_t first_read = k_first_read);
    ~ObjectBytes() override;
    ObjectBytes(const ObjectBytes&) = delete;
    ObjectBytes& operator=(const ObjectBytes&) = delete;

    Distance distance() const override { return Distance::network; }
    std::uint64_t size_bytes() const override { return m_stat.size_bytes; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;

    /// As the last answer of the storage has it.
    const ObjectStat& stat() const { return m_stat; }
    std::uint64_t kept_bytes() const { return m_kept_bytes; }

  private:
    struct Piece {
        std::uint64_t offset = 0;
        std::string bytes;
        std::uint64_t end() const { return offset + bytes.size(); }
    };

    explicit ObjectBytes(ObjectPlace place) : m_place(std::move(place)) {}

    void add_expected(std::vector<ByteRange>& ranges);
    void fetch(std::uint64_t offset, std::uint64_t size);
    void fetch(const std::vector<ByteRange>& ranges);
    void keep(const ByteRange& range, std::string bytes);
    void take_over(const ObjectStat& seen);
    const Piece* piece_at(std::uint64_t offset) const;
    std::uint64_t next_size(std::uint64_t offset, std::uint64_t wanted) const;
    ByteRange from_begin_if_needed(ByteRange range) const;
    void note(std::uint64_t offset, std::uint64_t size);

    ObjectPlace m_place;
    ObjectStat m_stat;
    std::vector<Piece> m_pieces;  ///< the latest last
    std::uint64_t m_kept_bytes = 0;
    std::vector<ByteRange> m_asked;  ///< that readers asked for, those that touch joined
    bool m_is_read_through = false;    ///< too many to be a habit
    bool m_has_asked_for_more = false;  ///< than for its beginning
};

}  // namespace cairn
