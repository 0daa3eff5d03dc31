#include "builder/stac/page_directory.hpp"

#include <algorithm>

#include "builder/stac/geometry.hpp"
#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

json::Value interval_of(const PageCoverage& coverage) {
    const auto& interval = coverage.interval;
    if (!interval.has_value()) return json::Value();
    return json::strings({to_rfc3339(interval->start), to_rfc3339(interval->end)});
}

json::Value bbox_of(const PageCoverage& coverage) {
    const std::optional<Box> united = hull(coverage.boxes);
    return united.has_value() ? bbox_value(*united) : json::Value();
}

/// The line of a page, or (with the number of its pages) of a part of the directory.
json::Value row_of(const Page& page, const PageCoverage& coverage, std::size_t pages, std::string_view at,
                   const Context& context) {
    json::Value row = json::object();
    json::set(row, "href", context.linker.href(at, page.path));
    if (pages > 0) json::set(row, "pages", json::Value(static_cast<std::uint64_t>(pages)));
    json::set(row, "count", json::Value(static_cast<std::uint64_t>(page.end - page.begin)));
    json::set(row, "interval", interval_of(coverage));
    json::set(row, "bbox", bbox_of(coverage));
    return row;
}

json::Value begin_document(const AssetList& list) {
    json::Value directory = json::object();
    json::set(directory, "type", "AssetPages");
    json::set(directory, "stac_version", k_stac_version);
    json::set(directory, layout::k_version_member, json::Value(layout::k_version));
    if (!list.owner.item.empty()) json::set(directory, "item", list.owner.item);
    json::set(directory, "collection", list.owner.collection);
    return directory;
}

DirectoryDocument finish(json::Value directory, json::Value rows, std::string_view name_of_rows, json::Value links,
                         std::string path) {
    json::set(directory, name_of_rows, std::move(rows));
    json::set(directory, "links", std::move(links));
    return {std::move(path), std::move(directory)};
}

/// A part of the directory: its pages are [begin, end) of all, and the entries are theirs.
struct Part {
    Page page;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Part> parts_of(const AssetList& list, std::span<const Page> pages, PageLength length) {
    std::vector<std::uint64_t> hashes;
    for (const Page& page : pages) hashes.push_back(page_hash(list.id_of(page.begin, list.entries.at(page.begin)), 1));
    const std::vector<std::size_t> begins = page_begins(hashes, length);
    std::vector<Part> parts;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : pages.size();
        const Page& front = pages[begins[i]];
        const std::string first = front.path.substr(front.path.rfind('/') + 1);
        parts.push_back({{front.begin, pages[end - 1].end, layout::directory_part(list.folder, first), front.title},
                         begins[i],
                         end});
    }
    return parts;
}

PageCoverage covered_by(std::span<const PageCoverage> pages) {
    PageCoverage all;
    for (const PageCoverage& page : pages) {
        if (page.interval) all.interval = all.interval ? hull(*all.interval, *page.interval) : *page.interval;
        all.boxes.insert(all.boxes.end(), page.boxes.begin(), page.boxes.end());
    }
    all.boxes.erase(std::unique(all.boxes.begin(), all.boxes.end()), all.boxes.end());
    return all;
}

json::Value rows_of(std::span<const Page> pages, std::span<const PageCoverage> coverages, std::string_view at,
                    const Context& context) {
    json::Value rows = json::array();
    for (std::size_t i = 0; i < pages.size(); ++i) json::push(rows, row_of(pages[i], coverages[i], 0, at, context));
    return rows;
}

DirectoryDocument part_document(const AssetList& list, const std::string& path, json::Value rows,
                                const std::string& whole, const Context& context) {
    json::Value links = json::array();
    add_owner_links(links, list, path, context);
    json::push(links, context.linker.link("index", path, whole, k_json, "Directory of all pages"));
    return finish(begin_document(list), std::move(rows), "pages", std::move(links), path);
}

}  // namespace

std::vector<DirectoryDocument> page_directory(const AssetList& list, std::span<const Page> pages,
                                              std::span<const PageCoverage> coverages, PageLength length,
                                              const Context& context) {
    const std::string path = list.folder + '/' + std::string(layout::k_page_directory);
    json::Value directory = begin_document(list);
    json::set(directory, "numberMatched", json::Value(static_cast<std::uint64_t>(list.entries.size())));
    json::Value links = json::array();
    add_owner_links(links, list, path, context);
    json::push(links, context.linker.link("first", path, pages.front().path, k_geojson, pages.front().title));
    std::vector<DirectoryDocument> documents(1);
    if (pages.size() <= length.maximum) {
        json::Value rows = rows_of(pages, coverages, path, context);
        documents.front() = finish(std::move(directory), std::move(rows), "pages", std::move(links), path);
        return documents;
    }
    json::Value rows = json::array();
    for (const Part& part : parts_of(list, pages, length)) {
        const std::size_t count = part.end - part.begin;
        const auto own = coverages.subspan(part.begin, count);
        json::push(rows, row_of(part.page, covered_by(own), count, path, context));
        json::Value of_part = rows_of(pages.subspan(part.begin, count), own, part.page.path, context);
        documents.push_back(part_document(list, part.page.path, std::move(of_part), path, context));
    }
    documents.front() = finish(std::move(directory), std::move(rows), "parts", std::move(links), path);
    return documents;
}

}  // namespace cairn
