#include <algorithm>

#include "validator/cut_chains.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

std::string_view what_of(const Record& page) { return page.kind == Kind::collections ? " Collections" : " features"; }

void check_returned(const Record& page, Findings& out) {
    const auto& returned = page.contents().number_returned;
    const std::size_t features = page.contents().features;
    if (!returned || *returned == static_cast<std::int64_t>(features)) return;
    out.add(k_page_count, page, "/numberReturned",
            "numberReturned is " + std::to_string(*returned) + ", but the page has " + std::to_string(features) +
                std::string(what_of(page)));
}

void check_matched(const Chain& chain, const CutPages& cut, Findings& out) {
    // A page that another one should come before is not the first, one that another follows not the last: page/chain.
    if (!chain.complete || chain.pages.front()->link("prev") != nullptr || cut.count(chain.pages.back()) > 0) return;
    std::size_t total = 0;
    for (const Record* page : chain.pages) total += page->contents().features;
    const auto& first = chain.pages.front()->contents().number_matched;
    // What all pages say alike is wrong for one cause.
    const bool is_one_cause = first && std::ranges::all_of(chain.pages, [&](const Record* page) {
                                  return page->contents().number_matched.value_or(*first) == *first;
                              });
    for (const Record* page : chain.pages) {
        if (is_one_cause && page != chain.pages.front()) break;
        const auto& matched = page->contents().number_matched;
        if (!matched || *matched == static_cast<std::int64_t>(total)) continue;
        out.add(k_page_count, *page, "/numberMatched",
                "numberMatched is " + std::to_string(*matched) + ", but the " + std::to_string(chain.pages.size()) +
                    " pages have " + std::to_string(total) + std::string(what_of(*page)));
    }
}

void check(const TreeView& view, Findings& out) {
    const Tree& tree = view.tree;
    for (const Record& record : tree.records()) {
        if (is_page(record)) check_returned(record, out);
    }
    const CutPages cut = cut_pages(tree);
    for (const Chain& chain : tree.chains().all()) check_matched(chain, cut, out);
}

}  // namespace

const Rule k_page_count{"page/count",
                        Severity::error,
                        "A page counts its entries and those of all pages",
                        "Clients show the counts and stop asking when they are reached.",
                        "OGC API - Features 1.0, requirements 29 and 30",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
