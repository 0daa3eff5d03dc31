#include "search/links.hpp"

#include <algorithm>

#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn::search {

namespace {

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

/// What follows the root in a URL below it.
std::optional<std::string> key_below(std::string_view url, std::string_view root) {
    if (root.empty() || !url.starts_with(root)) return std::nullopt;
    auto key = percent_decode(url.substr(root.size()));
    if (!key || !is_storage_key(*key)) return std::nullopt;
    return key;
}

void resolve_member(json::Value& object, const std::string& base, const Links& links) {
    json::Value* href = json::find(object, "href");
    if (href != nullptr && href->IsString()) *href = json::string(links.href_of(base, json::view(*href)));
}

}  // namespace

std::string normalised_path(std::string_view path) {
    std::vector<std::string_view> names;
    const bool is_absolute = path.starts_with('/');
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view name = path.substr(begin, end - begin);
        begin = end + 1;
        if (name == "..") {
            if (!names.empty() && names.back() != "..")
                names.pop_back();
            else if (!is_absolute)
                names.push_back(name);
        } else if (!name.empty() && name != ".") {
            names.push_back(name);
        }
    }
    std::string out = is_absolute ? "/" : "";
    for (std::size_t i = 0; i < names.size(); ++i) out.append(i > 0 ? "/" : "").append(names[i]);
    return out;
}

Links::Links(const Storage& storage) {
    const std::string root = storage.place_of("");
    m_is_remote = scheme_of(root) == "http" || scheme_of(root) == "https";
    m_root = m_is_remote ? root : percent_encoded(root);
}

std::optional<std::string> Links::key_of(const std::string& base, std::string_view reference) const {
    const std::string plain(without_fragment(reference));
    const Url parts = split_url(plain);
    if (plain.empty() || parts.query) return std::nullopt;
    const std::string from = percent_encoded(base);
    if (m_is_remote) {
        const std::string url = resolve_url(m_root + from, plain);
        if (auto key = key_below(url, m_root)) return key;
        return key_below(url, m_published_root);
    }
    if (parts.scheme || parts.authority) return key_below(plain, m_published_root);
    if (plain.front() == '/') return std::nullopt;
    const auto key = percent_decode(normalised_path(std::string(folder_of(from)).append(plain)));
    if (!key || !is_storage_key(*key)) return std::nullopt;
    return key;
}

std::string Links::href_of(const std::string& base, std::string_view reference) const {
    const Url parts = split_url(reference);
    if (parts.scheme || parts.authority || reference.empty()) return std::string(reference);
    const std::string from = m_root + percent_encoded(base);
    if (m_is_remote) return resolve_url(from, reference);
    if (parts.path.empty()) return from + std::string(reference);
    Url resolved = parts;
    const std::string path = normalised_path(
        parts.path.front() == '/' ? std::string(parts.path) : std::string(folder_of(from)).append(parts.path));
    resolved.path = path;
    const std::string text = join_url(resolved);
    return has_scheme(text) ? "./" + text : text;
}

std::vector<std::string_view> link_targets(const json::Value& document, std::initializer_list<std::string_view> rels) {
    std::vector<std::string_view> targets;
    const json::Value* links = json::find(document, "links");
    if (links == nullptr || !links->IsArray()) return targets;
    for (const json::Value& link : links->GetArray()) {
        const std::string_view rel = json::member_text(link, "rel");
        const std::string_view href = json::member_text(link, "href");
        if (!href.empty() && std::find(rels.begin(), rels.end(), rel) != rels.end()) targets.push_back(href);
    }
    return targets;
}

void resolve_hrefs(json::Value& entry, const std::string& base, const Links& links) {
    if (!entry.IsObject()) return;
    resolve_member(entry, base, links);
    if (json::Value* list = json::find(entry, "links"); list != nullptr && list->IsArray())
        for (json::Value& link : list->GetArray()) resolve_member(link, base, links);
    if (json::Value* assets = json::find(entry, "assets"); assets != nullptr && assets->IsObject())
        for (auto& member : assets->GetObject()) resolve_member(member.value, base, links);
}

}  // namespace cairn::search
