#include "validator/rules/chains.hpp"

#include <unordered_set>

namespace cairn::validate::rules {

namespace {

using Seen = std::unordered_set<const Record*>;

/// Ends at a page of an earlier chain: following shared pages again from each of N beginnings would cost N times them.
Chain unseen_chain(const Tree& tree, const Record& first, Seen& seen) {
    Chain chain;
    for (const Record* page = &first; page != nullptr && is_page(*page) && seen.insert(page).second;) {
        chain.pages.push_back(page);
        const Link* next = page->link("next");
        chain.complete = next == nullptr;
        page = next == nullptr ? nullptr : tree.follow(*page, next->href);
    }
    return chain;
}

}  // namespace

std::vector<Chain> all_chains(const Tree& tree) {
    Seen led_to;
    for (const Record& record : tree.records()) {
        if (is_page(record)) led_to.insert(tree.follow_rel(record, "next"));
    }
    std::vector<Chain> chains;
    Seen seen;
    for (const Record& record : tree.records()) {
        if (is_page(record) && led_to.count(&record) == 0) chains.push_back(unseen_chain(tree, record, seen));
    }
    for (const Record& record : tree.records()) {
        if (is_page(record) && seen.count(&record) == 0) chains.push_back(unseen_chain(tree, record, seen));
    }
    return chains;
}

}  // namespace cairn::validate::rules
