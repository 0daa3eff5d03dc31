#include "builder/cli/plan_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/amounts.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_collections_shown = 20;
constexpr std::size_t k_items_shown = 5;

/// The first ones and the last one: names that go astray sort to the ends.
void add_items(std::string& text, const std::vector<PlannedItem>& items, bool all) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!all && items.size() > k_items_shown && i == k_items_shown - 1) {
            text += fmt::format("    ... {} more\n", items.size() - k_items_shown);
            i = items.size() - 1;
        }
        text += fmt::format("    {} ({})\n", items[i].id, counted(items[i].assets, "asset", "assets"));
    }
}

}  // namespace

std::string plan_text(const Planned& planned, bool all) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& [id, collection] : planned.collections) {
        if (!all && shown++ == k_collections_shown) {
            text += fmt::format("... {} more Collections; --verbose has all\n",
                                planned.collections.size() - k_collections_shown);
            break;
        }
        text += fmt::format("Collection {}: {}, {}\n", id, counted(collection.items.size(), "Item", "Items"),
                            counted(collection.assets, "asset", "assets"));
        add_items(text, collection.items, all);
    }
    text +=
        fmt::format("{} of {}", counted(planned.documents, "document", "documents"), size_text(planned.document_bytes));
    if (planned.data_bytes > 0) text += fmt::format(", for data of {}", size_text(planned.data_bytes));
    text += '\n';
    if (!planned.sample.empty()) text += fmt::format("{}:\n{}", planned.sample_path, planned.sample);
    if (!text.ends_with('\n')) text += '\n';
    return text;
}

}  // namespace cairn
