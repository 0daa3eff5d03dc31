// Entries in order that are not in memory, but for eight bytes of each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/entries/entry_codec.hpp"
#include "builder/model/entry_list.hpp"

namespace cairn {

/// Threads: `read` from any number, while nothing else is done.
class PackedShelf : public EntryShelf {
  public:
    explicit PackedShelf(PartStore& parts) : m_parts(parts) {}

    std::size_t size() const override { return m_places.size(); }
    void read(std::size_t begin, std::size_t end, std::vector<Entry>& into) const override;
    /// Behind all others.
    void append(std::string_view packed);
    /// Holds it in memory, behind all others.
    void append(Entry entry);

    /// Where an entry lies.
    std::uint64_t place(std::size_t index) const { return m_places[index]; }
    /// Puts other entries, by where they lie, in the places from `begin` on.
    void set_places(std::size_t begin, const std::vector<std::uint64_t>& places);
    /// Where this one lies from now on, in no order.
    std::uint64_t put(Entry entry);

    /// Takes out the entries that are marked.
    void erase(const std::vector<bool>& marked);

  private:
    std::uint64_t put(std::string_view packed);
    std::uint64_t hold(Entry entry);

    PartStore& m_parts;
    tables::Spool m_spool;
    std::vector<std::uint64_t> m_places;  ///< of each: of what is held its number, else where it lies
    std::vector<Entry> m_held;
};

}  // namespace cairn
