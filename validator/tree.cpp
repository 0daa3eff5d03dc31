#include "validator/tree.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/interrupted.hpp"
#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn::validate {

namespace {

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

}  // namespace

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

Tree::Tree(const TreeFiles& files, std::vector<Record> records, Aliases aliases, const std::atomic<bool>& stop)
    : m_files(files), m_stop(stop), m_aliases(std::move(aliases)), m_records(std::move(records)) {
    std::sort(m_records.begin(), m_records.end(), [](const Record& a, const Record& b) { return a.path < b.path; });
    m_root = find("catalog.json");
    if (m_root == nullptr) m_root = find("collection.json");
    const Link* self = m_root == nullptr ? nullptr : m_root->link("self");
    if (self != nullptr && split_url(self->href).scheme) {
        // Only a self link that ends with the root's own name says where the folder is published.
        const std::string folder_url = folder_of(without_fragment(self->href));
        if (folder_url + m_root->path == self->href) m_base_url = folder_url;
    }
    for (const Record& record : m_records) m_parents.push_back(follow_rel(record, "parent"));
    m_chains = PageChains(*this);
    index_containment();
}

void Tree::index_containment() {
    m_listed_by.resize(m_records.size());
    const auto list = [this](const Record* child, const Record& parent) {
        std::vector<const Record*>& parents = m_listed_by[place_of(*child)];
        if (parents.empty() || parents.back() != &parent) parents.push_back(&parent);
    };
    for (const Record& record : m_records) {
        // An asset list names the Item that it belongs to by an `item` link too.
        if (record.kind != Kind::catalog && record.kind != Kind::collection) continue;
        for (const Link& link : record.links) {
            if (link.rel != "child" && link.rel != "item") continue;
            if (const Record* child = follow(record, link.href)) list(child, record);
        }
    }
    for (const Record& record : m_records) {
        const Record* collection = record.kind == Kind::item ? follow_rel(record, "collection") : nullptr;
        if (collection == nullptr || collection->kind != Kind::collection) continue;
        const Record* first = follow_rel(*collection, "items");
        if (first != nullptr && m_chains.find(*first, record.id)) list(&record, *collection);
    }
}

const std::vector<const Record*>& Tree::listed_by(const Record& record) const {
    return m_listed_by.at(place_of(record));
}

const Record* Tree::parent_of(const Record& record) const { return m_parents.at(place_of(record)); }

const Record* next_page(const Tree& tree, const Record& page) {
    const Record* next = tree.follow_rel(page, "next");
    return next != nullptr && is_page(*next) ? next : nullptr;
}

const Record* Tree::find(std::string_view path) const {
    const auto found =
        std::lower_bound(m_records.begin(), m_records.end(), path,
                         [](const Record& record, std::string_view wanted) { return record.path < wanted; });
    if (found != m_records.end() && found->path == path) return &*found;
    const auto alias = m_aliases.empty() ? m_aliases.end() : m_aliases.find(path);
    return alias == m_aliases.end() ? nullptr : find(alias->second);
}

Target Tree::resolve(const Record& from, std::string_view href) const {
    leave_when(m_stop);
    std::string base = folder_of(from.path);
    if (!m_base_url.empty() && href.substr(0, m_base_url.size()) == m_base_url) {
        href.remove_prefix(m_base_url.size());
        base.clear();
    } else if (const Url parts = split_url(href); parts.scheme || parts.authority) {
        return {};
    }
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    if (path.empty()) return {Where::inside, from.path};
    if (path.front() == '/') return {Where::outside, {}};
    const std::string decoded = percent_decode(path).value_or(std::string(path));
    const auto normal = normal_path(base + decoded);
    if (!normal) return {Where::outside, {}};
    return {Where::inside, *normal};
}

const Record* Tree::follow(const Record& from, std::string_view href) const {
    const Target target = resolve(from, href);
    return target.where == Where::inside ? find(target.path) : nullptr;
}

const Record* Tree::follow_rel(const Record& from, std::string_view rel) const {
    const Link* link = from.link(rel);
    return link == nullptr ? nullptr : follow(from, link->href);
}

Standing Tree::look(const std::string& path) const {
    if (find(path) != nullptr) return Standing::document;
    switch (m_files.look(path)) {
        case OnDisk::nothing:
            return Standing::nothing;
        case OnDisk::outside:
            return Standing::outside;
        case OnDisk::special:
            return Standing::special;
        case OnDisk::file_or_folder:
            break;
    }
    return Standing::file_or_folder;
}

}  // namespace cairn::validate
