#include <algorithm>

#include "search/entry.hpp"
#include "search/units.hpp"

namespace cairn::search {

namespace {

/// "a/index.json" -> "a/pages.json"; nullopt: the list is not one of cairn's.
std::optional<std::string> directory_beside(const std::string& list_key) {
    constexpr std::string_view k_first_page = "index.json";
    const std::size_t slash = list_key.rfind('/') + 1;
    if (list_key.substr(slash) != k_first_page) return std::nullopt;
    return list_key.substr(0, slash) + "pages.json";
}

bool has_role(const json::Value& asset, std::string_view wanted) {
    const json::Value* roles = json::find(asset, "roles");
    return roles != nullptr && roles->IsArray() &&
           std::any_of(roles->Begin(), roles->End(),
                       [&](const json::Value& role) { return role.IsString() && json::view(role) == wanted; });
}

/// Rows of tables are the same entries again.
bool is_table(const json::Value& asset) {
    return has_role(asset, "collection-mirror") || has_role(asset, "asset-mirror");
}

json::Value take_assets(json::Value& document) {
    json::Value* assets = json::find(document, "assets");
    if (assets == nullptr) return {};
    json::Value taken = std::move(*assets);
    json::remove(document, "assets");
    return taken;
}

}  // namespace

OwnerSource::OwnerSource(Reading& reading, const Query& query, const Start& start,
                         std::function<std::optional<CollectionVisit>()> next, const Narrow& narrow)
    : m_reading(reading), m_query(query), m_start(start), m_next(std::move(next)), m_narrow(narrow) {}

std::optional<OwnerVisit> OwnerSource::visit(const json::Value& document, json::Value assets, const std::string& key,
                                             std::shared_ptr<const Owner> owner) {
    OwnerVisit visit{owner, key, {}, "", {}, m_start.has_layout, nullptr, {}};
    if (!owner->item.empty() && m_collection) visit.candidates = m_collection->candidates;
    const auto lists = link_targets(document, {"asset"});
    if (const auto list = lists.empty() ? std::nullopt : m_reading.links.key_of(key, lists.front())) {
        visit.list_key = *list;
        const auto directory = directory_beside(*list);
        if (directory) visit.directory = m_reading.documents.begin(*directory);
    } else if (!lists.empty()) {
        m_reading.warn({"search/outside", m_reading.documents.storage().place_of(key),
                        "the link 'asset' leads out of the tree; it is not followed"});
    }
    if (assets.IsObject()) {
        for (auto& member : assets.GetObject()) {
            const bool is_list = !visit.list_key.empty() && has_role(member.value, "index") &&
                                 m_reading.links.key_of(key, json::member_text(member.value, "href")) == visit.list_key;
            if (member.value.IsObject() && !is_list && !is_table(member.value))
                visit.assets.push_back(feature_of_asset(json::view(member.name), std::move(member.value), *owner));
        }
    }
    std::stable_sort(visit.assets.begin(), visit.assets.end(), [&](const json::Value& a, const json::Value& b) {
        return position_of(a, *owner, false) < position_of(b, *owner, false);
    });
    if (visit.assets.empty() && visit.list_key.empty()) return std::nullopt;
    return visit;
}

std::optional<OwnerVisit> OwnerSource::visit_item(json::Value item, const std::string& key,
                                                  const std::string& collection) {
    json::Value assets = take_assets(item);
    auto owner = std::make_shared<const Owner>(owner_of_item(std::move(item), collection));
    if (excludes(*owner, m_query)) return std::nullopt;
    return visit(owner->document, std::move(assets), key, owner);
}

void OwnerSource::begin_items() {
    if (auto narrowed = m_narrow ? m_narrow(*m_collection) : std::nullopt) {
        m_answers = std::move(narrowed->answers);
        m_collection->candidates = std::move(narrowed->candidates);
    }
    if (!m_answers) m_items.emplace(m_reading, m_query, *m_collection, m_start.has_layout);
}

std::optional<OwnerVisit> OwnerSource::next() {
    if (json::member_text(m_start.document, "type") == "Feature") {
        if (m_is_start_taken) return std::nullopt;
        m_is_start_taken = true;
        const std::string collection(json::member_text(m_start.document, "collection"));
        const std::string id(json::member_text(m_start.document, "id"));
        const bool is_wanted = (m_query.items.empty() || m_query.items.count(id) != 0) &&
                               (m_query.collections.empty() || m_query.collections.count(collection) != 0);
        return is_wanted ? visit_item(json::clone(m_start.document), m_start.key, collection) : std::nullopt;
    }
    for (;;) {
        if (!m_collection) {
            m_items.reset();
            m_collection = m_next();
            if (!m_collection) return std::nullopt;
            begin_items();
            if (!m_query.items.empty()) continue;
            json::Value assets = take_assets(m_collection->document);
            if (auto own = visit(m_collection->document, std::move(assets), m_collection->key, m_collection->owner))
                return own;
        } else if (m_answers) {
            OwnerVisit visit;
            visit.owner = m_collection->owner;
            visit.answers = std::move(*m_answers);
            m_answers.reset();
            m_collection.reset();
            return visit;
        } else if (auto item = m_items->next()) {
            if (auto found = visit_item(std::move(item->document), item->key, m_collection->owner->collection))
                return found;
        } else {
            m_collection.reset();
        }
    }
}

}  // namespace cairn::search
