// From sorted entries to the written tree: which collections, items and lists there are, and the order in which their
// documents are made.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/parallel.hpp"
#include "builder/model/plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// Takes one finished document. Threads: called from any thread, for different paths.
using DocumentSink = std::function<void(const std::string& path, std::string_view bytes)>;

struct TreeCounts {
    std::uint64_t collections = 0;
    std::uint64_t items = 0;
    std::uint64_t assets = 0;  ///< every entry is one
    std::uint64_t documents = 0;
};

/// Makes all documents of the tree and hands them to `sink`. The bytes depend on the entries and the configuration
/// only, not on threads.
TreeCounts write_tree(std::span<const Entry> sorted, const Context& context, const DocumentSink& sink,
                      const ParallelFor& parallel);

}  // namespace cairn
