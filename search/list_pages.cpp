#include "search/entry.hpp"
#include "search/units.hpp"

namespace cairn::search {

ListPages::ListPages(Reading& reading, const Query& query, OwnerVisit visit)
    : m_reading(reading), m_query(query), m_visit(std::move(visit)) {}

Unit ListPages::unit() const {
    Unit unit;
    unit.owner = m_visit.owner;
    unit.collection = m_visit.owner->collection;
    return unit;
}

std::optional<Unit> ListPages::next() {
    if (!m_visit.answers.empty()) {
        Unit known = unit();
        known.answers = std::move(m_visit.answers);
        m_visit.answers.clear();
        return known;
    }
    if (!m_visit.assets.empty()) {
        Unit own = unit();
        for (json::Value& asset : m_visit.assets) own.entries.push_back({std::move(asset), m_visit.key});
        m_visit.assets.clear();
        return own;
    }
    if (!m_is_opened) open_list();
    while (!m_lines.empty()) {
        const Line line = m_lines.front();
        m_lines.pop_front();
        if (!line.is_part) {
            Unit listed = unit();
            listed.is_listed = true;
            listed.page = m_reading.documents.begin(line.key);
            return listed;
        }
        std::deque<Line> rest;
        rest.swap(m_lines);
        read_directory(m_reading.documents.begin(line.key), Level::part, Documents::Presence::expected);
        m_lines.insert(m_lines.end(), rest.begin(), rest.end());
    }
    return next_of_chain();
}

void ListPages::open_list() {
    m_is_opened = true;
    if (m_visit.list_key.empty()) return;
    const auto presence = m_visit.has_layout ? Documents::Presence::expected : Documents::Presence::possible;
    if (m_visit.directory && read_directory(std::move(*m_visit.directory), Level::top, presence)) return;
    m_chain.emplace(m_reading, m_visit.list_key);
}

bool ListPages::read_directory(PendingDocument pending, Level level, Documents::Presence presence) {
    const std::string key = pending.key();
    const auto directory = m_reading.documents.take(std::move(pending), m_reading.warn, presence);
    if (!directory) return false;
    if (json::member_text(*directory, "type") != "AssetPages") {
        m_reading.warn({"search/unexpected-document", m_reading.documents.storage().place_of(key),
                        "expected a page directory, of type 'AssetPages'"});
        return false;
    }
    add_lines(*directory, key, "pages");
    if (level == Level::top) add_lines(*directory, key, "parts");  // parts have no parts
    return true;
}

void ListPages::add_lines(const json::Value& directory, const std::string& key, const char* member) {
    const json::Value* lines = json::find(directory, member);
    if (lines == nullptr || !lines->IsArray()) return;
    const bool is_part = std::string_view(member) == "parts";
    for (rapidjson::SizeType i = 0; i < lines->Size(); ++i) {
        const json::Value& line = (*lines)[i];
        if (!can_hold_answers(line) || (i + 1 < lines->Size() && is_before_token((*lines)[i + 1]))) continue;
        const auto target = m_reading.links.key_of(key, json::member_text(line, "href"));
        if (target) {
            m_lines.push_back({*target, is_part});
        } else {
            m_reading.warn({"search/outside", m_reading.documents.storage().place_of(key),
                            "a line leads out of the tree; it is not followed"});
        }
    }
}

bool ListPages::is_before_token(const json::Value& next_line) const {
    if (!m_query.after || !m_query.after->is_listed || !m_query.after->has_time) return false;
    const Position& after = *m_query.after;
    if (after.collection != m_visit.owner->collection || after.item != m_visit.owner->item) return false;
    const json::Value* interval = json::find(next_line, "interval");
    if (interval == nullptr || !interval->IsArray() || interval->Empty()) return false;
    const auto start = parse_time(json::text_or((*interval)[0], ""));
    return start && *start < after.start;
}

/// Lists are in the order of their starts, and the interval of a line is the hull of those of its assets.
bool ListPages::may_hold_candidates(const json::Value* interval) const {
    TimeSpan span;
    if (interval != nullptr && interval->IsArray() && interval->Size() == 2) {
        span.start = parse_time(json::text_or((*interval)[0], "")).value_or(span.start);
        span.end = parse_time(json::text_or((*interval)[1], "")).value_or(span.end);
    }
    return m_visit.candidates->may_begin_in(m_visit.owner->item, span);
}

bool ListPages::can_hold_answers(const json::Value& line) const {
    const json::Value* interval = json::find(line, "interval");
    if (m_query.time && interval != nullptr) {
        if (!interval->IsArray() || interval->Size() != 2) return !interval->IsNull();
        TimeSpan span;
        const auto start = json::text_or((*interval)[0], "");
        const auto end = json::text_or((*interval)[1], "");
        span.start = parse_time(start).value_or(span.start);
        span.end = parse_time(end).value_or(span.end);
        if (!span.meets(*m_query.time)) return false;
    }
    if (m_visit.candidates != nullptr && !may_hold_candidates(interval)) return false;
    const json::Value* bbox = json::find(line, "bbox");
    if (!m_query.has_place() || bbox == nullptr) return true;
    if (bbox->IsNull()) return false;
    const auto box = box_of(*bbox);
    if (!box) return true;
    return (!m_query.box || meet(*box, *m_query.box)) && (!m_query.shape_box || meet(*box, *m_query.shape_box));
}

std::optional<Unit> ListPages::next_of_chain() {
    if (!m_chain) return std::nullopt;
    auto page = m_chain->next();
    if (!page) {
        m_chain.reset();
        return std::nullopt;
    }
    Unit listed = unit();
    listed.is_listed = true;
    json::Value* features = json::find(page->document, "features");
    if (features == nullptr || !features->IsArray()) {
        m_reading.warn({"search/unexpected-document", m_reading.documents.storage().place_of(page->key),
                        "expected a list 'features'"});
        return listed;
    }
    for (json::Value& feature : features->GetArray()) listed.entries.push_back({std::move(feature), page->key});
    return listed;
}

}  // namespace cairn::search
