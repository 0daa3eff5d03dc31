// Messages that are stored elsewhere: in another object (a committed datatype) or in the file's heap of shared messages
// (specification IV.A.2, "shared messages"; IV.A.2.p).
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include "builder/probe/hdf5/dataspace.hpp"
#include "builder/probe/hdf5/datatype.hpp"
#include "builder/probe/hdf5/fractal_heap.hpp"
#include "builder/probe/hdf5/object_header.hpp"
#include "builder/probe/hdf5/superblock.hpp"

namespace cairn::hdf5 {

/// Resolves shared messages of one file. Threads: one.
class SharedMessages {
  public:
    SharedMessages(File& file, const Superblock& superblock) : m_file(file), m_extension(superblock.extension) {}

    Datatype datatype(Cursor body, bool is_shared);
    Dataspace dataspace(Cursor body, bool is_shared);

    /// The message itself: `body`, or what it points to, which stays valid as long as `kept`.
    Cursor resolve(Cursor body, bool is_shared, MessageType type, std::vector<std::byte>& kept);

    /// A message in the shared heap, by its number there.
    Cursor from_heap(std::span<const std::byte> id, MessageType type, std::vector<std::byte>& kept);

  private:
    struct Index {
        std::uint16_t types = 0;  ///< bit n: messages of type n
        std::uint64_t heap = k_undefined;
        std::unique_ptr<FractalHeap> open;
    };

    const std::vector<Index>& indexes();
    void read_indexes();

    File& m_file;
    std::uint64_t m_extension;
    std::optional<std::vector<Index>> m_indexes;
    struct Committed {
        Datatype type;
        std::size_t bytes = 0;  ///< that it was decoded from
    };
    std::unordered_map<std::uint64_t, Committed> m_committed;
};

}  // namespace cairn::hdf5
