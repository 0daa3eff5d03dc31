#include "builder/tree_spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <stdexcept>

#include "builder/parallel_for.hpp"

namespace cairn {

std::vector<std::uint32_t> parts_of_collections(const std::vector<std::size_t>& sizes, std::uint32_t parts) {
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return sizes[i]; });
    std::vector<std::size_t> loads(parts);
    std::vector<std::uint32_t> part(sizes.size());
    for (const std::size_t i : order) {
        const auto least = std::ranges::min_element(loads);
        *least += sizes[i];
        part[i] = static_cast<std::uint32_t>(least - loads.begin());
    }
    return part;
}

namespace {

TreePartHeader header_of_part(const ShardSet& shards, std::uint64_t made_of) {
    const TreeSpread& spread = *shards.spread();
    return {shards.plan().id(), catalog_of(shards.plan().head().inputs), made_of, spread.part, spread.of};
}

}  // namespace

void SharedEntries::see(const Entry& entry) {
    ++m_sizes[entry.placement.collection.str()];
    ++m_size;
}

std::set<std::string> SharedEntries::collections_of(std::uint32_t part, std::uint32_t of) const {
    std::vector<std::size_t> sizes;
    for (const auto& [id, size] : m_sizes) sizes.push_back(size);
    const std::vector<std::uint32_t> parts = parts_of_collections(sizes, of);
    std::set<std::string> collections;
    std::size_t at = 0;
    for (const auto& [id, size] : m_sizes) {
        if (parts[at++] + 1 == part) collections.insert(id);
    }
    return collections;
}

void write_tree_part(const SortedEntries& sorted, const std::set<std::string>& wanted, const Config& config,
                     const BuildOptions& options, std::uint64_t made_of, BuildResult& result,
                     const std::atomic<bool>& stop) {
    const TreeSpread& spread = *options.shards->spread();
    const auto collections = divide_by_collection(sorted.entries, sorted.runs, config);
    const auto is_wanted = [&](std::size_t i) { return wanted.contains(collections[i].id); };

    std::filesystem::create_directories(spread.folder);
    TreePartWriter writer(spread.folder + '/' + tree_part_name(spread.part, spread.of),
                          header_of_part(*options.shards, made_of));
    std::atomic<std::uint64_t> documents = 0;
    const DocumentSink to_part = [&](const std::string& path, std::string_view bytes, const json::Value* /*value*/) {
        throw_when_stopped(stop);
        writer.add(path, bytes);
        ++documents;
    };
    std::vector<LostEntries> lost;
    const Context context{config, Linker(config.publish, options.out)};
    const auto written = write_collections(collections, context, is_wanted, to_part, parallel_for, lost);
    if (!lost.empty())
        throw std::runtime_error(fmt::format("{}: {}: a tree without it is made by 'cairn merge' without --parts",
                                             lost.front().problem.path, lost.front().problem.message));
    throw_when_stopped(stop);
    writer.finish(written);
    std::vector<CollectionRuns> made;
    for (std::size_t i = 0; i < collections.size(); ++i) {
        if (is_wanted(i)) made.push_back(collections[i]);
    }
    result.tree = counts_of(made);
    result.tree.documents = documents;
}

TreeCounts tree_of_parts(const TreePartSet& parts, const SortedEntries& sorted, const Context& context,
                         const DocumentSink& sink, const ParallelFor& parallel) {
    const auto collections = divide_by_collection(sorted.entries, sorted.runs, context.config);
    std::vector<std::string> ids;
    for (const CollectionRuns& collection : collections) ids.push_back(collection.id);
    const std::vector<WrittenCollection> written = parts.collections(ids);
    std::atomic<std::uint64_t> documents = 0;
    const DocumentSink counted = [&](const std::string& path, std::string_view bytes, const json::Value* value) {
        sink(path, bytes, value);
        if (path.ends_with(".json")) ++documents;
    };
    parts.documents(parallel, [&](const std::string& path, std::string_view bytes) { counted(path, bytes, nullptr); });
    write_root(written, context, counted);
    TreeCounts counts = counts_of(collections);
    counts.documents = documents;
    return counts;
}

}  // namespace cairn
