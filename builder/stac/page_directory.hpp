// pages.json: what each page of an asset list covers, so that a reader can seek without opening them all.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "builder/stac/asset_list.hpp"

namespace cairn {

/// More pages than these are listed in two levels: pages.json lists parts, which list the pages.
inline constexpr std::size_t k_most_pages_listed = 1000;

struct DirectoryDocument {
    std::string path;
    json::Value value;
};

/// pages.json: href, count, interval and bbox of each page. Of more than `length.maximum` pages it has the same of each
/// of its parts (pages-<first page>.json), and the number of pages, and the parts follow it.
///
/// `coverages`: of the pages.
std::vector<DirectoryDocument> page_directory(const AssetList& list, std::span<const Page> pages,
                                              std::span<const PageCoverage> coverages, PageLength length,
                                              const Context& context);

}  // namespace cairn
