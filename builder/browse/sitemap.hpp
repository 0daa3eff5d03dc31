// The addresses of the pages about Collections, for search engines (https://www.sitemaps.org/protocol.html).
#pragma once

#include <string>
#include <vector>

namespace cairn::browse {

struct SitemapFile {
    std::string path;  ///< below OUT
    std::string text;
};

/// The protocol allows as many addresses in a file; of more, sitemap.xml is an index of sitemap-<n>.xml.
inline constexpr std::size_t k_most_addresses = 50'000;

/// `root`: URL of OUT without a final '/'. `paths`: of the pages below it.
std::vector<SitemapFile> sitemap(const std::string& root, const std::vector<std::string>& paths);

}  // namespace cairn::browse
