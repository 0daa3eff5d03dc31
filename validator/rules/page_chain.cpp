#include <algorithm>

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

void check_order(const Tree& tree, const Chain& chain, Findings& out) {
    for (std::size_t i = 0; i < chain.pages.size(); ++i) {
        const Record& page = *chain.pages[i];
        expect_link(tree, page, "first", chain.pages.front(), out);
        expect_link(tree, page, "prev", i == 0 ? nullptr : chain.pages[i - 1], out);
        if (chain.complete) expect_link(tree, page, "last", chain.pages.back(), out);
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
    if (target == nullptr) return;  // link/missing-target
    const bool circle = std::find(chain.pages.begin(), chain.pages.end(), target) != chain.pages.end();
    const std::string what = !is_page(*target)
                                 ? ", which is a " + std::string(name_of(target->kind)) + ", expected a page"
                             : circle ? ", which comes before: the pages go round in a circle"
                                      : ", to which another page leads as well";
    out.add(k_page_chain, last, last.pointer_of(*next) + "/href", "the next link leads to " + target->path + what);
}

void check(const Tree& tree, Findings& out) {
    for (const Chain& chain : tree.chains().all()) {
        check_order(tree, chain, out);
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
