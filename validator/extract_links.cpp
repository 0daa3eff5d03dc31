#include "validator/extract_links.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace cairn::validate {

namespace {

/// A relation of OGC by its long name is the same as by its short one.
std::string_view short_rel(std::string_view rel) {
    constexpr std::string_view k_ogc = "http://www.opengis.net/def/rel/ogc/1.0/";
    return rel.starts_with(k_ogc) ? rel.substr(k_ogc.size()) : rel;
}

bool is_listing(const Link& link) { return link.member < 0 && (link.rel == "child" || link.rel == "item"); }

/// The `child` and `item` links that a Catalog or Collection has more than once; `sorted` by rel, href and place.
void keep_repeated(const std::vector<Link>& sorted, Record& record) {
    if (record.kind != Kind::catalog && record.kind != Kind::collection) return;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin + 1;
        while (end < sorted.size() && sorted[end].rel == sorted[begin].rel && sorted[end].href == sorted[begin].href)
            ++end;
        if (end - begin > 1 && is_listing(sorted[begin])) {
            record.own_contents().repeated.push_back(
                {sorted[begin].index, sorted[begin + 1].index, static_cast<std::uint32_t>(end - begin)});
        }
        begin = end;
    }
}

/// Drops all links but the first of one rel and href. It works in place, since a set of 5 million took 400 MB.
void keep_first_of_each(std::vector<Link>& links, Record& record) {
    const auto place = [](const Link& link) { return std::pair(link.member, link.index); };
    const auto text = [](const Link& link) { return std::pair(link.rel, link.href); };
    std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
        return std::pair(text(a), place(a)) < std::pair(text(b), place(b));
    });
    keep_repeated(links, record);
    const auto end =
        std::unique(links.begin(), links.end(), [&](const Link& a, const Link& b) { return text(a) == text(b); });
    links.erase(end, links.end());
    std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) { return place(a) < place(b); });
    if (record.contents_apart != nullptr) std::ranges::sort(record.own_contents().repeated, {}, &RepeatedLink::first);
}

}  // namespace

void add_links(const json::Value& object, std::int32_t member, std::vector<Link>& found) {
    const json::Value* links = json::find(object, "links");
    if (links == nullptr || !links->IsArray()) return;
    if (found.empty()) found.reserve(links->Size());
    for (rapidjson::SizeType i = 0; i < links->Size(); ++i) {
        const json::Value* rel = json::find((*links)[i], "rel");
        const json::Value* href = json::find((*links)[i], "href");
        if (rel == nullptr || href == nullptr || !rel->IsString() || !href->IsString()) continue;
        if (href->GetStringLength() == 0) continue;  // a schema finding, as those above
        found.push_back({json::view(*rel), json::view(*href), i, member});
    }
}

void keep_links(std::vector<Link> links, Record& record) {
    record.link_count = links.size();
    keep_first_of_each(links, record);
    for (Link& link : links) link.rel = short_rel(link.rel);
    const auto self =
        std::find_if(links.begin(), links.end(), [](const Link& one) { return one.member < 0 && one.rel == "self"; });
    if (self != links.end()) {
        record.self_apart = std::make_unique<SelfLink>(SelfLink{std::string(self->href), self->index});
        links.erase(self);
    }
    record.links = LinkList(std::move(links));
}

}  // namespace cairn::validate
