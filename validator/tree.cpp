#include "validator/tree.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

#include "base/interrupted.hpp"

namespace cairn::validate {

namespace {

const Record* find_in(const std::vector<Record>& records, std::string_view path) {
    const auto found = std::lower_bound(records.begin(), records.end(), path,
                                        [](const Record& r, std::string_view wanted) { return r.path < wanted; });
    return found != records.end() && found->path == path ? &*found : nullptr;
}

std::vector<Record> sorted(std::vector<Record> records) {
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.path < b.path; });
    return records;
}

/// An asset list names the Item that it belongs to by an `item` link too.
bool is_containment(const Record& record, const Link& link) {
    return (record.kind == Kind::catalog || record.kind == Kind::collection) &&
           (link.rel == "child" || link.rel == "item");
}

}  // namespace

const Record* root_of(const TreeFiles& files, const std::vector<Record>& records) {
    if (const std::string root = files.root(); !root.empty()) return find_in(records, root);
    const Record* catalog = find_in(records, "catalog.json");
    return catalog != nullptr ? catalog : find_in(records, "collection.json");
}

Tree::Tree(const TreeFiles& files, std::vector<Record> records, Aliases aliases, const std::atomic<bool>& stop)
    : m_files(files),
      m_stop(stop),
      m_aliases(std::move(aliases)),
      m_records(sorted(std::move(records))),
      m_root(root_of(files, m_records)),
      m_resolver(files, m_root, m_records) {
    m_parents.reserve(m_records.size());
    m_collections.reserve(m_records.size());
    for (const Record& record : m_records) {
        m_parents.push_back(follow_rel(record, "parent"));
        m_collections.push_back(follow_rel(record, "collection"));
    }
    m_chains = PageChains(*this);
    find_back_links();
    index_containment();
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
    struct Listing {
        std::uint32_t child, lister;  ///< places of records
        bool operator==(const Listing&) const = default;
    };
    std::vector<Listing> listings;
    const auto list = [&](const Record* child, const Record& lister) {
        listings.push_back(
            {static_cast<std::uint32_t>(place_of(*child)), static_cast<std::uint32_t>(place_of(lister))});
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
    // Those of one child stay in the order in which they were found.
    std::ranges::stable_sort(listings, {}, &Listing::child);
    listings.erase(std::unique(listings.begin(), listings.end()), listings.end());
    m_listers.reserve(listings.size());
    m_listers_begin.resize(m_records.size() + 1);
    for (const Listing& listing : listings) {
        m_listers.push_back(&m_records[listing.lister]);
        ++m_listers_begin[listing.child + std::size_t{1}];
    }
    std::partial_sum(m_listers_begin.begin(), m_listers_begin.end(), m_listers_begin.begin());
}

std::span<const Record* const> Tree::listed_by(const Record& record) const {
    const std::size_t place = place_of(record);
    return std::span(m_listers).subspan(m_listers_begin.at(place),
                                        m_listers_begin.at(place + 1) - m_listers_begin[place]);
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
    if (const Record* record = find_in(m_records, path)) return record;
    const auto alias = m_aliases.empty() ? m_aliases.end() : m_aliases.find(path);
    return alias == m_aliases.end() ? nullptr : find(alias->second);
}

Target Tree::resolve(const Record& from, std::string_view href) const {
    leave_when(m_stop);
    return m_resolver.resolve(from.path, href);
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
        case OnDisk::not_known:
            return Standing::not_known;
        case OnDisk::file_or_folder:
            break;
    }
    return Standing::file_or_folder;
}

}  // namespace cairn::validate
