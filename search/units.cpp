#include "search/units.hpp"

namespace cairn::search {

namespace {

constexpr std::size_t k_collections_ahead = 16;

}  // namespace

Units::Units(Reading& reading, const Query& query, Start start, Narrow narrow)
    : m_reading(reading),
      m_query(query),
      m_start(std::move(start)),
      m_narrow(std::move(narrow)),
      m_collection_source(reading, query, m_start,
                          m_narrow ? CollectionSource::Pages::on_demand : CollectionSource::Pages::ahead),
      m_collections([this] { return m_collection_source.next(); }, std::min(reading.reads_ahead, k_collections_ahead)),
      m_owner_source(
          reading, query, m_start, [this] { return m_collections.next(); }, m_narrow),
      m_owners([this] { return m_owner_source.next(); }, reading.reads_ahead) {}

std::optional<Unit> Units::next() { return m_query.wanted == Wanted::items ? next_items() : next_assets(); }

std::optional<Unit> Units::next_assets() {
    for (;;) {
        if (m_list)
            if (auto unit = m_list->next()) return unit;
        m_list.reset();
        auto owner = m_owners.next();
        if (!owner) return std::nullopt;
        m_list.emplace(m_reading, m_query, std::move(*owner));
    }
}

std::optional<Unit> Units::next_items() {
    constexpr std::size_t k_at_once = 16;  // enough work for a thread
    Unit unit;
    if (json::member_text(m_start.document, "type") == "Feature") {
        if (m_is_start_taken) return std::nullopt;
        m_is_start_taken = true;
        unit.collection = json::member_text(m_start.document, "collection");
        const std::string id(json::member_text(m_start.document, "id"));
        const bool is_wanted = (m_query.items.empty() || m_query.items.count(id) != 0) &&
                               (m_query.collections.empty() || m_query.collections.count(unit.collection) != 0);
        if (is_wanted) unit.entries.push_back({json::clone(m_start.document), m_start.key});
        return unit;
    }
    while (unit.entries.size() < k_at_once) {
        if (!m_collection) {
            if (!unit.entries.empty()) return unit;
            m_items.reset();
            m_collection = m_collections.next();
            if (!m_collection) return std::nullopt;
            if (auto narrowed = m_narrow ? m_narrow(*m_collection) : std::nullopt)
                m_collection->candidates = std::move(narrowed->candidates);
            m_items.emplace(m_reading, m_query, *m_collection, m_start.has_layout);
        }
        unit.collection = m_collection->owner->collection;
        if (auto item = m_items->next())
            unit.entries.push_back(std::move(*item));
        else
            m_collection.reset();
    }
    return unit;
}

}  // namespace cairn::search
