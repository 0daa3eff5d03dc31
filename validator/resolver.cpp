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

namespace {

/// Where the folder is published by the self link of a document: what stands before its path, or the link itself when
/// it ends with a slash.
std::string base_by(const Record& record) {
    const std::optional<Link> self = record.self();
    if (!self || !split_url(self->href).scheme) return {};
    const std::string url = normal_url(self->href);
    const std::string_view plain = std::string_view(url).substr(0, url.find_first_of("?#"));
    if (plain.ends_with("/" + record.path)) return std::string(plain.substr(0, plain.size() - record.path.size()));
    return plain.ends_with('/') && record.path.find('/') == std::string::npos ? std::string(plain) : std::string();
}

/// The root says where the tree is published; another document does where the root says nothing.
std::string published_base(const Record* root, const std::vector<Record>& records) {
    if (root == nullptr) return {};
    if (root->self()) return base_by(*root);
    std::string base;
    for (std::size_t i = 0; base.empty() && i < records.size(); ++i) {
        if (records[i].path.find('/') != std::string::npos) base = base_by(records[i]);
    }
    return base;
}

}  // namespace

Resolver::Resolver(const TreeFiles& files, const Record* root, const std::vector<Record>& records) : m_files(&files) {
    for (std::string base : {published_base(root, records), files.base_url()}) {
        if (!base.empty()) m_base_urls.push_back(normal_url(base));
    }
}

Target Resolver::resolve(const std::string& from, std::string_view href) const {
    const auto base_of = [this](std::string_view url) {
        return std::find_if(m_base_urls.begin(), m_base_urls.end(),
                            [url](const std::string& base) { return url.starts_with(base); });
    };
    std::string base = folder_of(from);
    std::string other_spelling;
    if (const auto own = base_of(href); own != m_base_urls.end()) {
        href.remove_prefix(own->size());
        base.clear();
    } else if (const Url parts = split_url(href); parts.scheme || parts.authority) {
        if (m_base_urls.empty()) return {};
        const std::string_view scheme =
            std::string_view(m_base_urls.front()).substr(0, m_base_urls.front().find(':') + 1);
        other_spelling = normal_url(parts.scheme ? std::string(href) : std::string(scheme) + std::string(href));
        const auto same = base_of(other_spelling);
        if (same == m_base_urls.end()) return {};
        href = std::string_view(other_spelling).substr(same->size());
        base.clear();
    } else if (!m_files->has_place(from)) {
        return {};
    }
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    if (path.empty()) return {Where::inside, from};
    if (path.front() == '/') return back_inside(from, path);
    const std::string decoded = percent_decode(path).value_or(std::string(path));
    const auto normal = normal_path(base + decoded);
    return normal ? Target{Where::inside, *normal} : back_inside(from, path);
}

Target Resolver::back_inside(const std::string& from, std::string_view path) const {
    for (const std::string& base : m_base_urls) {
        const std::string url = normal_url(resolve_url(base + from, path));
        if (!url.starts_with(base)) continue;
        const std::string below = url.substr(base.size());
        if (const auto normal = normal_path(percent_decode(below).value_or(below))) return {Where::inside, *normal};
    }
    return {Where::outside, {}};
}

}  // namespace cairn::validate
