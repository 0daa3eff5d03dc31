// Where pages begin, in sorted lists of any length: assets, Items, Collections, links, and pages themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cairn {

/// What decides whether a page begins with an entry: the XXH64 of its id. `level`: the seed, 0 for entries, 1 for pages
/// that a directory lists or catalogs that a catalog lists, and so on, so that no level repeats the cuts below it.
std::uint64_t page_hash(std::string_view id, unsigned level = 0);

/// Pages of a list, by the length of the longest.
struct PageLength {
    std::size_t maximum = 1;  ///< not 0
    std::size_t minimum() const;
    /// How many neighbours before and behind decide whether a page begins with an entry.
    std::size_t reach() const;
};

/// The index of the first entry of each page; empty for an empty list. `hashes`: of the entries, in the order of the
/// list. docs/layout.md, "Where pages begin", gives the rule.
///
/// A page is at most `maximum` long, and at least `minimum()` unless the list is shorter. A list of at most `maximum`
/// is one page. What begins a page follows from the hashes around it alone, never from its index, from how full pages
/// are, or from earlier lists: k entries more or fewer, wherever they are, change a number of pages that grows with k,
/// not with the list. Equal hashes are allowed. Time: linear but for runs of more than `maximum` without a page's
/// beginning.
std::vector<std::size_t> page_begins(std::span<const std::uint64_t> hashes, PageLength length);

}  // namespace cairn
