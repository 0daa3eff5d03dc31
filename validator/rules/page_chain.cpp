#include <algorithm>

#include "validator/cut_chains.hpp"
#include "validator/relations.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Reports the link `rel` of a page when it leads to another document of the tree than `expected`.
void expect_link(const Tree& tree, const Record& page, std::string_view rel, const Record* expected, Findings& out) {
    const Link* link = page.link(rel);
    const Record* target = link == nullptr ? nullptr : tree.follow(page, link->href);
    if (target == nullptr || target == expected) return;
    out.add(k_page_chain, page, page.pointer_of(*link) + "/href",
            "the " + std::string(rel) + " link leads to " + target->path + ", expected " +
                (expected == nullptr ? "no such link: no page leads here by its next link" : expected->path));
}

/// Whether the first page of a chain is none: the page before it has a broken link, or cannot be read.
bool has_lost_begin(const TreeView& view, const Record& first) {
    const Link* link = first.link("prev");
    if (link == nullptr) return false;
    const Target target = view.tree.resolve(first, link->href);
    if (target.where != Where::inside) return false;
    const Record* before = view.tree.find(target.path);
    if (before == nullptr) return view.missing.has_target(target.path);
    return !before->readable || view.missing.explains(*before, first);
}

/// A page without a way back, where pages have one: they name their first page, or others have their `prev` links.
void check_way_back(const Chain& chain, Findings& out) {
    const auto has_way_back = [](const Record* page) { return page->link("prev") != nullptr; };
    const bool has_any = std::any_of(chain.pages.begin() + 1, chain.pages.end(), has_way_back);
    for (std::size_t i = 1; i < chain.pages.size(); ++i) {
        const Record& page = *chain.pages[i];
        if (has_way_back(&page) || page.is_uncertain || !(has_any || page.link("first") != nullptr)) continue;
        out.add(k_page_chain, page, "/links",
                "has no prev link, expected one to " + chain.pages[i - 1]->path + ", whose next link leads here");
    }
}

void check_order(const TreeView& view, const Chain& chain, const CutPages& cut, Findings& out) {
    const Tree& tree = view.tree;
    if (has_lost_begin(view, *chain.pages.front())) return;
    check_way_back(chain, out);
    const auto end = cut.find(chain.pages.back());
    if (end != cut.end()) {
        out.add(k_page_chain, *end->first, "/links",
                "has no next link, expected one to " + end->second->path + ", whose prev link leads here");
    }
    const Record* before = tree.follow_rel(*chain.pages.front(), "prev");
    const auto begin = cut.find(before);
    const Record* said_before = begin != cut.end() && begin->second == chain.pages.front() ? before : nullptr;
    // One that says that another page comes before it is reported for that alone.
    const bool begins = tree.follow_rel(*chain.pages.front(), "prev") == nullptr;
    for (std::size_t i = 0; i < chain.pages.size(); ++i) {
        const Record& page = *chain.pages[i];
        if (begins) expect_link(tree, page, "first", chain.pages.front(), out);
        expect_link(tree, page, "prev", i == 0 ? said_before : chain.pages[i - 1], out);
        if (chain.complete && end == cut.end()) expect_link(tree, page, "last", chain.pages.back(), out);
        if (i > 0 && page.kind != chain.pages.front()->kind) {
            out.add(k_page_chain, page, "",
                    "is a " + std::string(name_of(page.kind)) + ", but " + chain.pages.front()->path +
                        ", the first page, is a " + std::string(name_of(chain.pages.front()->kind)));
        }
    }
}

/// A `next` link to a page that was there before, or to something that is no page.
void check_end(const Tree& tree, const Chain& chain, Findings& out) {
    if (chain.complete) return;
    const Record& last = *chain.pages.back();
    const Link* next = last.link("next");
    const Record* target = tree.follow(last, next->href);
    if (target == nullptr || !target->readable) return;      // link/missing-target, json/syntax
    if (!missed_kind(last, *next, *target).empty()) return;  // link/kind
    const bool circle = std::find(chain.pages.begin(), chain.pages.end(), target) != chain.pages.end();
    const std::string what = !is_page(*target)
                                 ? ", which is a " + std::string(name_of(target->kind)) + ", expected a page"
                             : circle ? ", which comes before: the pages go round in a circle"
                                      : ", to which another page leads as well";
    out.add(k_page_chain, last, last.pointer_of(*next) + "/href", "the next link leads to " + target->path + what);
}

void check(const TreeView& view, Findings& out) {
    const Tree& tree = view.tree;
    const CutPages cut = cut_pages(tree);
    for (const Chain& chain : tree.chains().all()) {
        check_order(view, chain, cut, out);
        check_end(tree, chain, out);
    }
}

}  // namespace

const Rule k_page_chain{"page/chain",
                        Severity::error,
                        "Pages follow each other by their links",
                        "Clients read pages by `next` until there is none: a circle never ends, a page that is passed "
                        "over is lost.",
                        "RFC 8288 and the IANA link relations first, prev, next, last",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
