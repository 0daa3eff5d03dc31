#include "builder/stac/asset_list.hpp"

#include <algorithm>

#include "base/json/write.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/layout.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

namespace {

std::string_view id_of(const AssetList& list, std::size_t index) {
    return list.ids.empty() ? std::string_view(list.entries[index]->placement.asset)
                            : std::string_view(list.ids[index]);
}

/// `name`: of the first asset of the page.
std::string page_name(const AssetList& list, std::size_t begin, std::size_t previous_begin, const std::string& name) {
    if (begin == 0) return std::string(layout::k_first_asset_page);
    const auto& time = time_of(*list.entries[begin], list.owner);
    // Without "undated-" an asset called "index" or "pages" would take the name of the first page or of the directory.
    if (!time.has_value()) return "undated-" + name + ".json";
    const auto& previous = time_of(*list.entries[previous_begin], list.owner);
    const std::string start = to_basic_format(time->start);
    const bool same_start = previous.has_value() && previous_begin != 0 && to_basic_format(previous->start) == start;
    return (same_start ? start + '-' + name : start) + ".json";
}

std::string page_title(const AssetList& list, std::size_t index) {
    return "Assets of " + list.owner.title + ", page " + std::to_string(index + 1);
}

json::Value page_links(const AssetList& list, std::span<const AssetPage> pages, std::size_t index,
                       const Context& context) {
    const Linker& linker = context.linker;
    const std::string& page = pages[index].path;
    json::Value links = json::array();
    json::push(links, linker.link("root", page, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links,
               linker.link("collection", page, list.owner.collection_document, k_json, list.owner.collection_title));
    if (!list.owner.item.empty()) {
        json::push(links, linker.link("item", page, list.owner.document, k_geojson, list.owner.title));
    }
    if (linker.knows_own_url()) json::push(links, linker.self_link(page, k_geojson, page_title(list, index)));
    const auto to = [&](std::string_view rel, std::size_t target) {
        json::push(links, linker.link(rel, page, pages[target].path, k_geojson, page_title(list, target)));
    };
    to("first", 0);
    if (index > 0) to("prev", index - 1);
    if (index + 1 < pages.size()) to("next", index + 1);
    to("last", pages.size() - 1);
    json::push(links, linker.link("index", page, list.folder + '/' + std::string(layout::k_page_directory), k_json,
                                  "Directory of the pages"));
    return links;
}

json::Value interval_of(const AssetList& list, const AssetPage& page) {
    std::optional<UtcInterval> interval;
    for (std::size_t i = page.begin; i < page.end; ++i) {
        const auto& one = time_of(*list.entries[i], list.owner);
        if (one.has_value()) interval = interval.has_value() ? hull(*interval, *one) : *one;
    }
    if (!interval.has_value()) return json::Value();
    return json::strings({to_rfc3339(interval->start), to_rfc3339(interval->end)});
}

json::Value bbox_of_page(const AssetList& list, const AssetPage& page) {
    std::vector<Box> boxes;
    for (std::size_t i = page.begin; i < page.end; ++i) {
        const auto& box = list.entries[i]->granule.footprint.box;
        if (box.has_value() && (boxes.empty() || !(boxes.back() == *box))) boxes.push_back(*box);
    }
    const std::optional<Box> united = hull(boxes);
    return united.has_value() ? bbox_value(*united) : json::Value();
}

}  // namespace

std::vector<AssetPage> pages_of(const AssetList& list, std::size_t page_size) {
    std::vector<std::string> first_assets;
    for (std::size_t begin = 0; begin < list.entries.size(); begin += page_size) {
        first_assets.emplace_back(id_of(list, begin));
    }
    const std::vector<std::string> names = path_names(first_assets);
    std::vector<AssetPage> pages;
    for (std::size_t begin = 0; begin < list.entries.size(); begin += page_size) {
        const std::size_t previous = pages.empty() ? 0 : pages.back().begin;
        pages.push_back({begin, std::min(begin + page_size, list.entries.size()),
                         list.folder + '/' + page_name(list, begin, previous, names[pages.size()])});
    }
    return pages;
}

std::string asset_page(const AssetList& list, std::span<const AssetPage> pages, std::size_t index,
                       const Context& context) {
    const AssetPage& page = pages[index];
    std::string text = "{\"type\":\"FeatureCollection\",\n\"numberMatched\":" + std::to_string(list.entries.size()) +
                       ",\n\"numberReturned\":" + std::to_string(page.end - page.begin) +
                       ",\n\"links\":" + json::write(page_links(list, pages, index, context)) + ",\n\"features\":[";
    for (std::size_t i = page.begin; i < page.end; ++i) {
        text += i == page.begin ? "\n" : ",\n";
        text +=
            json::write(asset_feature(*list.entries[i], id_of(list, i), list.varying, list.owner, page.path, context));
    }
    return text + "\n]}\n";
}

std::string page_directory(const AssetList& list, std::span<const AssetPage> pages, const Context& context) {
    const std::string path = list.folder + '/' + std::string(layout::k_page_directory);
    const Linker& linker = context.linker;
    json::Value directory = json::object();
    json::set(directory, "type", "AssetPages");
    json::set(directory, "stac_version", k_stac_version);
    if (!list.owner.item.empty()) json::set(directory, "item", list.owner.item);
    json::set(directory, "collection", list.owner.collection);
    json::set(directory, "numberMatched", json::Value(static_cast<std::uint64_t>(list.entries.size())));
    json::Value rows = json::array();
    for (const AssetPage& page : pages) {
        json::Value row = json::object();
        json::set(row, "href", linker.href(path, page.path));
        json::set(row, "count", json::Value(static_cast<std::uint64_t>(page.end - page.begin)));
        json::set(row, "interval", interval_of(list, page));
        json::set(row, "bbox", bbox_of_page(list, page));
        json::push(rows, std::move(row));
    }
    json::set(directory, "pages", std::move(rows));
    json::Value links = json::array();
    json::push(links, linker.link("root", path, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links,
               linker.link("collection", path, list.owner.collection_document, k_json, list.owner.collection_title));
    if (!list.owner.item.empty()) {
        json::push(links, linker.link("item", path, list.owner.document, k_geojson, list.owner.title));
    }
    json::push(links, linker.link("first", path, pages.front().path, k_geojson, page_title(list, 0)));
    json::set(directory, "links", std::move(links));
    return json::write(directory, json::Style::indented) + '\n';
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
