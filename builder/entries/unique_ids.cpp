#include "builder/entries/unique_ids.hpp"

#include <xxhash.h>

#include <algorithm>
#include <string>
#include <utility>

namespace cairn {

namespace {

/// An entry that shares its id, and its place in the Item.
struct Repeated {
    std::size_t index = 0;
    Entry entry;
    std::string old_id;
};

std::vector<Repeated> entries_of(const EntryList& item, const std::vector<std::uint64_t>& hashes,
                                 const std::vector<std::uint64_t>& sorted) {
    std::vector<Repeated> repeated;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const auto [begin, end] = std::equal_range(sorted.begin(), sorted.end(), hashes[i]);
        if (end - begin < 2) continue;
        Entry entry = item.at(i);
        std::string id = entry.placement.asset;
        repeated.push_back({i, std::move(entry), std::move(id)});
    }
    return repeated;
}

}  // namespace

std::uint64_t id_hash(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

void make_ids_unique(PackedShelf& shelf, const ItemRun& run, const std::vector<std::uint64_t>& hashes,
                     std::vector<Problem>& problems) {
    std::vector<std::uint64_t> sorted = hashes;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) == sorted.end()) return;
    const EntryList item = EntryList(shelf).part(run.begin, run.end);
    std::vector<Repeated> repeated = entries_of(item, hashes, sorted);
    std::vector<Entry*> entries;
    for (Repeated& one : repeated) entries.push_back(&one.entry);
    rename_repeated(
        entries, [&](const std::string& id) { return std::ranges::binary_search(sorted, id_hash(id)); }, problems);
    std::erase_if(repeated, [](const Repeated& one) { return one.entry.placement.asset == one.old_id; });

    std::vector<bool> is_renamed(hashes.size());
    for (const Repeated& one : repeated) is_renamed[one.index] = true;
    std::ranges::sort(repeated,
                      [](const Repeated& a, const Repeated& b) { return precedes(key_of(a.entry), key_of(b.entry)); });
    // The others stay in their order.
    std::vector<std::uint64_t> places;
    auto next = repeated.begin();
    const auto put_next = [&] { places.push_back(shelf.put(std::move((next++)->entry))); };
    std::vector<std::uint64_t> old_places;
    for (std::size_t i = run.begin; i < run.end; ++i) old_places.push_back(shelf.place(i));
    item.for_each([&](std::size_t i, const Entry& entry) {
        if (is_renamed[i]) return;
        while (next != repeated.end() && precedes(key_of(next->entry), key_of(entry))) put_next();
        places.push_back(old_places[i]);
    });
    while (next != repeated.end()) put_next();
    shelf.set_places(run.begin, places);
}

}  // namespace cairn
