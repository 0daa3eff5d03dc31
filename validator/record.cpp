#include "validator/record.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/json/pointer.hpp"
#include "base/url.hpp"
#include "validator/canonical.hpp"
#include "validator/summarised.hpp"

namespace cairn::validate {

namespace {

/// A relation of OGC by its long name is the same as by its short one.
std::string_view short_rel(std::string_view rel) {
    constexpr std::string_view k_ogc = "http://www.opengis.net/def/rel/ogc/1.0/";
    return rel.starts_with(k_ogc) ? rel.substr(k_ogc.size()) : rel;
}

/// Adds the links of an object, whose texts are still the document's.
void add_links(const json::Value& object, std::int32_t member, std::vector<Link>& found) {
    const json::Value* links = json::find(object, "links");
    if (links == nullptr || !links->IsArray()) return;
    if (found.empty()) found.reserve(links->Size());
    for (rapidjson::SizeType i = 0; i < links->Size(); ++i) {
        const json::Value* rel = json::find((*links)[i], "rel");
        const json::Value* href = json::find((*links)[i], "href");
        if (rel == nullptr || href == nullptr || !rel->IsString() || !href->IsString()) continue;  // a schema finding
        found.push_back({json::view(*rel), json::view(*href), i, member});
    }
}

/// Drops all links but the first of one rel and href. It works in place, since a set of 5 million took 400 MB.
void keep_first_of_each(std::vector<Link>& links) {
    const auto place = [](const Link& link) { return std::pair(link.member, link.index); };
    const auto text = [](const Link& link) { return std::pair(link.rel, link.href); };
    std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
        return std::pair(text(a), place(a)) < std::pair(text(b), place(b));
    });
    const auto end =
        std::unique(links.begin(), links.end(), [&](const Link& a, const Link& b) { return text(a) == text(b); });
    links.erase(end, links.end());
    std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) { return place(a) < place(b); });
}

/// Copies texts into one block, a rel that is repeated from link to link only once.
class LinkTexts {
  public:
    explicit LinkTexts(const std::vector<Link>& links) {
        std::size_t size = 0;
        std::string_view last;
        for (const Link& link : links) {
            size += link.href.size() + (link.rel == last ? 0 : link.rel.size());
            last = link.rel;
        }
        m_texts = std::make_unique<char[]>(size);
        m_end = m_texts.get();
    }

    void own(Link& link) {
        if (link.rel != m_rel) m_rel = copy(link.rel);
        link.rel = m_rel;
        link.href = copy(link.href);
    }

    std::unique_ptr<char[]> take() { return std::move(m_texts); }

  private:
    std::string_view copy(std::string_view text) {
        char* const begin = m_end;
        m_end = std::copy(text.begin(), text.end(), begin);
        return {begin, text.size()};
    }

    std::unique_ptr<char[]> m_texts;
    char* m_end = nullptr;
    std::string_view m_rel;
};

/// Most documents have so few links that looking through them is as fast, and takes no memory.
constexpr std::size_t k_few_links = 16;

std::vector<std::uint32_t> first_of_each_rel(const std::vector<Link>& links) {
    std::vector<std::uint32_t> firsts;
    if (links.size() <= k_few_links) return firsts;
    for (std::uint32_t i = 0; i < links.size(); ++i) {
        if (i == 0 || links[i].rel != links[i - 1].rel) firsts.push_back(i);
    }
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(links[a].rel, a) < std::pair(links[b].rel, b);
    };
    std::sort(firsts.begin(), firsts.end(), is_before);
    const auto end = std::unique(firsts.begin(), firsts.end(),
                                 [&](std::uint32_t a, std::uint32_t b) { return links[a].rel == links[b].rel; });
    firsts.erase(end, firsts.end());
    firsts.shrink_to_fit();
    return firsts;
}

void keep_links(std::vector<Link> links, Record& record) {
    record.link_count = links.size();
    keep_first_of_each(links);
    for (Link& link : links) link.rel = short_rel(link.rel);
    const auto self =
        std::find_if(links.begin(), links.end(), [](const Link& one) { return one.member < 0 && one.rel == "self"; });
    if (self != links.end()) {
        record.self_apart = std::make_unique<SelfLink>(SelfLink{std::string(self->href), self->index});
        links.erase(self);
    }
    record.links = LinkList(std::move(links));
}

bool is_relative(std::string_view href) {
    if (href.empty() || href.front() == '/' || href.front() == '#') return false;
    const Url parts = split_url(href);
    return !parts.scheme && !parts.authority && !parts.path.empty();
}

