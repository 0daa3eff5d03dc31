// The address space of an HDF5 file: addresses are relative to the superblock, which may follow a user block.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/storage/positioned.hpp"
#include "builder/probe/hdf5/cursor.hpp"
#include "builder/probe/time_limit.hpp"

namespace cairn::hdf5 {

/// Threads: one.
class File {
  public:
    /// `time` may be null.
    explicit File(WindowedBytes& bytes, TimeLimit* time = nullptr)
        : m_bytes(bytes), m_time(time), m_work_left(work_allowed(bytes.size_bytes())) {}

    void set_layout(std::uint64_t base, Sizes sizes) {
        m_base = base;
        m_sizes = sizes;
    }

    /// `count` bytes at an address, valid until the next read. Throws Damage when the file does not have them.
    Cursor read(std::uint64_t address, std::uint64_t count, std::string_view of, ReadAhead ahead = ReadAhead::some);

    /// The same, kept in `into`.
    Cursor copy(std::uint64_t address, std::uint64_t count, std::string_view of, std::vector<std::byte>& into);

    /// Throws Damage when the file does not have `count` bytes at an address.
    void expect(std::uint64_t address, std::uint64_t count, std::string_view of) const;

    /// Every read and every decoded byte costs work. A file whose links and blocks lead to the same parts again and
    /// again must end too: throws Unsupported beyond what a file of this size can need.
    void charge_parsing(std::uint64_t bytes) {
        charge(bytes > k_most_work / k_parsing_cost ? k_most_work : bytes * k_parsing_cost);
    }
    void charge_decoding(std::uint64_t bytes) { charge(bytes); }

    Sizes sizes() const { return m_sizes; }
    std::uint64_t size_bytes() const { return m_bytes.size_bytes(); }
    std::uint64_t offset_of(std::uint64_t address) const { return m_base + address; }
    WindowedBytes& bytes() { return m_bytes; }

  private:
    static constexpr std::uint64_t k_parsing_cost = 16;  ///< against that of copying or inflating a byte
    static constexpr std::uint64_t k_most_work = 1ULL << 40;
    static constexpr std::uint64_t k_work_a_look = 1ULL << 24;

    static std::uint64_t work_allowed(std::uint64_t file_bytes);
    void charge(std::uint64_t work) {
        if (work > m_work_left) throw_too_much_work();
        // What is in a window costs no read, which would ask for the time.
        if (m_time != nullptr && (m_work_left ^ (m_work_left - work)) >= k_work_a_look) m_time->look();
        m_work_left -= work;
    }
    [[noreturn]] static void throw_too_much_work();
    std::uint64_t checked_offset_of(std::uint64_t address, std::string_view of) const;
    [[noreturn]] void throw_end_of_file(std::uint64_t offset, std::uint64_t count, std::string_view of) const;

    WindowedBytes& m_bytes;
    TimeLimit* m_time;
    std::uint64_t m_work_left;
    std::uint64_t m_base = 0;
    Sizes m_sizes;
};

/// Checks a structure that ends with the checksum of all before it.
void verify_checksum(const Cursor& structure, std::string_view of);

}  // namespace cairn::hdf5
