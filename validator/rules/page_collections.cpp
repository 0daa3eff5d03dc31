#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/misnamed_collections.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Lists of Collections beside the documents of the Collections.
void check(const TreeView& view, Findings& out) {
    std::map<std::string_view, const Record*> documents;
    for (const Record& record : view.tree.records())
        if (record.kind == Kind::collection && !record.id.empty()) documents.emplace(record.id, &record);
    if (documents.empty()) return;
    std::map<std::string_view, const Record*> misnamed;  // by the id that the others know: link/collection
    for (const auto& [collection, name] : misnamed_collections(view.tree)) misnamed.emplace(name, collection);
    const bool unsure =
        !view.missing.places().empty() || std::any_of(view.tree.records().begin(), view.tree.records().end(),
                                                      [](const Record& record) { return !record.readable; });
    std::set<std::string_view> listed;
    const Record* last_list = nullptr;
    bool complete = true;
    for (const Record& record : view.tree.records()) {
        if (record.kind != Kind::collections) continue;
        last_list = &record;
        complete = complete && view.tree.chains().is_complete_from(record);
        const std::vector<Member>& members = record.contents().members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const Member& member = members[i];
            const auto document = documents.find(member.id);
            const std::string place = json::child("/collections", i);
            if (const auto other = misnamed.find(member.id); other != misnamed.end()) {
                listed.insert(other->second->id);
                continue;
            }
            if (document == documents.end()) {
                // A document that cannot be read, or is gone, may be that of the Collection.
                if (unsure) continue;
                out.add(k_page_collections, record, place,
                        "the Collection " + in_quotes(member.id) + " has no document of its own in the tree");
                continue;
            }
            listed.insert(member.id);
            const Record& own = *document->second;
            if (member.digest == own.digest) continue;
            view.disputed.insert(&own);
            if (own.is_suspect() || record.is_suspect(static_cast<std::uint32_t>(i))) continue;
            out.add(k_page_collections, record, place,
                    "the Collection " + in_quotes(member.id) + " differs from its own document " + own.path);
        }
    }
    if (last_list == nullptr || !complete || listed.empty()) return;
    for (const auto& [id, document] : documents)
        if (listed.count(id) == 0 && view.reach_of(*document) != Reached::no && document->readable)
            out.add(k_page_collections, *document, "/id",
                    "the Collection " + in_quotes(id) + " is in none of the lists of Collections, such as " +
                        last_list->path);
}

}  // namespace

const Rule k_page_collections{"page/collections",
                              Severity::error,
                              "The list of Collections and their documents say the same",
                              "Clients read either, and must not find two truths.",
                              "OGC API - Features 1.0, section 7.13; validator/schemas/cairn/collections.json",
                              CopyCheck{check}};

}  // namespace cairn::validate::rules
