#include <string>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Assets whose time is that of their Item may have none of their own: they stand where they would without.
bool has_time_of_item(const Tree& tree, const Record& page, const std::optional<TimeSpan>& time) {
    const Record* item = tree.follow_rel(page, "item");
    return item != nullptr && item->time && time && item->time->begin == time->begin && item->time->end == time->end;
}

/// The first entry of an asset list that should stand before the one before it.
void check_assets(const Tree& tree, const Chain& chain, Findings& out) {
    const AssetKey* before = nullptr;
    for (const Record* page : chain.pages) {
        const std::optional<AssetOrder>& order = page->contents().order;
        if (page->is_uncertain || !order) return;
        const bool is_early = before != nullptr && !may_precede(*before, order->first);
        const std::optional<TimeSpan>& time = is_early ? before->time : order->time_before;
        if ((is_early || order->breach) && !has_time_of_item(tree, *page, time)) {
            out.add(k_page_order, *page, json::child("/features", std::size_t{is_early ? 0 : *order->breach}),
                    std::string("should stand before the ") +
                        (is_early ? "last asset of the page before" : "asset before it") +
                        ": expected those without a time by their ids, then the others by their start");
            return;
        }
        before = &order->last;
    }
}

void check_members(const TreeView& view, const Chain& chain, Findings& out) {
    const std::string* before = nullptr;
    for (const Record* page : chain.pages) {
        if (page->is_uncertain || view.disputed.contains(page)) return;  // the id itself may be wrong
        const std::vector<Member>& members = page->contents().members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (before != nullptr && members[i].id < *before) {
                const std::string_view array = page->kind == Kind::collections ? "/collections" : "/features";
                out.add(k_page_order, *page, json::child(array, i) + "/id",
                        in_quotes(members[i].id) + " stands after " + in_quotes(*before) +
                            ", expected the order of the bytes of ids");
                return;
            }
            before = &members[i].id;
        }
    }
}

/// Lists of other programs have no order that anybody has promised.
void check(const TreeView& view, Findings& out) {
    const Record* root = view.tree.root();
    if (root == nullptr || !root->contents().keeps_order) return;
    for (const Chain& chain : view.tree.chains().all()) {
        if (chain.pages.empty()) continue;
        if (chain.pages.front()->kind == Kind::asset_page) {
            check_assets(view.tree, chain, out);
        } else {
            check_members(view, chain, out);
        }
    }
}

}  // namespace

const Rule k_page_order{"page/order",
                        Severity::error,
                        "A list that promises an order keeps it",
                        "Readers of a tree with cairn:layout find an entry by halves and merge lists as they read.",
                        "docs/layout.md, Lists",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
