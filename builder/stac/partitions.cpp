#include "builder/stac/partitions.hpp"

#include <fmt/format.h>

#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

/// The first entry of a partition, whatever its level.
std::size_t first_entry(const Partitions& below, std::size_t level, std::size_t index) {
    while (level-- > 0) index = below[level][index].begin;
    return index;
}

std::size_t last_entry(const Partitions& below, std::size_t level, std::size_t index) {
    while (level-- > 0) index = below[level][index].end - 1;
    return index;
}

std::string title_of(const Listed& first, const Listed& last) {
    return first.id == last.id ? first.id : first.id + " to " + last.id;
}

/// Catalogs of the entries, or of the partitions of the highest level that there is.
std::vector<Partition> next_level(std::span<const Listed> entries, const Partitions& below, std::size_t count,
                                  const PartitionOwner& owner, PageLength length) {
    const std::size_t level = below.size();
    std::vector<std::uint64_t> hashes(count);
    for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = page_hash(entries[first_entry(below, level, i)].id, static_cast<unsigned>(level));
    }
    const std::vector<std::size_t> begins = page_begins(hashes, length);
    std::vector<Partition> partitions;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : count;
        const Listed& first = entries[first_entry(below, level, begins[i])];
        const Listed& last = entries[last_entry(below, level, end - 1)];
        const std::string prefix = layout::partition_prefix(level);
        partitions.push_back({layout::partition(owner.folder, level, first.name),
                              owner.id + '-' + (level == 0 ? std::string() : prefix) + first.id, title_of(first, last),
                              begins[i], end});
    }
    return partitions;
}

void add_entry_link(json::Value& links, const Listed& entry, const PartitionOwner& owner, std::string_view at,
                    const Context& context) {
    json::push(links, context.linker.link(owner.entry_rel, at, entry.document, owner.entry_type, entry.title));
}

void add_partition_link(json::Value& links, const Partition& partition, std::string_view at, const Context& context) {
    json::push(links, context.linker.link("child", at, partition.document, k_json, partition.title));
}

}  // namespace

std::vector<std::uint64_t> page_hashes(std::span<const Listed> entries) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(entries.size());
    for (const Listed& entry : entries) hashes.push_back(page_hash(entry.id));
    return hashes;
}

Partitions partitions_of(std::span<const Listed> entries, const PartitionOwner& owner, PageLength length) {
    Partitions partitions;
    for (std::size_t count = entries.size(); count > length.maximum; count = partitions.back().size()) {
        std::vector<Partition> level = next_level(entries, partitions, count, owner, length);
        partitions.push_back(std::move(level));
        if (partitions.back().size() == count) break;  // a maximum of 1: each would link to one other, without end
    }
    return partitions;
}

void add_entry_links(json::Value& links, std::span<const Listed> entries, const Partitions& partitions,
                     const PartitionOwner& owner, std::string_view at, const Context& context) {
    if (partitions.empty()) {
        for (const Listed& entry : entries) add_entry_link(links, entry, owner, at, context);
        return;
    }
    for (const Partition& partition : partitions.back()) add_partition_link(links, partition, at, context);
}

json::Value partition_document(std::span<const Listed> entries, const Partitions& partitions, std::size_t level,
                               std::size_t index, const PartitionOwner& owner, const Context& context) {
    const Partition& partition = partitions[level][index];
    const Linker& linker = context.linker;
    json::Value catalog = json::object();
    json::set(catalog, "type", "Catalog");
    json::set(catalog, "stac_version", k_stac_version);
    json::set(catalog, "id", partition.id);
    json::set(catalog, "title", partition.title);
    json::set(catalog, "description", fmt::format("{} of {}: {}.", owner.entries, owner.title, partition.title));
    json::Value links = json::array();
    json::push(links,
               linker.link("root", partition.document, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links, linker.link("parent", partition.document, owner.document, k_json, owner.title));
    if (linker.knows_own_url()) json::push(links, linker.self_link(partition.document, k_json, partition.title));
    for (std::size_t i = partition.begin; i < partition.end; ++i) {
        if (level == 0) {
            add_entry_link(links, entries[i], owner, partition.document, context);
        } else {
            add_partition_link(links, partitions[level - 1][i], partition.document, context);
        }
    }
    json::set(catalog, "links", std::move(links));
    return catalog;
}

}  // namespace cairn
