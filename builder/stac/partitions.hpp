// Catalogs between a document and more children than one file should link to: the Items of a Collection, the
// Collections of the root.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/stac/context.hpp"
#include "builder/stac/pager.hpp"

namespace cairn {

/// An Item or a Collection, as a link needs it.
struct Listed {
    std::string id;
    std::string title;
    std::string name;  ///< of its folder
    std::string document;
};

/// page_hash of the id of each.
std::vector<std::uint64_t> page_hashes(std::span<const Listed> entries);

/// One catalog: [begin, end) of what it links to.
struct Partition {
    std::string document;
    std::string id;
    std::string title;  ///< its first and last entry: what else there is cannot be seen in it
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The first level links to the entries, each other level to the partitions of the one before. The document itself
/// links to the last level; to the entries, when there is none.
using Partitions = std::vector<std::vector<Partition>>;

/// The document that has partitions. It is the parent of all of them, whatever their level, and of all that they link
/// to, so that neither a new partition nor a new level moves anything.
struct PartitionOwner {
    std::string id;
    std::string title;  ///< one that does not change with what is in it
    std::string document;
    std::string folder;          ///< that the partitions lie in
    std::string_view entry_rel;  ///< "item" or "child"
    std::string_view entry_type;
    std::string_view entries;  ///< "Items", "Collections"
};

/// Levels until no file links to more than `length.maximum`; none, when the entries are not more.
Partitions partitions_of(std::span<const Listed> entries, const PartitionOwner& owner, PageLength length);

/// Pushes what the document itself links to.
void add_entry_links(json::Value& links, std::span<const Listed> entries, const Partitions& partitions,
                     const PartitionOwner& owner, std::string_view at, const Context& context);

json::Value partition_document(std::span<const Listed> entries, const Partitions& partitions, std::size_t level,
                               std::size_t index, const PartitionOwner& owner, const Context& context);

}  // namespace cairn
