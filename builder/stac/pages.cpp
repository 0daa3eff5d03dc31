#include "builder/stac/pages.hpp"

namespace cairn {

std::vector<Page> cut_pages(std::span<const std::uint64_t> hashes, PageLength length,
                            const std::function<PageName(std::size_t)>& name_of) {
    std::vector<Page> pages;
    for (const std::size_t begin : page_begins(hashes, length)) {
        if (!pages.empty()) pages.back().end = begin;
        PageName name = name_of(begin);
        pages.push_back({begin, hashes.size(), std::move(name.path), std::move(name.title)});
    }
    return pages;
}

void add_page_links(json::Value& links, std::span<const Page> pages, std::size_t index, std::string_view type,
                    PageHrefs hrefs, const Context& context) {
    const auto to = [&](std::string_view rel, const Page& target) {
        const auto link = hrefs == PageHrefs::as_documents ? &Linker::link : &Linker::page_link;
        json::push(links, (context.linker.*link)(rel, pages[index].path, target.path, type, target.title));
    };
    to("first", pages.front());
    if (index > 0) to("prev", pages[index - 1]);
    if (index + 1 < pages.size()) to("next", pages[index + 1]);
    if (index == 0) to("last", pages.back());
}

std::string page_counts(std::span<const Page> pages, std::size_t index) {
    const std::string matched =
        index == 0 ? "\"numberMatched\":" + std::to_string(pages.back().end) + ",\n" : std::string();
    return matched + "\"numberReturned\":" + std::to_string(pages[index].end - pages[index].begin) + ",\n";
}

}  // namespace cairn
