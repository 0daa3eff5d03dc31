// An entry as bytes, for as long as the program runs: they are never kept for another run.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "builder/entries/part_store.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// What entries are sorted by, in the bytes of one.
struct EntryKey {
    std::string_view collection;
    std::string_view item;
    std::optional<UtcInterval> time;
    std::string_view asset;
    std::string_view address;
    std::size_t archive = 0;
    std::string_view path;
};

/// The order of sort_entries.
bool precedes(const EntryKey& a, const EntryKey& b);

EntryKey key_of(const Entry& entry);
EntryKey key_of_packed(std::string_view packed);

/// Precondition: it is no virtual store, and none refers to it: what these share would be two objects afterwards.
std::string pack(const Entry& entry, PartStore& parts);

/// Neighbours share the texts of their Collection and Item.
struct LastTexts {
    SharedText collection;
    SharedText item;
};

/// Throws std::runtime_error when the bytes are none that `pack` made.
Entry unpack(std::string_view packed, PartStore& parts, LastTexts& last);

}  // namespace cairn
