#include <set>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const DocumentView& view, Findings& out) {
    Record& record = view.record;
    std::set<std::string_view> named;
    for (const Judgement& judgement : view.judgements) {
        if (judgement.entry->schema) continue;
        record.not_checked = true;
        if (!named.insert(judgement.check.url).second) continue;
        out.add(k_schema_not_checked, record, judgement.check.pointer,
                judgement.entry->problem + (judgement.entry->is_unknown ? "" : ": not checked against it"));
    }
    if (record.kind != Kind::unknown) return;
    record.not_checked = true;
    out.add(
        k_schema_not_checked, record, "",
        "found JSON that is neither a STAC object nor a page of them, so that no schema checks it: a STAC object has "
        "\"type\" and \"stac_version\"");
}

}  // namespace

const Rule k_schema_not_checked{"schema/not-checked",
                                Severity::warning,
                                "Every document has schemas that are known",
                                "What no schema has judged is not valid, but unknown.",
                                "STAC 1.1.0, extensions, stac_extensions",
                                DocumentCheck(check)};

}  // namespace cairn::validate::rules
