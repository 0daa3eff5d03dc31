#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
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
    Comparison(const Tree& tree, Findings& out) : m_chains(tree.chains()), m_out(out) {}

    void compare(const Record& item, const Record& collection, const Record& first) {
        const std::optional<Feature> found = m_chains.find(first, item.id);
        if (!found) {
            return m_out.add(k_page_items, item, "/id",
                             "the Item " + quoted(item.id) + " is in none of the pages of Items of " + collection.path);
        }
        const auto [page, index] = *found;
        m_documented.emplace(page, index);
        if (page->members[index].digest == item.digest) return;
        m_out.add(k_page_items, *page, json::child("/features", index),
                  "the Item " + quoted(item.id) + " differs from its own document " + item.path);
    }

    /// Each page once, from the first of its chain that a Collection leads to.
    void add_pages(const Record& first) {
        for (auto place = m_chains.place_of(first); place; place = m_chains.continuation_of(place->chain)) {
            const auto [begin, is_new] = m_begins.emplace(place->chain, place->position);
            if (!is_new && begin->second <= place->position) return;
            begin->second = place->position;
        }
    }

    void report_undocumented() const {
        for (const auto& [chain, begin] : m_begins) {
            const std::vector<const Record*>& pages = m_chains.all()[chain].pages;
            std::unordered_set<std::string_view> ids;  // one that stands there twice is id/duplicate
            for (std::size_t i = begin; i < pages.size(); ++i) check(*pages[begin], *pages[i], ids);
        }
    }

  private:
    void check(const Record& first, const Record& page, std::unordered_set<std::string_view>& ids) const {
        for (std::size_t i = 0; i < page.members.size(); ++i) {
            const std::string& id = page.members[i].id;
            if (!ids.insert(id).second) continue;
            const std::vector<Feature> alike = m_chains.find_all(first, id);
            const bool has_document = std::any_of(alike.begin(), alike.end(), [this](const Feature& feature) {
                return m_documented.count({feature.page, feature.index}) > 0;
            });
            if (has_document) continue;
            m_out.add(k_page_items, page, json::child("/features", i),
                      "the Item " + quoted(id) + " has no document of its own in the tree");
        }
    }

    const PageChains& m_chains;
    Findings& m_out;
    std::set<std::pair<const Record*, std::size_t>> m_documented;  ///< members of pages
    std::map<std::size_t, std::size_t> m_begins;                   ///< chain -> position
};

/// Only where a Collection has both pages and documents of Items: an API has pages alone.
void check(const Tree& tree, Findings& out) {
    Comparison comparison(tree, out);
    for (const Record& item : tree.records()) {
        const Record* collection = item.kind == Kind::item ? tree.follow_rel(item, "collection") : nullptr;
        if (collection == nullptr || collection->kind != Kind::collection) continue;
        const Record* first = tree.follow_rel(*collection, "items");
        if (first == nullptr || !tree.chains().is_complete_from(*first)) continue;
        comparison.compare(item, *collection, *first);
        comparison.add_pages(*first);
    }
    comparison.report_undocumented();
}

}  // namespace

const Rule k_page_items{"page/items",
                        Severity::error,
                        "A page of Items and the documents of the Items say the same",
                        "Clients read either, and must not find two truths.",
                        "validator/schemas/cairn/items-page.json",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
