#include "builder/stac/pages.hpp"

#include <iterator>
#include <utility>

#include "base/json/write.hpp"

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

json::Value begin_page() {
    json::Value document = json::object();
    json::set(document, "type", "FeatureCollection");
    return document;
}

void set_page_counts(json::Value& document, std::span<const Page> pages, std::size_t index) {
    const auto count = [](std::size_t number) { return json::Value(static_cast<std::uint64_t>(number)); };
    if (index == 0) json::set(document, "numberMatched", count(pages.back().end));
    json::set(document, "numberReturned", count(pages[index].end - pages[index].begin));
}

std::string page_text(const json::Value& document) {
    std::string text = "{";
    const auto members = document.GetObject();
    const auto entries = std::prev(members.MemberEnd());
    for (auto member = members.MemberBegin(); member != entries; ++member) {
        json::append_quoted(text, json::view(member->name));
        text += ':';
        json::append(text, member->value);
        text += ",\n";
    }
    json::append_quoted(text, json::view(entries->name));
    text += ":[";
    std::string_view before = "\n";
    for (const json::Value& entry : entries->value.GetArray()) {
        text += before;
        json::append(text, entry);
        before = ",\n";
    }
    return text += "\n]}\n";
}

}  // namespace cairn
