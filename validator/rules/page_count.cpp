#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

std::string_view what_of(const Record& page) { return page.kind == Kind::collections ? " Collections" : " features"; }

void check_returned(const Record& page, Findings& out) {
    if (!page.number_returned || *page.number_returned == static_cast<std::int64_t>(page.features)) return;
    out.add(k_page_count, page, "/numberReturned",
            "numberReturned is " + std::to_string(*page.number_returned) + ", but the page has " +
                std::to_string(page.features) + std::string(what_of(page)));
}

void check_matched(const Chain& chain, Findings& out) {
    // A page that another one should come before is not the first: page/chain.
    if (!chain.complete || chain.pages.front()->link("prev") != nullptr) return;
    std::size_t total = 0;
    for (const Record* page : chain.pages) total += page->features;
    for (const Record* page : chain.pages) {
        if (!page->number_matched || *page->number_matched == static_cast<std::int64_t>(total)) continue;
        out.add(k_page_count, *page, "/numberMatched",
                "numberMatched is " + std::to_string(*page->number_matched) + ", but the " +
                    std::to_string(chain.pages.size()) + " pages have " + std::to_string(total) +
                    std::string(what_of(*page)));
    }
}

void check(const TreeView& view, Findings& out) {
    const Tree& tree = view.tree;
    for (const Record& record : tree.records()) {
        if (is_page(record)) check_returned(record, out);
    }
    for (const Chain& chain : tree.chains().all()) check_matched(chain, out);
}

}  // namespace

const Rule k_page_count{"page/count",
                        Severity::error,
                        "A page counts its entries and those of all pages",
                        "Clients show the counts and stop asking when they are reached.",
                        "OGC API - Features 1.0, requirements 29 and 30",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
