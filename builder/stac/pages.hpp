// Pages of a list that follow each other by their links. But for the first, a page says nothing that changes when
// another page than its neighbours does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/stac/context.hpp"
#include "builder/stac/pager.hpp"

namespace cairn {

/// Entries [begin, end) of a list, where they lie below OUT, and the title of the links that lead there.
struct Page {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string path;
    std::string title;
};

/// What a page is called, by its first entry.
struct PageName {
    std::string path;
    std::string title;
};

/// Cuts a list of entries. `hashes`: page_hash of the id of each; `name_of`: by the index of an entry, is asked of
/// first entries. An empty list has no page.
std::vector<Page> cut_pages(std::span<const std::uint64_t> hashes, PageLength length,
                            const std::function<PageName(std::size_t)>& name_of);

/// How pages link to each other.
enum class PageHrefs {
    as_documents,       ///< relative or absolute, as all other links
    absolute_if_known,  ///< where the tree's URL is known: as the links to first pages are (PageLinks)
};

/// Pushes `first`, `prev` and `next`, and on the first page `last`.
void add_page_links(json::Value& links, std::span<const Page> pages, std::size_t index, std::string_view type,
                    PageHrefs hrefs, const Context& context);

/// A FeatureCollection without members but its type.
json::Value begin_page();

/// Sets numberMatched (of all pages; only on the first) and numberReturned.
void set_page_counts(json::Value& document, std::span<const Page> pages, std::size_t index);

/// The text of a page: a member a line, and of the last one, the list that is cut in pages, an entry a line.
std::string page_text(const json::Value& document);

}  // namespace cairn
