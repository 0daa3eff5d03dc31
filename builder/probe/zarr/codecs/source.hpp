// Where the bytes of an encoded chunk are: a whole value of the store, a part of one, or memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "builder/probe/zarr/codecs/bytes.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// The value is there but cannot be read: what the store says.
struct Unreadable {
    std::string what;
    bool damaged = false;  ///< larger than it may be, not a matter of permissions or disks
    bool out_of_reach =
        false;  ///< nothing failed: it is elsewhere, or its reference is no good, which has a problem of its own
};

/// From the problem of a store.
Unreadable unreadable_because(const Problem& problem);

/// Bytes that can be read in parts. Threads: one.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    /// Precondition: offset + count <= size(). Throws Damage when there are fewer, Unreadable.
    virtual std::string read(std::uint64_t offset, std::uint64_t count) = 0;
};

/// The value of a key, known to be there.
class KeySource final : public ByteSource {
  public:
    KeySource(KeyStore& store, std::string_view key, std::uint64_t size) : m_store(store), m_key(key), m_size(size) {}
    std::uint64_t size() const override { return m_size; }
    std::string read(std::uint64_t offset, std::uint64_t count) override;

  private:
    KeyStore& m_store;
    std::string_view m_key;
    std::uint64_t m_size;
};

class MemorySource final : public ByteSource {
  public:
    explicit MemorySource(Bytes bytes) : m_bytes(bytes) {}
    std::uint64_t size() const override { return m_bytes.size(); }
    std::string read(std::uint64_t offset, std::uint64_t count) override {
        return std::string(text_of(m_bytes.subspan(offset, count)));
    }

  private:
    Bytes m_bytes;
};

class PartSource final : public ByteSource {
  public:
    /// Precondition: offset + count <= whole.size().
    PartSource(ByteSource& whole, std::uint64_t offset, std::uint64_t count)
        : m_whole(whole), m_offset(offset), m_count(count) {}
    std::uint64_t size() const override { return m_count; }
    std::string read(std::uint64_t offset, std::uint64_t count) override {
        return m_whole.read(m_offset + offset, count);
    }

  private:
    ByteSource& m_whole;
    std::uint64_t m_offset;
    std::uint64_t m_count;
};

}  // namespace cairn::zarr
