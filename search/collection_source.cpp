#include "search/names.hpp"
#include "search/units.hpp"

namespace cairn::search {

namespace {

constexpr const char* k_data = "http://www.opengis.net/def/rel/ogc/1.0/data";
constexpr const char* k_items = "http://www.opengis.net/def/rel/ogc/1.0/items";

/// Moves the objects of a list of a page out of it.
void take_objects(Page& page, const char* member, std::deque<json::Value>& into, Reading& reading) {
    json::Value* list = json::find(page.document, member);
    const bool is_list = list != nullptr && list->IsArray();
    std::size_t others = is_list ? 0 : 1;
    for (std::size_t i = 0; is_list && i < list->Size(); ++i) {
        json::Value& element = (*list)[static_cast<rapidjson::SizeType>(i)];
        if (element.IsObject())
            into.push_back(std::move(element));
        else
            ++others;
    }
    if (others > 0)
        reading.warn({"search/unexpected-document", reading.documents.storage().place_of(page.key),
                      std::string("expected a list '") + member + "' of objects"});
}

/// The names of folders that can hold what is wanted by its ids, where the layout says that there are such.
std::optional<std::set<std::string>> names_in(bool has_layout, const std::set<std::string>& ids) {
    return has_layout && !ids.empty() ? names_of(ids) : std::nullopt;
}

}  // namespace

CollectionSource::CollectionSource(Reading& reading, const Query& query, const Start& start, Pages pages)
    : m_reading(reading), m_query(query), m_start(start), m_items(pages) {
    if (json::member_text(start.document, "type") != "Catalog") return;
    if (auto names = names_in(start.has_layout, query.collections)) {
        reading.hints.note_addresses(link_targets(start.document, {"child"}));
        m_walk.emplace(reading, start.document, start.key, LinkWalk::Leaves::collections, std::move(names));
        return;
    }
    const auto targets = link_targets(start.document, {"data", k_data});
    const auto key = targets.empty() ? std::nullopt : reading.links.key_of(start.key, targets.front());
    if (key)
        m_pages.emplace(reading, *key);
    else
        m_walk.emplace(reading, start.document, start.key, LinkWalk::Leaves::collections);
}

std::optional<Page> CollectionSource::next_of_pages() {
    while (m_of_page.empty()) {
        auto page = m_pages->next();
        if (!page) {
            // What broken pages do not lead to, links do.
            if (m_pages->is_broken())
                m_walk.emplace(m_reading, m_start.document, m_start.key, LinkWalk::Leaves::collections);
            m_pages.reset();
            return std::nullopt;
        }
        m_page_key = page->key;
        take_objects(*page, "collections", m_of_page, m_reading);
    }
    Page page{std::move(m_of_page.front()), m_page_key};
    m_of_page.pop_front();
    m_last_id = json::member_text(page.document, "id");
    return page;
}

std::optional<Page> CollectionSource::next_document() {
    const std::string_view type = json::member_text(m_start.document, "type");
    if (type == "Collection" && !m_is_start_taken) {
        m_is_start_taken = true;
        return Page{json::clone(m_start.document), m_start.key};
    }
    if (m_pages)
        if (auto page = next_of_pages()) return page;
    while (m_walk) {
        auto page = m_walk->next();
        if (!page) m_walk.reset();
        if (page && (m_last_id.empty() || json::member_text(page->document, "id") > m_last_id)) return page;
    }
    return std::nullopt;
}

bool CollectionSource::is_passed_over(const Owner& owner) const {
    if (!m_query.collections.empty() && m_query.collections.count(owner.collection) == 0) return true;
    if (m_start.has_layout && m_query.after && owner.collection < m_query.after->collection) return true;
    return excludes(owner, m_query);
}

CollectionVisit CollectionSource::visit(Page page, Owner owner) {
    CollectionVisit visit;
    visit.document = std::move(page.document);
    visit.key = page.key;
    visit.owner = std::make_shared<const Owner>(std::move(owner));
    const auto targets = link_targets(visit.document, {"items", k_items});
    visit.first_page = targets.empty() ? std::nullopt : m_reading.links.key_of(visit.key, targets.front());
    // Links say where single Items are: pages would bring whole ones that nobody asked for.
    if (m_items == Pages::ahead && visit.first_page && !names_in(m_start.has_layout, m_query.items))
        visit.items = std::make_unique<PageChain>(m_reading, *visit.first_page);
    return visit;
}

std::optional<CollectionVisit> CollectionSource::next() {
    while (auto page = next_document()) {
        Owner owner = owner_of_collection(page->document);
        m_reading.hints.note(page->document, owner);
        if (!is_passed_over(owner)) return visit(std::move(*page), std::move(owner));
    }
    return std::nullopt;
}

std::set<std::string> ids_of(const Candidates& candidates) {
    std::set<std::string> ids;
    for (const auto& [id, starts] : candidates.items) ids.insert(id);
    return ids;
}

/// A page has a hundred Items; links bring each by itself.
constexpr std::size_t k_most_by_links = 64;

ItemSource::ItemSource(Reading& reading, const Query& query, CollectionVisit& visit, bool has_layout)
    : m_reading(reading), m_query(query), m_visit(visit), m_has_layout(has_layout) {
    const Candidates* candidates = visit.candidates.get();
    if (candidates != nullptr && candidates->items.empty()) {
        m_is_done = true;
        return;
    }
    if (candidates != nullptr && candidates->items.size() <= k_most_by_links)
        m_names = names_in(has_layout, ids_of(*candidates));
    else if (candidates == nullptr)
        m_names = names_in(has_layout, query.items);
    if (m_names)
        visit.items.reset();
    else if (visit.first_page && visit.items == nullptr)
        visit.items = std::make_unique<PageChain>(reading, *visit.first_page);
}

bool ItemSource::is_wanted(const std::string& id) const {
    if (!m_query.items.empty() && m_query.items.count(id) == 0) return false;
    return m_visit.candidates == nullptr || m_visit.candidates->has(id);
}

std::optional<Page> ItemSource::next_document() {
    while (m_visit.items != nullptr) {
        if (!m_of_page.empty()) {
            Page page{std::move(m_of_page.front()), m_page_key};
            m_of_page.pop_front();
            m_last_id = json::member_text(page.document, "id");
            return page;
        }
        if (auto page = m_visit.items->next()) {
            m_page_key = page->key;
            take_objects(*page, "features", m_of_page, m_reading);
            continue;
        }
        const bool is_broken = m_visit.items->is_broken();
        m_visit.items.reset();
        if (!is_broken) return std::nullopt;
    }
    if (!m_walk) m_walk.emplace(m_reading, m_visit.document, m_visit.key, LinkWalk::Leaves::items, m_names);
    while (auto page = m_walk->next())
        if (m_last_id.empty() || json::member_text(page->document, "id") > m_last_id) return page;
    return std::nullopt;
}

std::optional<Page> ItemSource::next() {
    if (m_is_done) return std::nullopt;
    while (auto page = next_document()) {
        const std::string id(json::member_text(page->document, "id"));
        if (!is_wanted(id)) continue;
        const bool is_before = m_has_layout && m_query.after &&
                               m_visit.owner->collection == m_query.after->collection && id < m_query.after->item;
        if (!is_before) return page;
    }
    return std::nullopt;
}

}  // namespace cairn::search
