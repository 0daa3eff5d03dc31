// From sorted entries to the written tree: which collections, items and lists there are, and the order in which their
// documents are made.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "base/parallel.hpp"
#include "builder/model/plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// Takes one finished document. Threads: called from any thread, for different paths.
using DocumentSink = std::function<void(const std::string& path, std::string_view bytes)>;

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

/// Makes all documents of the tree and hands them to `sink`. The bytes depend on the entries and the configuration
/// only, not on threads. What escapes while documents are made costs the Item, or the Collection, that they are of: it
/// is added to `lost`, and the tree, which is not whole then, has to be made again without them. Throws what `sink`
/// throws, and BrokenEnvironment when the root catalog cannot be made.
TreeCounts write_tree(std::span<const Entry> sorted, const Context& context, const DocumentSink& sink,
                      const ParallelFor& parallel, std::vector<LostEntries>& lost);

/// Takes what was lost out of the entries; returns the problems, in the order of the entries.
std::vector<Problem> take_lost(std::vector<Entry>& entries, std::vector<LostEntries> lost);

}  // namespace cairn
