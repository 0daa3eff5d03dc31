#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const RecordView& view, Findings& out) {
    const Record& record = view.record;
    if (record.kind != Kind::item && record.kind != Kind::items_page && record.kind != Kind::asset_page) return;
    const Record* target = view.tree.collection_of(record);
    if (target == nullptr || !target->readable) return;
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

}  // namespace

const Rule k_link_collection{"link/collection",
                             Severity::error,
                             "The collection link leads to the Collection that `collection` names",
                             "An Item takes its licence, providers and extent from there.",
                             "STAC 1.1.0, item-spec, collection",
                             RecordCheck(check)};

}  // namespace cairn::validate::rules
