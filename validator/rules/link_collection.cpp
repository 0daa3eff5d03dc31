#include <algorithm>
#include <map>

#include "validator/describe.hpp"
#include "validator/misnamed_collections.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

using Misnamed = std::map<const Record*, std::string_view>;

void check_one(const Tree& tree, const Record& record, const Misnamed& misnamed, Findings& out) {
    if (!names_collection(record)) return;
    const Record* target = tree.collection_of(record);
    if (target == nullptr || !target->readable || misnamed.count(target) > 0) return;
    const std::string pointer = record.pointer_of(*record.link("collection")) + "/href";
    if (target->kind != Kind::collection) {
        out.add(k_link_collection, record, pointer,
                "the collection link leads to " + target->path + ", which is a " + std::string(name_of(target->kind)) +
                    ", expected a Collection");
    } else if (!record.collection.empty() && record.collection != target->id) {
        out.add(k_link_collection, record, pointer,
                "the collection link leads to the Collection " + in_quotes(target->id) + ", expected " +
                    in_quotes(record.collection) + ", which `collection` names");
    }
}

/// An id that two Collections have is id/duplicate.
bool is_shared(const Tree& tree, const Record& collection) {
    return std::any_of(tree.records().begin(), tree.records().end(), [&](const Record& other) {
        return &other != &collection && other.kind == Kind::collection && other.id == collection.id;
    });
}

void check(const TreeView& view, Findings& out) {
    const Misnamed misnamed = misnamed_collections(view.tree);
    for (const Record& record : view.tree.records()) check_one(view.tree, record, misnamed, out);
    for (const auto& [collection, name] : misnamed) {
        if (collection->is_uncertain || is_shared(view.tree, *collection)) continue;
        out.add(k_link_collection, *collection, "/id",
                "found the id " + in_quotes(collection->id) +
                    ", but all documents whose collection link leads here name " + in_quotes(name));
    }
}

}  // namespace

const Rule k_link_collection{"link/collection",
                             Severity::error,
                             "The collection link leads to the Collection that `collection` names",
                             "An Item takes its licence, providers and extent from there.",
                             "STAC 1.1.0, item-spec, collection",
                             TreeCheck(check)};

}  // namespace cairn::validate::rules
