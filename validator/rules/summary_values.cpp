#include <algorithm>
#include <set>
#include <string>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The first document with a value that the summary does not list; empty: there is none.
std::string unlisted(const ItemsByCollection::Property& property, const Summarised& summary,
                     const std::set<std::string_view>& disputed) {
    for (const auto& [digest, path] : property.values) {
        if (std::binary_search(summary.values.begin(), summary.values.end(), digest)) continue;
        if (disputed.count(path) == 0) return path;
    }
    return {};
}

std::string out_of_range(const ItemsByCollection::Property& property, const Summarised& summary,
                         const std::set<std::string_view>& disputed) {
    if (property.least < *summary.least && disputed.count(property.least_in) == 0) return property.least_in;
    if (property.largest > *summary.largest && disputed.count(property.largest_in) == 0) return property.largest_in;
    return {};
}

/// Whether the summary says more than the Items and the Collection's own assets do.
bool says_too_much(const ItemsByCollection::Property& property, const Summarised& summary) {
    if (summary.least) return *summary.least < property.least || *summary.largest > property.largest;
    return !property.has_more && std::any_of(summary.values.begin(), summary.values.end(),
                                             [&](std::uint64_t digest) { return property.values.count(digest) == 0; });
}

/// Members of extensions stand in assets and bands, too.
bool is_of_items(std::string_view name) { return name.find(':') == std::string_view::npos; }

/// What is known of the witnesses of all Collections.
struct Witnesses {
    std::set<std::string_view> disputed;      ///< paths of documents that are none
    std::set<const Record*> have_lost_items;  ///< Collections with Items that name none, or another one
};

void check_collection(const TreeView& view, const Record& collection, const Witnesses& witnesses, Findings& out) {
    const std::set<std::string_view>& disputed = witnesses.disputed;
    for (const Summarised& summary : collection.contents().summaries) {
        const ItemsByCollection::Property* property = view.items.find(collection.id, summary.name);
        if (property == nullptr || (summary.least && property->has_texts)) continue;
        const std::string place = json::child("/summaries", summary.name);
        const std::string path =
            summary.least ? out_of_range(*property, summary, disputed) : unlisted(*property, summary, disputed);
        if (!path.empty()) {
            out.add(k_summary_values, collection, place,
                    "the summary of " + in_quotes(summary.name) + " does not contain the value in " + path);
        } else if (collection.links.find("asset") == nullptr && disputed.empty() &&
                   witnesses.have_lost_items.count(&collection) == 0 && is_of_items(summary.name) &&
                   says_too_much(*property, summary) && view.items.all_have(collection.id, summary.name)) {
            out.add(k_summary_values, Severity::warning, collection, place,
                    "the summary of " + in_quotes(summary.name) +
                        " has values that no Item and no asset of the Collection has");
        }
    }
}

void check(const TreeView& view, Findings& out) {
    Witnesses witnesses;
    for (const Record* record : view.disputed) witnesses.disputed.insert(record->path);
    for (const Record& record : view.tree.records()) {
        const Record* collection = record.kind == Kind::item ? view.tree.parent_of(record) : nullptr;
        if (collection != nullptr && !(record.collection == collection->id))
            witnesses.have_lost_items.insert(collection);
    }
    std::set<std::string_view> ids, twice;
    for (const Record& record : view.tree.records())
        if (record.kind == Kind::collection && !ids.insert(record.id).second) twice.insert(record.id);
    for (const Record& record : view.tree.records()) {
        if (record.kind != Kind::collection || record.contents().summaries.empty() || twice.count(record.id) > 0)
            continue;
        if (view.disputed.count(&record) == 0) check_collection(view, record, witnesses, out);
    }
}

}  // namespace

const Rule k_summary_values{"summary/values",
                            Severity::error,
                            "The summaries of a Collection are those of its Items and its own assets",
                            "Clients offer the values of summaries to choose from, and do not look for others.",
                            "STAC 1.1.0, collection-spec, Summaries",
                            TreeCheck(check)};

}  // namespace cairn::validate::rules
