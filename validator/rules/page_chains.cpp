#include <set>

#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

namespace {

/// Reports the link `rel` of a page when it leads to another document of the tree than `expected`.
void expect_link(const Tree& tree, const Record& page, std::string_view rel, const Record* expected, Findings& out) {
    const Link* link = page.link(rel);
    const Record* target = link == nullptr ? nullptr : tree.follow(page, link->href);
    if (target == nullptr || target == expected) return;
    out.push_back(at(page, link->pointer + "/href", "page/chain", Severity::error,
                     "the " + std::string(rel) + " link leads to " + target->path + ", expected " +
                         (expected == nullptr ? "no such link: no page leads here by its next link" : expected->path)));
}

void check_order(const Tree& tree, const Chain& chain, Findings& out) {
    for (std::size_t i = 0; i < chain.pages.size(); ++i) {
        const Record& page = *chain.pages[i];
        expect_link(tree, page, "first", chain.pages.front(), out);
        expect_link(tree, page, "prev", i == 0 ? nullptr : chain.pages[i - 1], out);
        if (chain.complete) expect_link(tree, page, "last", chain.pages.back(), out);
        if (i > 0 && page.kind != chain.pages.front()->kind) {
            out.push_back(at(page, "", "page/chain", Severity::error,
                             "is a " + std::string(name_of(page.kind)) + ", but " + chain.pages.front()->path +
                                 ", the first page, is a " + std::string(name_of(chain.pages.front()->kind))));
        }
    }
}

/// A `next` link to a page that was there before, or to something that is no page.
void check_end(const Tree& tree, const Chain& chain, Findings& out) {
    if (chain.complete) return;
    const Record& last = *chain.pages.back();
    const Link* next = last.link("next");
    const Record* target = tree.follow(last, next->href);
    if (target == nullptr) return;  // link/missing-target
    out.push_back(
        at(last, next->pointer + "/href", "page/chain", Severity::error,
           "the next link leads to " + target->path +
               (is_page(*target) ? ", which comes before: the pages go round in a circle"
                                 : ", which is a " + std::string(name_of(target->kind)) + ", expected a page")));
}

void check_total(const Chain& chain, Findings& out) {
    if (!chain.complete) return;
    std::size_t total = 0;
    for (const Record* page : chain.pages) total += page->features;
    for (const Record* page : chain.pages) {
        if (!page->number_matched || *page->number_matched == static_cast<std::int64_t>(total)) continue;
        out.push_back(at(*page, "/numberMatched", "page/count", Severity::error,
                         "numberMatched is " + std::to_string(*page->number_matched) + ", but the " +
                             std::to_string(chain.pages.size()) + " pages have " + std::to_string(total) +
                             " features"));
    }
}

}  // namespace

void page_chains(const Tree& tree, Findings& out) {
    std::set<const Record*> seen;
    const auto check = [&](const Record& first) {
        const Chain chain = chain_from(tree, first);
        seen.insert(chain.pages.begin(), chain.pages.end());
        check_order(tree, chain, out);
        check_end(tree, chain, out);
        check_total(chain, out);
    };
    for (const Record* first : first_pages(tree)) check(*first);
    // What is left has no first page: closed circles. Each is entered at its page with the lowest path.
    for (const Record& record : tree.records()) {
        if (is_page(record) && seen.count(&record) == 0) check(record);
    }
}

}  // namespace cairn::validate::rules
