#include "validator/relations.hpp"

#include <algorithm>
#include <array>

#include "validator/page_chains.hpp"

namespace cairn::validate {

namespace {

constexpr std::array<std::string_view, 14> k_document_rels{"asset",  "catalog", "child", "collection", "data",
                                                           "first",  "item",    "items", "last",       "next",
                                                           "parent", "prev",    "root",  "pages"};
constexpr std::array<std::string_view, 7> k_holding_rels{"asset", "child", "data", "item", "items", "next", "pages"};

/// What a relation leads to.
struct Expected {
    std::string_view rel;
    std::string_view what;
    std::array<Kind, 3> kinds;
};
constexpr std::array<Expected, 10> k_expected{
    {{"child", "a Catalog or Collection", {Kind::catalog, Kind::collection, Kind::collection}},
     {"item", "an Item", {Kind::item, Kind::item, Kind::item}},
     {"parent", "a Catalog or Collection", {Kind::catalog, Kind::collection, Kind::item}},
     {"root", "a Catalog or Collection", {Kind::catalog, Kind::collection, Kind::collection}},
     {"items", "a page of Items", {Kind::items_page, Kind::items_page, Kind::items_page}},
     {"data", "a list of Collections", {Kind::collections, Kind::collections, Kind::items_page}},
     {"next", "a page", {Kind::items_page, Kind::asset_page, Kind::collections}},
     {"prev", "a page", {Kind::items_page, Kind::asset_page, Kind::collections}},
     {"asset", "a page of assets", {Kind::asset_page, Kind::asset_page, Kind::asset_page}},
     {"pages", "a page directory", {Kind::page_directory, Kind::page_directory, Kind::page_directory}}}};

bool fits(const Record& record, const Expected& expected, Kind kind) {
    // An Item has no children, so that only its asset pages have it as their parent.
    if (kind == Kind::item && expected.rel == "parent")
        return record.kind == Kind::asset_page || record.kind == Kind::page_directory;
    return std::find(expected.kinds.begin(), expected.kinds.end(), kind) != expected.kinds.end();
}

}  // namespace

bool leads_to_document(std::string_view rel) {
    return std::find(k_document_rels.begin(), k_document_rels.end(), rel) != k_document_rels.end();
}

bool leads_to_one_document(std::string_view rel) {
    return rel == "child" || rel == "item" || rel == "parent" || rel == "root" || rel == "collection";
}

bool holds(const Record& record, const Link& link) {
    // An asset list names the Item that it belongs to by an `item` link too.
    if (link.rel == "item" && record.kind != Kind::catalog && record.kind != Kind::collection) return false;
    return std::find(k_holding_rels.begin(), k_holding_rels.end(), link.rel) != k_holding_rels.end();
}

std::string_view missed_kind(const Record& record, const Link& link, const Record& target) {
    if (!target.readable || record.kind == Kind::unknown) return {};
    const auto expected =
        std::find_if(k_expected.begin(), k_expected.end(), [&](const Expected& one) { return one.rel == link.rel; });
    if (expected == k_expected.end() || fits(record, *expected, target.kind)) return {};
    // Other lists than those of this program go on by these relations, too, and data may be anything.
    if ((link.rel == "next" || link.rel == "prev") && (!is_page(record) || target.kind != Kind::unknown)) return {};
    if (link.rel == "data" && target.kind == Kind::unknown) return {};
    return expected->what;
}

}  // namespace cairn::validate
