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

/// An asset list names the Item that it belongs to by an `item` link too.
bool is_containment(const Record& record, const Link& link) {
    return (record.kind == Kind::catalog || record.kind == Kind::collection) &&
           (link.rel == "child" || link.rel == "item");
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
    find_base_url();
    for (const Record& record : m_records) {
        m_parents.push_back(follow_rel(record, "parent"));
        m_collections.push_back(follow_rel(record, "collection"));
    }
    m_chains = PageChains(*this);
    find_back_links();
    index_containment();
}

/// Where the folder is published: what stands before the root's own name, or ends with a slash, in its self link; and
/// where that says nothing, what stands before the path of another document in its own.
void Tree::find_base_url() {
    const auto base_by = [](const Record& record) -> std::string {
        const Link* self = record.link("self");
        if (self == nullptr || self->member >= 0 || !split_url(self->href).scheme) return {};
        const std::string url = normal_url(self->href);
        const std::string_view plain = std::string_view(url).substr(0, url.find_first_of("?#"));
        if (plain.ends_with("/" + record.path)) return std::string(plain.substr(0, plain.size() - record.path.size()));
        return plain.ends_with('/') && record.path.find('/') == std::string::npos ? std::string(plain) : std::string();
    };
    if (m_root != nullptr) m_base_url = base_by(*m_root);
    if (m_root == nullptr || m_root->link("self") != nullptr) return;
    for (std::size_t i = 0; m_base_url.empty() && i < m_records.size(); ++i) {
        if (m_records[i].path.find('/') != std::string::npos) m_base_url = base_by(m_records[i]);
    }
}

/// Depth first, from the root and then from whatever it does not reach. A link to a document that is still open leads
/// back.
void Tree::find_back_links() {
    enum class State : char { unseen, open, closed };
    std::vector<State> states(m_records.size(), State::unseen);
    std::vector<LinkPlace> path;
    const auto walk = [&](const Record& start) {
        if (states[place_of(start)] != State::unseen) return;
        path.push_back({&start, 0});
        states[place_of(start)] = State::open;
        while (!path.empty()) {
            LinkPlace& here = path.back();
            if (here.link == here.record->links.size()) {
                states[place_of(*here.record)] = State::closed;
                path.pop_back();
                continue;
            }
            const LinkPlace at{here.record, here.link++};
            if (!is_containment(*at.record, at.record->links[at.link])) continue;
            const Record* child = follow(*at.record, at.record->links[at.link].href);
            if (child == nullptr) continue;
            State& state = states[place_of(*child)];
            if (state == State::open) m_back_links.push_back(at);
            if (state != State::unseen) continue;
            // An Item contains nothing, and there are many of them.
            state = child->kind == Kind::item ? State::closed : State::open;
            if (state == State::open) path.push_back({child, 0});
        }
    };
    if (m_root != nullptr) walk(*m_root);
    for (const Record& record : m_records)
        if (record.kind == Kind::catalog || record.kind == Kind::collection) walk(record);
}

void Tree::index_containment() {
    m_listed_by.resize(m_records.size());
    const auto list = [this](const Record* child, const Record& parent) {
        std::vector<const Record*>& parents = m_listed_by[place_of(*child)];
        if (parents.empty() || parents.back() != &parent) parents.push_back(&parent);
    };
    auto back = m_back_links.begin();
    std::sort(m_back_links.begin(), m_back_links.end(), [](const LinkPlace& a, const LinkPlace& b) {
        return std::pair(a.record, a.link) < std::pair(b.record, b.link);
    });
    for (const Record& record : m_records) {
        for (std::size_t i = 0; i < record.links.size(); ++i) {
            if (!is_containment(record, record.links[i])) continue;
            while (back != m_back_links.end() && std::pair(back->record, back->link) < std::pair(&record, i)) ++back;
            if (back != m_back_links.end() && back->record == &record && back->link == i) continue;
            if (const Record* child = follow(record, record.links[i].href)) list(child, record);
        }
    }
    for (const Record& record : m_records) {
        const Record* collection = record.kind == Kind::item ? collection_of(record) : nullptr;
        if (collection == nullptr || collection->kind != Kind::collection) continue;
        const Record* first = follow_rel(*collection, "items");
        if (first != nullptr && m_chains.find(*first, record.id)) list(&record, *collection);
    }
}

const std::vector<const Record*>& Tree::listed_by(const Record& record) const {
    return m_listed_by.at(place_of(record));
}

const Record* Tree::collection_of(const Record& record) const { return m_collections.at(place_of(record)); }

const Record* Tree::own_collection(const Record& record) const {
    const Record* collection = collection_of(record);
    const bool agrees = collection != nullptr && collection->kind == Kind::collection &&
                        (record.collection.empty() || record.collection == collection->id);
    return agrees ? collection : nullptr;
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
    std::string other_spelling;
    if (!m_base_url.empty() && href.starts_with(m_base_url)) {
        href.remove_prefix(m_base_url.size());
        base.clear();
    } else if (const Url parts = split_url(href); parts.scheme || parts.authority) {
        if (m_base_url.empty()) return {};
        const std::string_view scheme = std::string_view(m_base_url).substr(0, m_base_url.find(':') + 1);
        other_spelling = normal_url(parts.scheme ? std::string(href) : std::string(scheme) + std::string(href));
        if (!other_spelling.starts_with(m_base_url)) return {};
        href = std::string_view(other_spelling).substr(m_base_url.size());
        base.clear();
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
