#include "builder/browse/sitemap.hpp"

#include <algorithm>
#include <string_view>

#include "base/markup.hpp"

namespace cairn::browse {

namespace {

std::string listed(std::string_view list, std::string_view entry, const std::string& root,
                   const std::vector<std::string>& paths, std::size_t begin, std::size_t end) {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + std::string(list) +
                       " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (std::size_t i = begin; i < end; ++i) {
        text += "<" + std::string(entry) + "><loc>" + escaped_markup(root + '/' + paths[i]) + "</loc></" +
                std::string(entry) + ">\n";
    }
    return text + "</" + std::string(list) + ">\n";
}

}  // namespace

std::vector<SitemapFile> sitemap(const std::string& root, const std::vector<std::string>& paths) {
    if (paths.size() <= k_most_addresses)
        return {{"sitemap.xml", listed("urlset", "url", root, paths, 0, paths.size())}};
    std::vector<SitemapFile> files;
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < paths.size(); begin += k_most_addresses) {
        parts.push_back("sitemap-" + std::to_string(parts.size() + 1) + ".xml");
        const std::size_t end = std::min(paths.size(), begin + k_most_addresses);
        files.push_back({parts.back(), listed("urlset", "url", root, paths, begin, end)});
    }
    files.insert(files.begin(), {"sitemap.xml", listed("sitemapindex", "sitemap", root, parts, 0, parts.size())});
    return files;
}

}  // namespace cairn::browse
