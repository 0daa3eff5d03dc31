#include <map>
#include <tuple>
#include <unordered_map>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Items of one Collection by their links, or else by the id that they name; Collections of the whole tree.
void among_documents(const Tree& tree, Findings& out) {
    using Key = std::tuple<Kind, const Record*, std::string_view, std::string_view>;
    std::map<Key, const Record*> seen;
    for (const Record& record : tree.records()) {
        if ((record.kind != Kind::item && record.kind != Kind::collection) || record.id.empty()) continue;
        const Record* collection = record.kind == Kind::item ? tree.follow_rel(record, "collection") : nullptr;
        if (record.kind == Kind::item && collection == nullptr && record.collection.empty()) continue;
        const std::string_view named = collection == nullptr ? std::string_view(record.collection) : std::string_view();
        const auto [first, fresh] = seen.emplace(Key{record.kind, collection, named, record.id}, &record);
        if (fresh) continue;
        out.add(k_id_duplicate, record, "/id",
                "the id " + quoted(record.id) + " is that of " + first->second->path + " too");
    }
}

void within_pages(const Chain& chain, Findings& out) {
    std::unordered_map<std::uint64_t, const Record*> seen;
    const auto check = [&](const Record& page, std::size_t index, std::uint64_t digest, const std::string& id) {
        const auto [first, fresh] = seen.emplace(digest, &page);
        if (fresh) return;
        const std::string_view array = page.kind == Kind::collections ? "collections" : "features";
        const std::string which = id.empty() ? std::string("the id") : std::string("the id ").append(quoted(id));
        out.add(k_id_duplicate, page, json::child(json::child("", array), index) + "/id",
                which + " of this " + (page.kind == Kind::collections ? "Collection" : "feature") +
                    " is that of another in " + first->second->path + " too");
    };
    for (const Record* page : chain.pages) {
        for (std::size_t i = 0; i < page->asset_ids.size(); ++i) check(*page, i, page->asset_ids[i], "");
        for (std::size_t i = 0; i < page->members.size(); ++i) {
            // Pages of a search may mix Collections, in which ids may be equal.
            check(*page, i, digest_of(page->members[i].id + "\n" + page->members[i].collection), page->members[i].id);
        }
    }
}

void check(const Tree& tree, Findings& out) {
    among_documents(tree, out);
    for (const Chain& chain : tree.chains().all()) within_pages(chain, out);
}

}  // namespace

const Rule k_id_duplicate{"id/duplicate",
                          Severity::error,
                          "An id stands for one thing",
                          "Clients and databases that read the catalog keep one document an id.",
                          "STAC 1.1.0, item-spec and collection-spec, id",
                          TreeCheck(check)};

}  // namespace cairn::validate::rules
