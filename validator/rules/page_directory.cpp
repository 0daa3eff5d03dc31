#include <algorithm>
#include <set>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

using Documents = std::vector<const Record*>;

/// One array of a directory: its pages, or its parts.
std::string_view array_of(const Record& directory) { return directory.contents().lists_parts ? "/parts" : "/pages"; }

/// The directory that this one is a part of, or nullptr.
const Record* whole_of(const Tree& tree, const Record& directory) {
    const Record* whole = tree.follow_rel(directory, "index");
    return whole != nullptr && whole != &directory && whole->kind == Kind::page_directory ? whole : nullptr;
}

/// A line that leads to a document which cannot be read, or that a broken link names, too.
constexpr std::string_view k_said_elsewhere = "-";

/// Why a line does not lead where it should; empty: it does. A part belongs to one directory, so that all parts of all
/// directories together are looked at once.
std::string fault_of(const TreeView& view, const Record& directory, const Record* target, const std::string& href) {
    const Tree& tree = view.tree;
    if (target == nullptr && view.missing.has_target(tree.resolve(directory, href).path))
        return std::string(k_said_elsewhere);
    if (target != nullptr && !target->readable) return std::string(k_said_elsewhere);
    if (!directory.contents().lists_parts) {
        return target != nullptr && is_page(*target) ? "" : in_quotes(href) + " is no page of this tree";
    }
    if (target == nullptr || target->kind != Kind::page_directory || target->contents().lists_parts)
        return in_quotes(href) + " is no page directory of this tree that lists pages";
    if (whole_of(tree, *target) != &directory)
        return target->path + " has no index link back to the directory that it is a part of";
    return {};
}

/// What the lines of the directory lead to; a null where a line leads nowhere, or where another led before.
Documents listed(const TreeView& view, const Record& directory, Findings& out) {
    const Tree& tree = view.tree;
    Documents documents;
    std::set<const Record*> parts;
    for (std::size_t i = 0; i < directory.contents().pages.size(); ++i) {
        const std::string& href = directory.contents().pages[i].href;
        const Record* target = tree.follow(directory, href);
        std::string fault = fault_of(view, directory, target, href);
        if (fault.empty() && directory.contents().lists_parts && !parts.insert(target).second)
            fault = target->path + " is listed twice";
        documents.push_back(fault.empty() ? target : nullptr);
        if (fault.empty() || fault == k_said_elsewhere) continue;
        out.add(k_page_directory, directory, json::child(array_of(directory), i) + "/href", std::move(fault));
    }
    return documents;
}

/// A page as a directory lists it, and the line of the directory that is judged which it comes by.
struct ListedPage {
    const Record* page;  ///< null: the line leads nowhere, which is said elsewhere
    std::size_t line;
};

std::vector<ListedPage> pages_of(const Tree& tree, const Record& directory, const Documents& lines) {
    std::vector<ListedPage> pages;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!directory.contents().lists_parts || lines[i] == nullptr) {
            pages.push_back({lines[i], i});
            continue;
        }
        for (const PageEntry& entry : lines[i]->contents().pages) {
            const Record* page = tree.follow(*lines[i], entry.href);
            pages.push_back({page != nullptr && is_page(*page) ? page : nullptr, i});
        }
    }
    return pages;
}

/// Says where the list and the chain of pages part, once; false: they do. What follows from it is not said again. A
/// part of a directory ends before the chain does. Where a part is not known, what follows it cannot be compared.
bool compare_order(const Tree& tree, const Record& directory, const std::vector<ListedPage>& pages, Findings& out) {
    if (pages.empty() || pages.front().page == nullptr) return true;
    const auto leads_nowhere = [](const ListedPage& listed) { return listed.page == nullptr; };
    if (directory.contents().lists_parts && std::any_of(pages.begin(), pages.end(), leads_nowhere)) return true;
    const bool is_part = whole_of(tree, directory) != nullptr;
    const std::string array(array_of(directory));
    std::set<const Record*> seen;  // the pages may go round in a circle
    const Record* next = pages.front().page;
    // Only as far as they agree: of many directories each may list one page of a long chain.
    for (std::size_t i = 0; i < pages.size() || (next != nullptr && !is_part); ++i) {
        const Record* named = i < pages.size() ? pages[i].page : nullptr;
        const Record* linked = next != nullptr && seen.insert(next).second ? next : nullptr;
        next = linked == nullptr ? nullptr : next_page(tree, *linked);
        if (named == linked || (i < pages.size() && named == nullptr)) continue;
        out.add(k_page_directory, directory, i < pages.size() ? json::child(array, pages[i].line) : array,
                "page " + std::to_string(i + 1) + " is " + (named ? named->path : "not listed") +
                    ", but by the next links it is " + (linked ? linked->path : "past the last page"));
        return false;
    }
    const Record* before = is_part ? nullptr : tree.follow_rel(*pages.front().page, "prev");
    if (before == nullptr) return true;
    out.add(k_page_directory, directory, array,
            "begins with " + pages.front().page->path + ", but " + before->path + " comes before it");
    return false;
}

