#include "validator/resolver.hpp"

#include <algorithm>
#include <utility>

#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn::validate {

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

std::optional<std::string> normal_path(std::string_view path) {
    std::vector<std::string_view> segments;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view segment = path.substr(begin, end - begin);
        if (segment == "..") {
            if (segments.empty()) return std::nullopt;
            segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
        begin = end + 1;
    }
    std::string result;
    for (const std::string_view segment : segments) {
        if (!result.empty()) result += '/';
        result += segment;
    }
    return result;
}

Resolver::Resolver(const TreeFiles& files, const Record* root) : m_files(&files) {
    const Link* self = root == nullptr ? nullptr : root->link("self");
    if (self != nullptr && split_url(self->href).scheme) {
        // Only a self link that ends with the root's own name says where the folder is published.
        std::string folder_url = folder_of(without_fragment(self->href));
        if (folder_url + root->path == self->href) m_base_urls.push_back(std::move(folder_url));
    }
    if (std::string served = files.base_url(); !served.empty()) m_base_urls.push_back(std::move(served));
}

Target Resolver::resolve(const std::string& from, std::string_view href) const {
    std::string base = folder_of(from);
    const auto own = std::find_if(m_base_urls.begin(), m_base_urls.end(),
                                  [href](const std::string& url) { return href.starts_with(url); });
    if (own != m_base_urls.end()) {
        href.remove_prefix(own->size());
        base.clear();
    } else if (const Url parts = split_url(href); parts.scheme || parts.authority || !m_files->has_place(from)) {
        return {};
    }
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    if (path.empty()) return {Where::inside, from};
    if (path.front() == '/') return {Where::outside, {}};
    const std::string decoded = percent_decode(path).value_or(std::string(path));
    const auto normal = normal_path(base + decoded);
    if (!normal) return {Where::outside, {}};
    return {Where::inside, *normal};
}

}  // namespace cairn::validate
