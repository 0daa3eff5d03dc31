#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

using Feature = PageChains::Feature;

/// Pages that Collections with documents of Items lead to: pages may be those of many Collections.
class Comparison {
  public:
    Comparison(const TreeView& view, Findings& out) : m_view(view), m_chains(view.tree.chains()), m_out(out) {}

    void compare(const Record& item, const Record& first) {
        const std::optional<Feature> found = m_chains.find(first, item.id);
        if (!found && item.is_uncertain) return excuse(item, first);  // its id may be what a schema misses
        if (!found) return m_unlisted[&first].push_back(&item);
        mark_documented(*found);
        const auto [page, index] = *found;
        if (page->contents().members[index].digest == item.digest) return;
        m_view.disputed.insert({&item, page});
        // Where a rule has found one of them wrong, that is why.
        if (item.is_suspect() != page->is_suspect(static_cast<std::uint32_t>(index))) return;
        if (item.not_checked != page->not_checked) return;
        m_out.add(k_page_items, *page, json::child("/features", index),
                  "the Item " + in_quotes(item.id) + " differs from its own document " + item.path);
    }

    /// An Item of these pages of which another rule says why it is not known as one: its entry is not missing a
    /// document.
    void excuse(const Record& item, const Record& first) {
        const std::optional<Feature> found = m_chains.find(first, item.id);
        if (found) {
            mark_documented(*found);
        } else {
            ++m_excused[&first];
        }
    }

    /// Each page once, from the first of its chain that a Collection leads to.
    void add_pages(const Record& collection, const Record& first) {
        m_collections.emplace(&first, &collection);
        for (auto place = m_chains.place_of(first); place; place = m_chains.continuation_of(place->chain)) {
            const auto [begin, is_new] = m_begins.emplace(place->chain, place->position);
            if (!is_new && begin->second <= place->position) return;
            begin->second = place->position;
        }
    }

    void report_unlisted() {
        for (const auto& [first, items] : m_unlisted) {
            for (const Record* item : items) {
                m_view.disputed.insert(item);
                m_out.add(k_page_items, *item, "/id",
                          "the Item " + in_quotes(item->id) + " is in none of the pages of Items of " +
                              m_view.tree.collection_of(*item)->path);
            }
        }
    }

    void report_undocumented() {
        for (const auto& [chain, begin] : m_begins) {
            const std::vector<const Record*>& pages = m_chains.all()[chain].pages;
            for (std::size_t i = begin; i < pages.size(); ++i) check(*pages[begin], *pages[i]);
        }
    }

  private:
    /// Whether a link of the member itself is broken, or leads to a document that cannot be read: that is said already.
    bool leads_nowhere(const Record& page, std::size_t member) const {
        return std::any_of(page.links.begin(), page.links.end(), [&](const Link& link) {
            if (link.member != static_cast<std::int32_t>(member)) return false;
            const Target target = m_view.tree.resolve(page, link.href);
            if (target.where != Where::inside) return false;
            const Record* document = m_view.tree.find(target.path);
            return document == nullptr ? m_view.missing.has_target(target.path) : !document->readable;
        });
    }

    /// Whether the document of a member is lost by a broken link of its Collection.
    bool is_lost(const Record& first) {
        const auto excused = m_excused.find(&first);
        if (excused != m_excused.end() && excused->second > 0) {
            --excused->second;
            return true;
        }
        const auto collection = m_collections.find(&first);
        return collection != m_collections.end() && m_view.missing.explains_one(*collection->second);
    }

    /// One id that was changed, in the page or in the document, is one finding.
    std::string perhaps(const Record& first) {
        const auto unlisted = m_unlisted.find(&first);
        if (unlisted == m_unlisted.end() || unlisted->second.empty()) return {};
        const Record* item = unlisted->second.front();
        unlisted->second.erase(unlisted->second.begin());
        m_view.disputed.insert(item);
        return ", and the Item " + in_quotes(item->id) + " of " + item->path + " is in none of the pages";
    }

    void mark_documented(const Feature& feature) {
        std::vector<bool>& documented = m_documented[feature.page];
        documented.resize(feature.page->contents().members.size());
        documented[feature.index] = true;
    }

    bool is_documented(const Feature& feature) const {
        const auto page = m_documented.find(feature.page);
        return page != m_documented.end() && page->second[feature.index];
    }

    void check(const Record& first, const Record& page) {
        const std::vector<Member>& members = page.contents().members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::string& id = members[i].id;
            const std::vector<Feature> alike = m_chains.find_all(first, id);
            // One that stands there twice is id/duplicate.
            if (alike.front().page != &page || alike.front().index != i) continue;
            const bool has_document =
                std::ranges::any_of(alike, [this](const Feature& feature) { return is_documented(feature); });
            if (has_document || leads_nowhere(page, i) || is_lost(first)) continue;
            m_view.disputed.insert(&page);
            m_out.add(k_page_items, page, json::child("/features", i),
                      "the Item " + in_quotes(id) + " has no document of its own in the tree" + perhaps(first));
        }
    }

    const TreeView& m_view;
    const PageChains& m_chains;
    Findings& m_out;
    std::unordered_map<const Record*, std::vector<bool>> m_documented;  ///< by page, which of its members
    std::map<const Record*, std::size_t> m_excused;                     ///< by the first page
    std::map<const Record*, std::vector<const Record*>> m_unlisted;     ///< by the first page
    std::map<const Record*, const Record*> m_collections;               ///< likewise
    std::map<std::size_t, std::size_t> m_begins;                        ///< chain -> position
};

/// The Collection of an Item whose link and member disagree, or whose link is broken: by the name that it was given, or
/// the one that its link leads to.
const Record* collection_named(const Tree& tree, const Record& item,
                               const std::map<std::string_view, const Record*>& by_id) {
    const Record* linked = tree.collection_of(item);
    if (linked != nullptr && linked->kind == Kind::collection && by_id.count(item.collection) == 0) return linked;
    const auto named = by_id.find(item.collection);
    return named == by_id.end() ? nullptr : named->second;
}

/// Only where a Collection has both pages and documents of Items: an API has pages alone.
void check(const TreeView& view, Findings& out) {
    const Tree& tree = view.tree;
    Comparison comparison(view, out);
    std::map<std::string_view, const Record*> by_id;
    for (const Record& record : tree.records())
        if (record.kind == Kind::collection) by_id.emplace(record.id, &record);
    for (const Record& item : tree.records()) {
        if (item.kind != Kind::item) continue;
        const Record* collection = tree.own_collection(item);
        const bool is_known = collection != nullptr;
        if (!is_known) collection = collection_named(tree, item, by_id);
        const Record* first = collection == nullptr ? nullptr : tree.follow_rel(*collection, "items");
        if (first == nullptr || !is_page(*first) || !tree.chains().is_complete_from(*first)) continue;
        if (!is_known) {
            comparison.excuse(item, *first);
            continue;
        }
        comparison.compare(item, *first);
        comparison.add_pages(*collection, *first);
    }
    comparison.report_undocumented();
    comparison.report_unlisted();
}

}  // namespace

const Rule k_page_items{"page/items",
                        Severity::error,
                        "A page of Items and the documents of the Items say the same",
                        "Clients read either, and must not find two truths.",
                        "validator/schemas/cairn/items-page.json",
                        CopyCheck{check}};

}  // namespace cairn::validate::rules