/// What a line must say: of one page, or of all pages of a part.
struct Sum {
    std::int64_t features = 0;
    std::optional<TimeSpan> time;
    Boxes boxes;
};

void add(const Record& page, Sum& sum) {
    sum.features += static_cast<std::int64_t>(page.contents().features);
    if (page.time) sum.time = sum.time ? united(*sum.time, *page.time) : *page.time;
    sum.boxes.add(page.boxes);
}

void compare_line(const Record& directory, std::size_t line, const Record& target, const Sum& sum, Findings& out) {
    const PageEntry& entry = directory.contents().pages[line];
    const std::string pointer = json::child(array_of(directory), line);
    if (entry.count && *entry.count != sum.features) {
        out.add(k_page_directory, directory, pointer + "/count",
                "count is " + std::to_string(*entry.count) + ", but " + target.path + " has " +
                    std::to_string(sum.features) + " features");
    }
    if (sum.time && (!entry.time || !covers(*entry.time, *sum.time))) {
        out.add(k_page_directory, directory, pointer + "/interval",
                "the interval does not contain the times of the features in " + target.path);
    }
    const bool has_boxes = sum.boxes.plain || sum.boxes.crossing;
    if (has_boxes && (!entry.box || !may_cover(*entry.box, sum.boxes))) {
        out.add(k_page_directory, directory, pointer + "/bbox",
                "the bbox does not contain the features in " + target.path);
    }
}

void compare_part(const Record& directory, std::size_t line, const Record& part, Findings& out) {
    const PageEntry& entry = directory.contents().pages[line];
    if (!entry.pages || *entry.pages == static_cast<std::int64_t>(part.contents().pages.size())) return;
    out.add(k_page_directory, directory, json::child(array_of(directory), line) + "/pages",
            "pages is " + std::to_string(*entry.pages) + ", but " + part.path + " lists " +
                std::to_string(part.contents().pages.size()));
}

void check_one(const TreeView& view, const Record& record, Findings& out) {
    const Tree& tree = view.tree;
    const Documents lines = listed(view, record, out);
    const std::vector<ListedPage> pages = pages_of(tree, record, lines);
    if (!compare_order(tree, record, pages, out)) return;
    std::vector<Sum> sums(lines.size());
    std::int64_t total = 0;
    bool complete = true;
    for (const auto& [page, line] : pages) {
        complete = complete && page != nullptr;
        if (page == nullptr) continue;
        add(*page, sums[line]);
        total += static_cast<std::int64_t>(page->contents().features);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i] == nullptr) continue;
        compare_line(record, i, *lines[i], sums[i], out);
        if (record.contents().lists_parts) compare_part(record, i, *lines[i], out);
    }
    if (!complete || !record.contents().number_matched || *record.contents().number_matched == total) return;
    out.add(k_page_directory, record, "/numberMatched",
            "numberMatched is " + std::to_string(*record.contents().number_matched) + ", but the pages have " +
                std::to_string(total) + " features");
}

void check(const TreeView& view, Findings& out) {
    for (const Record& record : view.tree.records())
        if (record.kind == Kind::page_directory) check_one(view, record, out);
}

}  // namespace

const Rule k_page_directory{"page/directory",
                            Severity::error,
                            "A page directory says what its pages are",
                            "Clients choose pages by its times and boxes without reading them.",
                            "validator/schemas/cairn/page-directory.json",
                            TreeCheck(check)};

}  // namespace cairn::validate::rules
