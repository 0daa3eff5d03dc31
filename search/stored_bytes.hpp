// One object of a storage as a file that is read at offsets: what will be wanted is fetched together.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/storage/positioned.hpp"
#include "base/storage/storage.hpp"

namespace cairn::search {

/// A table cannot be used: it is not there, damaged, or was changed while it was read.
struct TableFault {
    std::string message;  ///< what was found and expected, without the place
};

/// The end of the object is kept, since footers stand there, and what was fetched last. All bytes are of one version of
/// the object. Reads throw TableFault, SearchEnded when a budget is used up. Threads: one at a time.
class StoredBytes final : public PositionedBytes {
  public:
    StoredBytes(Storage& storage, std::string key);

    std::uint64_t size_bytes() const override { return m_size; }
    /// From what was fetched, else by a read of its own.
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;

    /// Reads these ranges together; replaces what was fetched before.
    void fetch(const std::vector<ByteRange>& ranges);

  private:
    using Blocks = std::map<std::uint64_t, std::string>;  ///< by their offsets
    static const std::string* block_with(const Blocks& blocks, std::uint64_t offset, std::size_t size,
                                         std::uint64_t& begin);
    std::vector<std::string> read_ranges(const std::vector<ByteRange>& ranges);

    Storage& m_storage;
    std::string m_key;
    std::string m_version;
    std::uint64_t m_size = 0;
    Blocks m_tail;
    Blocks m_fetched;
};

}  // namespace cairn::search
