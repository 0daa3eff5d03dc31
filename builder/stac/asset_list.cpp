#include "builder/stac/asset_list.hpp"

#include <algorithm>

#include "builder/stac/layout.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

namespace {

PageName named(const AssetList& list, const std::string& stem, const std::string& what) {
    return {list.folder + '/' + stem + ".json", "Assets of " + list.owner.title + what};
}

/// The start of an asset without its fraction of a second; empty: it has no time.
std::string start_of(const AssetList& list, const Entry& entry) {
    const auto& time = time_of(entry, list.owner);
    return time.has_value() ? to_basic_format(time->start) : std::string();
}

PageName name_of(const AssetList& list, std::size_t begin) {
    if (begin == 0)
        return {list.folder + '/' + std::string(layout::k_first_asset_page),
                "Assets of " + list.owner.title + ", first page"};
    const Entry first = list.entries.at(begin);
    const std::string id(list.id_of(begin, first));
    const std::string start = start_of(list, first);
    // Without "undated-" an asset called "index" or "pages" would take the name of the first page or of the directory.
    if (start.empty()) return named(list, "undated-" + lone_path_name(id), ", from " + id);
    // Only one page begins with the first asset of an instant.
    if (start_of(list, list.entries.at(begin - 1)) != start) return named(list, start, ", from " + start);
    return named(list, start + '-' + lone_path_name(id), ", from " + start + ", " + id);
}

void cover(PageCoverage& coverage, const Entry& entry, const AssetListOwner& owner) {
    const auto& one = time_of(entry, owner);
    if (one.has_value()) coverage.interval = coverage.interval.has_value() ? hull(*coverage.interval, *one) : *one;
    const auto& box = entry.granule.footprint.box;
    const bool is_new = box.has_value() && (coverage.boxes.empty() || !(coverage.boxes.back() == *box));
    if (is_new) coverage.boxes.push_back(*box);
}

json::Value page_links(const AssetList& list, std::span<const Page> pages, std::size_t index, const Context& context) {
    const Linker& linker = context.linker;
    const Page& page = pages[index];
    json::Value links = json::array();
    add_owner_links(links, list, page.path, context);
    if (linker.knows_own_url()) json::push(links, linker.self_link(page.path, k_geojson, page.title));
    add_page_links(links, pages, index, k_geojson, PageHrefs::as_documents, context);
    json::push(links, linker.link("index", page.path, list.folder + '/' + std::string(layout::k_page_directory), k_json,
                                  "Directory of the pages"));
    return links;
}

}  // namespace

std::vector<Page> pages_of(const AssetList& list, PageLength length) {
    std::vector<std::uint64_t> hashes(list.entries.size());
    if (list.ids.empty()) {
        list.entries.for_each(0, hashes.size(),
                              [&](std::size_t i, const Entry& entry) { hashes[i] = page_hash(entry.placement.asset); });
    } else {
        std::ranges::transform(list.ids, hashes.begin(), [](const std::string& id) { return page_hash(id); });
    }
    return cut_pages(hashes, length, [&](std::size_t begin) { return name_of(list, begin); });
}

AssetPage asset_page(const AssetList& list, std::span<const Page> pages, std::size_t index, const Context& context,
                     const FeatureTaker& take) {
    const Page& page = pages[index];
    AssetPage made{begin_page(), {}};
    set_page_counts(made.document, pages, index);
    json::set(made.document, "links", page_links(list, pages, index, context));
    json::Value features = json::array();
    list.entries.for_each(page.begin, page.end, [&](std::size_t i, const Entry& entry) {
        const json::Value& feature = json::push(
            features, asset_feature(entry, list.id_of(i, entry), list.facets, list.owner, page.path, context));
        if (take) take(i, feature);
        cover(made.coverage, entry, list.owner);
    });
    json::set(made.document, "features", std::move(features));
    return made;
}

void add_owner_links(json::Value& links, const AssetList& list, std::string_view at, const Context& context) {
    const Linker& linker = context.linker;
    json::push(links, linker.link("root", at, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links,
               linker.link("collection", at, list.owner.collection_document, k_json, list.owner.collection_title));
    if (list.owner.item.empty()) return;
    json::push(links, linker.link("item", at, list.owner.document, k_geojson, list.owner.title));
}

json::Value asset_list_link(const AssetList& list, const Context& context) {
    return context.linker.link("asset", list.owner.document,
                               list.folder + '/' + std::string(layout::k_first_asset_page), k_geojson,
                               "Assets (" + std::to_string(list.entries.size()) + ")");
}

json::Value asset_list_asset(const AssetList& list, const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href",
              context.linker.href(list.owner.document, list.folder + '/' + std::string(layout::k_first_asset_page)));
    json::set(asset, "type", k_geojson);
    json::set(asset, "title", "List of the " + std::to_string(list.entries.size()) + " assets");
    json::set(asset, "description", "The data files, as a paginated list of GeoJSON Features in order of time.");
    json::set(asset, "roles", json::strings({"index"}));
    return asset;
}

}  // namespace cairn
