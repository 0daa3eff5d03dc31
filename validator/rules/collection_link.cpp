#include "validator/describe.hpp"
#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

void collection_link(const Tree& tree, const Record& record, Findings& out) {
    if (record.kind != Kind::item && !is_page(record)) return;
    const Link* link = record.link("collection");
    const Record* target = link == nullptr ? nullptr : tree.follow(record, link->href);
    if (target == nullptr || !target->readable) return;
    const std::string pointer = link->pointer + "/href";
    if (target->kind != Kind::collection) {
        return out.push_back(at(record, pointer, "link/collection", Severity::error,
                                "the collection link leads to " + target->path + ", which is a " +
                                    std::string(name_of(target->kind)) + ", expected a Collection"));
    }
    if (record.collection.empty() || record.collection == target->id) return;
    out.push_back(at(record, pointer, "link/collection", Severity::error,
                     "the collection link leads to the Collection " + quoted(target->id) + ", expected " +
                         quoted(record.collection) + ", which `collection` names"));
}

}  // namespace cairn::validate::rules
