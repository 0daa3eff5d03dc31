#include <set>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

using Pages = std::vector<const Record*>;

/// The pages that the directory lists; a null where an entry leads nowhere.
Pages listed_pages(const Tree& tree, const Record& directory, Findings& out) {
    Pages pages;
    for (std::size_t i = 0; i < directory.pages.size(); ++i) {
        const std::string& href = directory.pages[i].href;
        const Record* page = tree.follow(directory, href);
        pages.push_back(page != nullptr && is_page(*page) ? page : nullptr);
        if (pages.back() != nullptr) continue;
        out.add(k_page_directory, directory, json::child("/pages", i) + "/href",
                quoted(href) + " is no page of this tree");
    }
    return pages;
}

/// Says where the list and the chain of pages part, once.
void compare_order(const Tree& tree, const Record& directory, const Pages& pages, Findings& out) {
    if (pages.empty() || pages.front() == nullptr) return;
    std::set<const Record*> seen;  // the pages may go round in a circle
    const Record* next = pages.front();
    // Only as far as they agree: of many directories each may list one page of a long chain.
    for (std::size_t i = 0; i < pages.size() || next != nullptr; ++i) {
        const Record* listed = i < pages.size() ? pages[i] : nullptr;
        const Record* linked = next != nullptr && seen.insert(next).second ? next : nullptr;
        next = linked == nullptr ? nullptr : next_page(tree, *linked);
        if (listed == linked || (i < pages.size() && listed == nullptr)) continue;
        return out.add(k_page_directory, directory, i < pages.size() ? json::child("/pages", i) : "/pages",
                       "page " + std::to_string(i + 1) + " is " + (listed ? listed->path : "not listed") +
                           ", but by the next links it is " + (linked ? linked->path : "past the last page"));
    }
    const Record* before = tree.follow_rel(*pages.front(), "prev");
    if (before == nullptr) return;
    out.add(k_page_directory, directory, "/pages",
            "begins with " + pages.front()->path + ", but " + before->path + " comes before it");
}

void compare_entry(const Record& directory, std::size_t i, const Record& page, Findings& out) {
    const PageEntry& entry = directory.pages[i];
    const std::string pointer = json::child("/pages", i);
    if (entry.count && *entry.count != static_cast<std::int64_t>(page.features)) {
        out.add(k_page_directory, directory, pointer + "/count",
                "count is " + std::to_string(*entry.count) + ", but " + page.path + " has " +
                    std::to_string(page.features) + " features");
    }
    if (page.time && (!entry.time || !covers(*entry.time, *page.time))) {
        out.add(k_page_directory, directory, pointer + "/interval",
                "the interval does not contain the times of the features in " + page.path);
    }
    const bool has_boxes = page.boxes.plain || page.boxes.crossing;
    if (has_boxes && (!entry.box || !may_cover(*entry.box, page.boxes))) {
        out.add(k_page_directory, directory, pointer + "/bbox",
                "the bbox does not contain the features in " + page.path);
    }
}

void check(const RecordView& view, Findings& out) {
    const Tree& tree = view.tree;
    const Record& record = view.record;
    if (record.kind != Kind::page_directory) return;
    const Pages pages = listed_pages(tree, record, out);
    compare_order(tree, record, pages, out);
    std::int64_t total = 0;
    bool complete = true;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        complete = complete && pages[i] != nullptr;
        if (pages[i] == nullptr) continue;
        total += static_cast<std::int64_t>(pages[i]->features);
        compare_entry(record, i, *pages[i], out);
    }
    if (!complete || !record.number_matched || *record.number_matched == total) return;
    out.add(k_page_directory, record, "/numberMatched",
            "numberMatched is " + std::to_string(*record.number_matched) + ", but the pages have " +
                std::to_string(total) + " features");
}

}  // namespace

const Rule k_page_directory{"page/directory",
                            Severity::error,
                            "A page directory says what its pages are",
                            "Clients choose pages by its times and boxes without reading them.",
                            "validator/schemas/cairn/page-directory.json",
                            RecordCheck(check)};

}  // namespace cairn::validate::rules
