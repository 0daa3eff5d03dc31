// Building of objects whose member names come from data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::json {

/// An object while it is made of names that a file chose, and of which it chose the number. `json::set` looks through
/// all members before it adds one, which is the fastest for the dozen names that a document is written with, and took
/// 30 s for the 100,000 variables of one file; here each name is found by its hash once there are more than a few.
class ObjectBuilder {
  public:
    ObjectBuilder() : m_object(object()) {}

    bool contains(std::string_view name) const { return find(name) != nullptr; }
    /// As json::set: replaces the value of an existing member in its place, else appends.
    void set(std::string_view name, Value value);
    bool empty() const { return m_object.ObjectEmpty(); }
    Value take() && { return std::move(m_object); }

  private:
    /// A slot of a hash table with linear probing: the hash, and which member it is, from 1; 0 is a free slot.
    /// Names are those in the object, so that a member costs 16 bytes more and no memory of its own.
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t member = 0;
    };

    static constexpr std::size_t k_few = 32;  ///< members that are scanned as fast as they are hashed

    const Value* find(std::string_view name) const;
    void index(std::string_view name, std::uint32_t member);
    void grow();

    Value m_object;
    std::vector<Slot> m_slots;  ///< a power of two, at most half of them taken; empty while there are few members
};

}  // namespace cairn::json
