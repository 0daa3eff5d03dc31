#include "builder/stac/catalog.hpp"

#include "base/json/write.hpp"
#include "builder/stac/layout.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/texts.hpp"

namespace cairn {

json::Value root_catalog(std::span<const CollectionPlan> collections, const Context& context) {
    const Config& config = context.config;
    const Linker& linker = context.linker;
    json::Value catalog = json::object();
    json::set(catalog, "type", "Catalog");
    json::set(catalog, "stac_version", k_stac_version);
    json::set(catalog, "id", config.catalog_id);
    json::set(catalog, "title", config.catalog_title);
    json::set(catalog, "description", config.catalog_description);
    json::Value links = json::array();
    json::push(links,
               linker.link("root", layout::k_root_catalog, layout::k_root_catalog, k_json, config.catalog_title));
    if (linker.knows_own_url())
        json::push(links, linker.self_link(layout::k_root_catalog, k_json, config.catalog_title));
    json::push(links, linker.pages_link(Pages::collections, layout::k_root_catalog, layout::k_collections_page, k_json,
                                        "Collections (" + std::to_string(collections.size()) + ")"));
    for (const CollectionPlan& plan : collections) {
        json::push(links, linker.link("child", layout::k_root_catalog, plan.document, k_json, collection_title(plan)));
    }
    json::set(catalog, "links", std::move(links));
    merge_template(catalog, config.catalog_template, {});
    return catalog;
}

std::string collections_page(std::span<const CollectionPlan> collections, const Context& context) {
    const Linker& linker = context.linker;
    json::Value links = json::array();
    json::push(links, linker.link("root", layout::k_collections_page, layout::k_root_catalog, k_json,
                                  context.config.catalog_title));
    if (linker.knows_own_url()) json::push(links, linker.self_link(layout::k_collections_page, k_json, "Collections"));
    std::string text = "{\"collections\":[";
    for (std::size_t i = 0; i < collections.size(); ++i) {
        text += i == 0 ? "\n" : ",\n";
        text += json::write(collection_document(collections[i], layout::k_collections_page, context));
    }
    return text + "\n],\n\"numberMatched\":" + std::to_string(collections.size()) +
           ",\n\"numberReturned\":" + std::to_string(collections.size()) + ",\n\"links\":" + json::write(links) + "}\n";
}

}  // namespace cairn