/// `pointer`: of the object that has the asset; without a key it is the object itself.
void add_asset(const json::Value& asset, const std::string& pointer, std::string_view key, Record& record) {
    const std::string_view href = json::member_text(asset, "href");
    if (!is_relative(href) || href.find('\0') != std::string_view::npos || key.find('\0') != std::string_view::npos)
        return;
    record.relative_assets += (key.empty() ? pointer : json::child(pointer + "/assets", key)) + "/href";
    record.relative_assets += '\0';
    record.relative_assets += href;
    record.relative_assets += '\0';
}

/// `pointer`: of the object.
void add_assets(const json::Value& object, const std::string& pointer, Record& record) {
    const json::Value* assets = json::find(object, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    for (const auto& asset : assets->GetObject()) add_asset(asset.value, pointer, json::view(asset.name), record);
}

std::uint64_t digest_without_links(const json::Value& object) {
    std::uint64_t sum = 0;  // a sum, so that the order of members does not count
    for (const auto& member : object.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name == "links" || name == "linkTemplates" || name == "assets") continue;
        sum += digest_of(std::string(name) + ":" + canonical(member.value));
    }
    return sum;
}

/// Adds what a feature says of time and space to the union of its page.
void add_ranges(const json::Value& feature, Record& record) {
    if (const json::Value* properties = json::find(feature, "properties")) {
        if (const auto time = time_of_properties(*properties))
            record.time = record.time ? united(*record.time, *time) : *time;
    }
    if (const json::Value* bbox = json::find(feature, "bbox")) {
        if (const auto box = box_of(*bbox)) record.boxes.add(*box);
    }
}

void extract_collection(const json::Value& document, Record& record) {
    const json::Value* spatial = json::resolve(document, "/extent/spatial/bbox/0");
    if (const auto box = spatial == nullptr ? std::nullopt : box_of(*spatial)) record.boxes.add(*box);
    const json::Value* temporal = json::resolve(document, "/extent/temporal/interval/0");
    if (temporal != nullptr) record.time = time_of_interval(*temporal);
}

void extract_page(const json::Value& document, std::vector<Link>& links, Record& record) {
    const bool collections = record.kind == Kind::collections;
    const std::string_view array = collections ? "collections" : "features";
    const json::Value* features = json::find(document, array);
    if (features == nullptr || !features->IsArray()) return;
    Contents& contents = record.own_contents();
    contents.features = features->Size();
    if (record.kind == Kind::asset_page) {
        contents.asset_ids.reserve(features->Size());
    } else {
        contents.members.reserve(features->Size());
    }
    for (rapidjson::SizeType i = 0; i < features->Size(); ++i) {
        const json::Value& feature = (*features)[i];
        if (!feature.IsObject()) continue;
        add_links(feature, static_cast<std::int32_t>(i), links);
        if (record.kind != Kind::asset_page && json::find(feature, "assets") != nullptr)
            add_assets(feature, json::child(json::child("", array), std::size_t{i}), record);
        if (!collections && !record.is_suspect(i)) add_ranges(feature, record);
        if (record.kind == Kind::items_page) add_stated(feature, record);
        const std::string_view id = json::member_text(feature, "id");
        const std::string_view collection = json::member_text(feature, "collection");
        if (record.collection.empty()) record.collection = std::string(collection);
        if (record.kind == Kind::asset_page) {
            contents.asset_ids.push_back(digest_of(id));
            if (is_relative(json::member_text(feature, "href")))
                add_asset(feature, json::child(json::child("", array), std::size_t{i}), {}, record);
        } else {
            const bool is_of_page = collection == record.collection.str();
            contents.members.push_back({std::string(id),
                                        is_of_page ? record.collection : SharedText(std::string(collection)),
                                        digest_without_links(feature)});
        }
    }
}

std::optional<std::int64_t> integer_member(const json::Value& object, std::string_view name) {
    const json::Value* value = json::find(object, name);
    return value != nullptr && value->IsInt64() ? std::optional(value->GetInt64()) : std::nullopt;
}

void extract_directory(const json::Value& document, Contents& contents) {
    const json::Value* parts = json::find(document, "parts");
    contents.lists_parts = parts != nullptr && parts->IsArray();
    const json::Value* pages = contents.lists_parts ? parts : json::find(document, "pages");
    if (pages == nullptr || !pages->IsArray()) return;
    for (const json::Value& page : pages->GetArray()) {
        PageEntry entry{std::string(json::member_text(page, "href")),
                        integer_member(page, "count"),
                        contents.lists_parts ? integer_member(page, "pages") : std::nullopt,
                        {},
                        {}};
        if (const json::Value* interval = json::find(page, "interval")) entry.time = time_of_interval(*interval);
        if (const json::Value* bbox = json::find(page, "bbox")) entry.box = box_of(*bbox);
        contents.pages.push_back(std::move(entry));
    }
}

bool has_role(const json::Value& asset, std::string_view name) {
    const json::Value* roles = json::find(asset, "roles");
    return roles != nullptr && roles->IsArray() && std::ranges::any_of(roles->GetArray(), [&](const json::Value& role) {
               return role.IsString() && json::view(role) == name;
           });
}

