// From sorted entries to the written tree: which collections, items and lists there are, and the order in which their
// documents are made.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/value.hpp"
#include "base/outcome.hpp"
#include "base/parallel.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/collection_runs.hpp"
#include "builder/model/entry_list.hpp"
#include "builder/model/written_collection.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// Takes one finished document. `value`: what the bytes say; nullptr for what is no JSON. Threads: called from any
/// thread, for different paths.
using DocumentSink =
    std::function<void(const std::string& path, std::string_view bytes, const json::Value* value)>;

struct TreeCounts {
    std::uint64_t collections = 0;
    std::uint64_t items = 0;
    std::uint64_t assets = 0;     ///< every entry is one
    std::uint64_t documents = 0;  ///< without the tables
};

/// Entries [begin, end) of the sorted ones of which no document could be made.
struct LostEntries {
    std::size_t begin = 0;
    std::size_t end = 0;
    Problem problem;  ///< "write/internal" or "write/out-of-memory", with the path of the first
};

/// All entries in the order of sort_entries, and where the Items lie.
struct SortedEntries {
    EntryList entries;
    std::vector<ItemRun> runs;

    SortedEntries(const EntryList& sorted, std::vector<ItemRun> items) : entries(sorted), runs(std::move(items)) {}
    SortedEntries(const EntryList& sorted) : entries(sorted), runs(item_runs(sorted)) {}
    SortedEntries(const std::vector<Entry>& sorted) : SortedEntries(EntryList(sorted)) {}
};

/// Makes all documents of the tree and hands them to `sink`. The bytes depend on the entries and the configuration
/// only, not on threads. What escapes while documents are made costs the Item, or the Collection, that they are of: it
/// is added to `lost`, and the tree, which is not whole then, has to be made again without them. Throws what `sink`
/// throws, and BrokenEnvironment when the root catalog cannot be made.
TreeCounts write_tree(const SortedEntries& sorted, const Context& context, const DocumentSink& sink,
                      const ParallelFor& parallel, std::vector<LostEntries>& lost);

/// `collections`: all of the tree (divide_by_collection), since they decide on each other's names. Makes the documents of
/// those whose place among all is wanted, and nothing of the root. What
/// is lost is as for write_tree; then nothing is returned.
std::vector<WrittenCollection> write_collections(std::span<const CollectionRuns> collections, const Context& context,
                                                 const std::function<bool(std::size_t)>& is_wanted,
                                                 const DocumentSink& sink, const ParallelFor& parallel,
                                                 std::vector<LostEntries>& lost);

/// All but the number of documents.
TreeCounts counts_of(std::span<const CollectionRuns> collections);

/// The documents of the root over those of its Collections, which are here or elsewhere. `collections`: all, in the
/// order of ids.
void write_root(std::span<const WrittenCollection> collections, const Context& context, const DocumentSink& sink);

/// Marks what was lost, by the places of the entries; returns the problems, in their order.
std::vector<Problem> mark_lost(std::vector<LostEntries> lost, std::vector<bool>& marked);

}  // namespace cairn
