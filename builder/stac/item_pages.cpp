#include "builder/stac/item_pages.hpp"

#include <utility>

#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

json::Value links_of(const ItemPages& pages, std::size_t index, const Context& context) {
    const Linker& linker = context.linker;
    const Page& page = pages.pages[index];
    json::Value links = json::array();
    json::push(links, linker.link("root", page.path, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links, linker.link("collection", page.path, pages.collection_document, k_json, pages.collection_title));
    if (linker.knows_own_url()) json::push(links, linker.self_link(page.path, k_geojson, page.title));
    add_page_links(links, pages.pages, index, k_geojson, PageHrefs::absolute_if_known, context);
    return links;
}

}  // namespace

std::vector<Page> item_pages_of(std::span<const Listed> items, std::string_view collection, const std::string& title,
                                PageLength length) {
    const auto name_of = [&](std::size_t begin) {
        const std::string from = begin == 0 ? ", first page" : ", from " + items[begin].id;
        return PageName{layout::item_page(collection, begin, items[begin].name), "Items of " + title + from};
    };
    return cut_pages(page_hashes(items), length, name_of);
}

json::Value item_page(const ItemPages& pages, std::size_t index, std::vector<json::Value> features,
                      const Context& context) {
    json::Value document = begin_page();
    set_page_counts(document, pages.pages, index);
    json::set(document, "links", links_of(pages, index, context));
    json::Value list = json::array();
    for (json::Value& feature : features) json::push(list, std::move(feature));
    json::set(document, "features", std::move(list));
    return document;
}

}  // namespace cairn
