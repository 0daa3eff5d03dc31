#include "validator/page_chains.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "validator/tree.hpp"

namespace cairn::validate {

bool is_page(const Record& record) {
    return record.kind == Kind::items_page || record.kind == Kind::asset_page || record.kind == Kind::collections;
}

PageChains::PageChains(const Tree& tree) {
    std::unordered_set<const Record*> led_to;
    for (const Record& record : tree.records()) {
        if (is_page(record)) led_to.insert(tree.follow_rel(record, "next"));
    }
    for (const Record& record : tree.records()) {
        if (is_page(record) && led_to.count(&record) == 0) add_chain(tree, record);
    }
    for (const Record& record : tree.records()) {
        if (is_page(record) && m_places.count(&record) == 0) add_chain(tree, record);
    }
}

void PageChains::add_chain(const Tree& tree, const Record& first) {
    Chain chain;
    const Record* page = &first;
    while (page != nullptr && is_page(*page) &&
           m_places.emplace(page, Place{m_chains.size(), chain.pages.size()}).second) {
        chain.pages.push_back(page);
        const Link* next = page->link("next");
        chain.complete = next == nullptr;
        page = next == nullptr ? nullptr : tree.follow(*page, next->href);
    }
    m_continuations.push_back(page == nullptr ? std::nullopt : place_of(*page));
    index_members(chain);
    m_chains.push_back(std::move(chain));
}

std::string_view PageChains::id_of(const Chain& chain, const Entry& entry) {
    return chain.pages[entry.position]->contents().members[entry.index].id;
}

void PageChains::index_members(const Chain& chain) {
    std::size_t count = 0;
    for (const Record* page : chain.pages) count += page->contents().members.size();
    std::vector<Entry> members;
    members.reserve(count);
    for (std::uint32_t position = 0; position < chain.pages.size(); ++position) {
        const std::vector<Member>& own = chain.pages[position]->contents().members;
        for (std::uint32_t i = 0; i < own.size(); ++i) members.push_back({digest_of(own[i].id), position, i});
    }
    std::sort(members.begin(), members.end(), [&](const Entry& a, const Entry& b) {
        if (a.digest != b.digest) return a.digest < b.digest;
        const std::string_view id_a = id_of(chain, a);
        const std::string_view id_b = id_of(chain, b);
        return std::tie(id_a, a.position, a.index) < std::tie(id_b, b.position, b.index);
    });
    m_members.push_back(std::move(members));
}

std::optional<PageChains::Place> PageChains::place_of(const Record& page) const {
    const auto found = m_places.find(&page);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PageChains::Place> PageChains::continuation_of(std::size_t chain) const {
    const std::optional<Place>& next = m_continuations[chain];
    return next && next->chain != chain ? next : std::nullopt;
}

bool PageChains::is_complete_from(const Record& first) const {
    for (std::optional<Place> place = place_of(first); place; place = continuation_of(place->chain)) {
        if (!m_chains[place->chain].complete && !continuation_of(place->chain)) return false;
    }
    return true;
}

PageChains::Feature PageChains::feature_of(std::size_t chain, const Entry& entry) const {
    return {m_chains[chain].pages[entry.position], entry.index};
}

PageChains::Range PageChains::range_of(const Record& first, std::string_view id) const {
    const std::uint64_t digest = digest_of(id);
    for (std::optional<Place> place = place_of(first); place; place = continuation_of(place->chain)) {
        const std::optional<Place>& next = m_continuations[place->chain];
        const bool goes_round = next && next->chain == place->chain;
        const std::size_t position = goes_round ? std::min(place->position, next->position) : place->position;
        const Chain& chain = m_chains[place->chain];
        const std::vector<Entry>& members = m_members[place->chain];
        using Key = std::tuple<std::string_view, std::size_t>;
        const auto before = [&](const Entry& entry, const Key& key) {
            return entry.digest != digest ? entry.digest < digest : Key(id_of(chain, entry), entry.position) < key;
        };
        const auto begin = std::lower_bound(members.begin(), members.end(), Key(id, position), before);
        if (begin == members.end() || begin->digest != digest || id_of(chain, *begin) != id) continue;
        const auto end = std::lower_bound(begin, members.end(), Key(id, std::size_t{UINT32_MAX} + 1), before);
        return {place->chain, begin, end};
    }
    return {};
}

std::optional<PageChains::Feature> PageChains::find(const Record& first, std::string_view id) const {
    const Range found = range_of(first, id);
    return found.begin == found.end ? std::nullopt : std::optional(feature_of(found.chain, *found.begin));
}

std::vector<PageChains::Feature> PageChains::find_all(const Record& first, std::string_view id) const {
    const Range found = range_of(first, id);
    std::vector<Feature> features;
    for (auto at = found.begin; at != found.end; ++at) features.push_back(feature_of(found.chain, *at));
    return features;
}

}  // namespace cairn::validate
