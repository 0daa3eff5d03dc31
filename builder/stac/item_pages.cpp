#include "builder/stac/item_pages.hpp"

#include "base/json/write.hpp"
#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

json::Value links_of(const ItemPages& pages, std::size_t index, const Context& context) {
    const Linker& linker = context.linker;
    const std::string& page = pages.paths[index];
    const auto title = [&](std::size_t at) {
        return "Items of " + pages.collection_title + ", page " + std::to_string(at + 1);
    };
    json::Value links = json::array();
    json::push(links, linker.link("root", page, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links, linker.link("collection", page, pages.collection_document, k_json, pages.collection_title));
    if (linker.knows_own_url()) json::push(links, linker.self_link(page, k_geojson, title(index)));
    const auto to = [&](std::string_view rel, std::size_t target) {
        json::push(links, linker.page_link(rel, page, pages.paths[target], k_geojson, title(target)));
    };
    to("first", 0);
    if (index > 0) to("prev", index - 1);
    if (index + 1 < pages.paths.size()) to("next", index + 1);
    to("last", pages.paths.size() - 1);
    return links;
}

}  // namespace

std::string item_page(const ItemPages& pages, std::size_t index, const std::vector<std::string>& features,
                      const Context& context) {
    std::string text = "{\"type\":\"FeatureCollection\",\n\"numberMatched\":" + std::to_string(pages.item_count) +
                       ",\n\"numberReturned\":" + std::to_string(features.size()) +
                       ",\n\"links\":" + json::write(links_of(pages, index, context)) + ",\n\"features\":[";
    for (std::size_t i = 0; i < features.size(); ++i) {
        text += i == 0 ? "\n" : ",\n";
        text += features[i];
    }
    return text + "\n]}\n";
}

}  // namespace cairn
