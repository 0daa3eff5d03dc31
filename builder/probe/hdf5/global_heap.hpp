// Objects of variable length: texts, and the references of DIMENSION_LIST (specification III.E).
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "builder/probe/hdf5/file.hpp"

namespace cairn::hdf5 {

/// Threads: one.
class GlobalHeap {
  public:
    explicit GlobalHeap(File& file) : m_file(file) {}

    /// What an element of variable length points to: `element` holds a count of values, a collection's address and an
    /// index. At least count * value_size bytes, valid until the next call; nothing when there is no object.
    std::span<const std::byte> object(Cursor& element, std::size_t value_size);

    static std::size_t element_size(Sizes sizes) { return 8ULL + sizes.address; }

  private:
    struct Object {
        std::uint32_t index;
        std::uint64_t begin;
        std::uint64_t size;
    };
    struct Collection {
        std::vector<std::byte> bytes;
        std::vector<Object> objects;  ///< in order of index
    };

    const Collection& collection(std::uint64_t address);
    void add_objects(Collection& collection, Cursor body) const;

    File& m_file;
    std::unordered_map<std::uint64_t, Collection> m_collections;
    std::size_t m_held = 0;
};

}  // namespace cairn::hdf5
