#include "search/chains.hpp"

#include <fmt/format.h>

#include "search/names.hpp"

namespace cairn::search {

namespace {

constexpr std::size_t k_most_pages = 1'000'000;
constexpr std::size_t k_most_levels = 64;

}  // namespace

PageChain::PageChain(Reading& reading, const std::string& first_key) : m_reading(reading) {
    m_seen.insert(first_key);
    m_pending = reading.documents.begin(first_key);
}

std::optional<Page> PageChain::next() {
    if (!m_pending) return std::nullopt;
    Page page;
    page.key = m_pending->key();
    auto document = m_reading.documents.take(std::move(*m_pending), m_reading.warn);
    m_pending.reset();
    if (!document) {
        m_is_broken = true;
        return std::nullopt;
    }
    page.document = std::move(*document);
    ask_for_next(page);
    return page;
}

void PageChain::ask_for_next(const Page& page) {
    const std::vector<std::string_view> targets = link_targets(page.document, {"next"});
    if (targets.empty()) return;
    const std::string place = m_reading.documents.storage().place_of(page.key);
    const auto key = m_reading.links.key_of(page.key, targets.front());
    if (!key) return break_off(place, "the link 'next' leads out of the tree; it is not followed");
    if (!m_seen.insert(*key).second) return break_off(place, "the link 'next' leads back to a page before");
    if (m_seen.size() > k_most_pages)
        return break_off(place, fmt::format("the list has more than {} pages", k_most_pages));
    m_pending = m_reading.documents.begin(*key);
}

void PageChain::break_off(const std::string& place, const std::string& message) {
    m_is_broken = true;
    m_reading.warn({"search/broken-list", place, message});
}

LinkWalk::LinkWalk(Reading& reading, const json::Value& start, const std::string& key, Leaves leaves,
                   std::optional<std::set<std::string>> names)
    : m_reading(reading), m_leaves(leaves), m_names(std::move(names)) {
    m_seen.insert(key);
    descend(start, key);
}

void LinkWalk::descend(const json::Value& document, const std::string& key) {
    Level& level = m_levels.emplace_back();
    const auto targets =
        m_leaves == Leaves::items ? link_targets(document, {"item", "child"}) : link_targets(document, {"child"});
    if (m_leaves == Leaves::collections && !link_targets(document, {"item"}).empty())
        m_reading.warn({"search/unexpected-document", m_reading.documents.storage().place_of(key),
                        "the Items of a Catalog are in no Collection; they are not searched"});
    for (const std::string_view target : targets) {
        const auto target_key = m_reading.links.key_of(key, target);
        if (target_key) {
            const bool is_wanted = !m_names || can_lead_to(*m_names, *target_key);
            if (is_wanted && m_seen.insert(*target_key).second) level.keys.push_back(*target_key);
            continue;
        }
        m_reading.warn({"search/outside", m_reading.documents.storage().place_of(key),
                        "a link leads out of the tree; it is not followed"});
    }
}

bool LinkWalk::is_leaf(const json::Value& document, const std::string& key) {
    const std::string_view type = json::member_text(document, "type");
    const std::string_view wanted = m_leaves == Leaves::items ? "Feature" : "Collection";
    if (type == wanted) return true;
    if (type == "Catalog" && m_levels.size() < k_most_levels) {
        descend(document, key);
        return false;
    }
    m_reading.warn({"search/unexpected-document", m_reading.documents.storage().place_of(key),
                    type == "Catalog" ? fmt::format("Catalogs are more than {} levels deep", k_most_levels)
                                      : fmt::format("expected a document of type '{}' or a Catalog here", wanted)});
    return false;
}

std::optional<Page> LinkWalk::next() {
    while (!m_levels.empty()) {
        Level& level = m_levels.back();
        while (!level.keys.empty() && level.pending.size() < m_reading.reads_ahead) {
            level.pending.push_back(m_reading.documents.begin(level.keys.front()));
            level.keys.pop_front();
        }
        if (level.pending.empty()) {
            m_levels.pop_back();
            continue;
        }
        PendingDocument pending = std::move(level.pending.front());
        level.pending.pop_front();
        Page page;
        page.key = pending.key();
        auto document = m_reading.documents.take(std::move(pending), m_reading.warn);
        if (!document || !is_leaf(*document, page.key)) continue;
        page.document = std::move(*document);
        return page;
    }
    return std::nullopt;
}

}  // namespace cairn::search