/// References to a virtual store are an index of it, and data.
bool holds_data(const json::Value& collection) {
    const json::Value* assets = json::find(collection, "assets");
    if (assets == nullptr || !assets->IsObject()) return false;
    return std::ranges::any_of(assets->GetObject(), [](const auto& asset) {
        return has_role(asset.value, "references") ||
               !(has_role(asset.value, "index") || has_role(asset.value, "collection-mirror"));
    });
}

}  // namespace

LinkList::LinkList(std::vector<Link> links) {
    if (links.empty()) return;
    auto own = std::make_shared<Links>();
    if (links.capacity() > links.size() + links.size() / 4) links.shrink_to_fit();
    own->all = std::move(links);
    LinkTexts texts(own->all);
    for (Link& link : own->all) texts.own(link);
    own->first_of_rel = first_of_each_rel(own->all);
    own->texts = texts.take();
    m_links = std::move(own);
}

const Link* LinkList::find(std::string_view rel) const {
    if (size() <= k_few_links) {
        const Link* first = std::find_if(begin(), end(), [rel](const Link& one) { return one.rel == rel; });
        return first == end() ? nullptr : first;
    }
    const std::vector<std::uint32_t>& firsts = m_links->first_of_rel;
    const auto found = std::lower_bound(
        firsts.begin(), firsts.end(), rel,
        [this](std::uint32_t index, std::string_view wanted) { return m_links->all[index].rel < wanted; });
    return found == firsts.end() || m_links->all[*found].rel != rel ? nullptr : &m_links->all[*found];
}

const Contents Record::k_no_contents{};
const Faults Record::k_no_faults{};

Contents& Record::own_contents() {
    if (contents_apart == nullptr) contents_apart = std::make_unique<Contents>();
    return *contents_apart;
}

Faults& Record::own_faults() {
    if (faults_apart == nullptr) faults_apart = std::make_unique<Faults>();
    return *faults_apart;
}

std::optional<Link> Record::self() const {
    if (self_apart == nullptr) return std::nullopt;
    return Link{"self", self_apart->href, self_apart->index, -1};
}

void Record::for_each_link(const std::function<void(const Link&, std::uint32_t number)>& visit) const {
    for (std::uint32_t i = 0; i < links.size(); ++i) visit(links[i], i);
    if (const std::optional<Link> own = self()) visit(*own, k_self_link);
}

std::string Record::pointer_of(const Link& link) const {
    std::string pointer;
    if (link.member >= 0) {
        const std::string_view array = kind == Kind::collections ? "collections" : "features";
        pointer = json::child(json::child("", array), static_cast<std::size_t>(link.member));
    }
    return json::child(json::child(pointer, "links"), std::size_t{link.index});
}

bool Record::is_suspect(std::uint32_t member) const {
    const std::vector<std::uint32_t>& suspects = faults().suspects;
    return !suspects.empty() && std::binary_search(suspects.begin(), suspects.end(), member);
}

void for_each_relative_asset(const Record& record,
                             const std::function<void(std::string_view pointer, std::string_view href)>& visit) {
    std::string_view rest = record.relative_assets;
    while (!rest.empty()) {
        const std::size_t middle = rest.find('\0');
        const std::size_t end = rest.find('\0', middle + 1);
        visit(rest.substr(0, middle), rest.substr(middle + 1, end - middle - 1));
        rest.remove_prefix(end + 1);
    }
}

void extract(const json::Value& document, Record& record) {
    if (!document.IsObject()) return;
    record.id = json::member_text(document, "id");
    record.collection = std::string(json::member_text(document, "collection"));
    if (record.kind == Kind::unknown) return;
    std::vector<Link> links;
    add_links(document, -1, links);
    add_assets(document, "", record);
    if (record.kind == Kind::collection) {
        extract_collection(document, record);
        record.own_contents().holds_data = holds_data(document);
        add_summaries(document, record.own_contents());
        add_stated_by_assets(document, record);
        record.digest = digest_without_links(document);
    }
    if (record.kind == Kind::page_directory) extract_directory(document, record.own_contents());
    if (record.kind == Kind::item) {
        add_ranges(document, record);
        add_stated(document, record);
        record.digest = digest_without_links(document);
    }
    const bool is_page =
        record.kind == Kind::items_page || record.kind == Kind::asset_page || record.kind == Kind::collections;
    if (is_page) extract_page(document, links, record);
    if (is_page || record.kind == Kind::page_directory) {
        record.own_contents().number_matched = integer_member(document, "numberMatched");
        record.own_contents().number_returned = integer_member(document, "numberReturned");
    }
    keep_links(std::move(links), record);
}

std::uint64_t digest_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

}  // namespace cairn::validate
