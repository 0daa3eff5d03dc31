#include <set>
#include <string>
#include <utility>

#include "base/json/pointer.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Inside a page the `self` link of an entry may be relative: STAC Browser finds the entry's document by this link
/// alone, resolved against the page, and a catalog that does not know its URL has no other. In the entry's own document
/// it must be absolute.
bool is_relative_self_in_page(Kind kind, const json::Value& part, const SchemaError& error) {
    if (kind != Kind::items_page && kind != Kind::collections) return false;
    constexpr std::string_view k_href = "/href";
    const std::string& pointer = error.pointer;
    if (!error.schema.ends_with("/format") || !pointer.starts_with("/links/") || !pointer.ends_with(k_href))
        return false;
    const json::Value* link = json::resolve(part, std::string_view(pointer).substr(0, pointer.size() - k_href.size()));
    return link != nullptr && json::member_text(*link, "rel") == "self";
}

/// A member may be demanded twice, by what is there and by what is not: the place and the member, empty for all else.
std::string missing_member(const SchemaError& error) {
    constexpr std::string_view k_begin = "the member ", k_end = " is missing";
    const std::size_t end = error.message.starts_with(k_begin) ? error.message.find(k_end) : std::string::npos;
    return end == std::string::npos ? std::string() : error.pointer + ' ' + error.message.substr(0, end);
}

void judge(const DocumentView& view, const Judgement& judgement, Findings& out) {
    const Check& check = judgement.check;
    std::set<std::string> missing;
    for (SchemaError& error : judgement.entry->schema->check(*check.part, view.budget)) {
        if (is_relative_self_in_page(view.record.kind, *check.part, error)) continue;
        if (std::string member = missing_member(error); !member.empty() && !missing.insert(std::move(member)).second)
            continue;
        Finding finding = finding_of(k_schema, check.pointer + error.pointer, std::move(error.message));
        finding.rule = rule_of_schema(check.url);
        finding.schema = std::move(error.schema);
        out.add(view.record, std::move(finding));
    }
}

void check(const DocumentView& view, Findings& out) {
    for (const Judgement& judgement : view.judgements) {
        if (!judgement.entry->schema) continue;
        try {
            judge(view, judgement, out);
            view.record.checked = true;
        } catch (const BudgetExceeded&) {
            view.record.not_checked = true;
            return out.add(k_schema_budget, view.record, judgement.check.pointer,
                           "judging by " + judgement.check.url + " takes more than the " +
                               std::to_string(view.budget.all()) +
                               " steps that a document of this size may take: the rest of it is not checked");
        }
    }
}

}  // namespace

const Rule k_schema{"schema/*",
                    Severity::error,
                    "A document fits the schemas that it names",
                    "Clients read members as their specification says.",
                    "STAC 1.1.0 and the extensions; JSON Schema draft-07",
                    DocumentCheck(check)};

}  // namespace cairn::validate::rules
