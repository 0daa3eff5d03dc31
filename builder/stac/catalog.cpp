#include "builder/stac/catalog.hpp"

#include <algorithm>
#include <stdexcept>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/stac/layout.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/texts.hpp"

namespace cairn {

namespace {

/// Clients know Catalogs and Collections by one name each: where a Collection has the name of the archive, too, the
/// Catalog has another.
std::string free_id(const Root& root, const Config& config) {
    std::string id = config.catalog_id;
    const auto is_taken = [&](const auto& collection) { return collection.id == id; };
    while (std::any_of(root.collections.begin(), root.collections.end(), is_taken)) id += "-catalog";
    return id;
}

json::Value parsed(const std::string& collection) {
    auto value = json::parse(collection);
    if (auto* document = std::get_if<json::Value>(&value)) return std::move(*document);
    throw std::runtime_error("a Collection that was written before is no JSON");
}

}  // namespace

/// All pages of Collections lie in one folder, so that hrefs are the same in each of them.
WrittenCollection written_collection(const CollectionPlan& plan, const Context& context) {
    return {plan.summary.id, collection_title(plan), plan.name, plan.document,
            json::write(collection_document(plan, layout::k_collections_page, context))};
}

Root root_of(std::span<const WrittenCollection> written, const Config& config) {
    Root root;
    root.written = written;
    for (const WrittenCollection& one : written) root.collections.push_back({one.id, one.title, one.name, one.document});
    root.owner = {config.catalog_id,
                  config.catalog_title,
                  std::string(layout::k_root_catalog),
                  std::string(layout::k_root_partitions),
                  "child",
                  k_json,
                  "Collections"};
    root.partitions = partitions_of(root.collections, root.owner, {config.publish.partition_size});
    const auto name_of = [&](std::size_t begin) {
        const Listed& first = root.collections[begin];
        return PageName{layout::collections_page(begin, first.name),
                        begin == 0 ? std::string("Collections") : "Collections from " + first.id};
    };
    root.pages = cut_pages(page_hashes(root.collections), {config.publish.item_page_size}, name_of);
    // The root links to the first page, also where there is nothing to be on it.
    if (root.pages.empty()) root.pages.push_back({0, 0, std::string(layout::k_collections_page), "Collections"});
    return root;
}

json::Value root_catalog(const Root& root, const Context& context) {
    const Config& config = context.config;
    const Linker& linker = context.linker;
    json::Value catalog = json::object();
    json::set(catalog, "type", "Catalog");
    json::set(catalog, "stac_version", k_stac_version);
    json::set(catalog, "id", free_id(root, config));
    json::set(catalog, "title", config.catalog_title);
    json::set(catalog, "description", config.catalog_description);
    json::set(catalog, layout::k_version_member, json::Value(layout::k_version));
    json::Value links = json::array();
    json::push(links,
               linker.link("root", layout::k_root_catalog, layout::k_root_catalog, k_json, config.catalog_title));
    if (linker.knows_own_url())
        json::push(links, linker.self_link(layout::k_root_catalog, k_json, config.catalog_title));
    json::push(links, linker.pages_link(Pages::collections, layout::k_root_catalog, layout::k_collections_page, k_json,
                                        "Collections (" + std::to_string(root.collections.size()) + ")"));
    if (config.publish.parquet) {
        json::push(links, linker.link("alternate", layout::k_root_catalog, layout::k_collections_table, k_parquet,
                                      "Collections as a table"));
    }
    add_entry_links(links, root.collections, root.partitions, root.owner, layout::k_root_catalog, context);
    json::set(catalog, "links", std::move(links));
    merge_template(catalog, config.catalog_template, scope_of_catalog(config));
    return catalog;
}

json::Value collections_page(const Root& root, std::size_t index, const Context& context) {
    const Linker& linker = context.linker;
    const Page& page = root.pages[index];
    json::Value links = json::array();
    json::push(links, linker.link("root", page.path, layout::k_root_catalog, k_json, context.config.catalog_title));
    if (linker.knows_own_url()) json::push(links, linker.self_link(page.path, k_json, page.title));
    if (root.pages.size() > 1) {
        add_page_links(links, root.pages, index, k_json, PageHrefs::absolute_if_known, context);
    }
    json::Value document = json::object();
    set_page_counts(document, root.pages, index);
    json::set(document, "links", std::move(links));
    json::Value collections = json::array();
    for (std::size_t i = page.begin; i < page.end; ++i) json::push(collections, parsed(root.written[i].on_page));
    json::set(document, "collections", std::move(collections));
    return document;
}

}  // namespace cairn
