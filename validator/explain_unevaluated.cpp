// unevaluatedProperties and unevaluatedItems (drafts 2019-09 and 2020-12 core, 11): what no keyword beside, and no
// schema that applies in the place of the one that has them, has looked at.
#include <algorithm>
#include <vector>

#include "validator/explainer.hpp"

namespace cairn::validate {

namespace {

bool is_true_of(const std::vector<bool>& seen) { return std::find(seen.begin(), seen.end(), false) == seen.end(); }

}  // namespace

void Explainer::unevaluated(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    std::vector<bool> seen(point.value.IsObject() ? point.value.MemberCount() : point.value.Size());
    mark_own(point.schema, point.value, seen);
    mark_in_place(point.schema, point.value, seen);
    const Trail by(point.by, name);
    std::size_t i = 0;
    if (point.value.IsArray()) {
        for (const json::Value& element : point.value.GetArray()) {
            const Trail at(point.at, i);
            if (!seen[i++]) apply_at(wanted, element, at, by, out);
        }
        return;
    }
    for (const auto& member : point.value.GetObject()) {
        const Trail at(point.at, json::view(member.name));
        if (!seen[i++]) other_member(name, wanted, {point.schema, member.value, at, point.by}, member.name, out);
    }
}

/// Marks what a schema evaluates that applies in the place of another. What fails in allOf is reported there: its
/// members are taken for evaluated, since "not allowed" would be a second message about one mistake.
void Explainer::mark(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const {
    if (!schema.IsObject() || is_true_of(seen)) return;
    m_with.budget.spend(1 + seen.size() / 8);
    const json::Value& meant = target(schema);
    if (!meant.IsObject()) return;
    mark_own(meant, value, seen);
    const bool all = json::find(meant, value.IsObject() ? "unevaluatedProperties" : "unevaluatedItems") != nullptr;
    if (all) seen.assign(seen.size(), true);
    mark_in_place(meant, value, seen);
}

void Explainer::mark_own(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const {
    std::size_t i = 0;
    if (value.IsObject()) {
        const bool all = json::find(schema, "additionalProperties") != nullptr;
        for (const auto& member : value.GetObject()) {
            if (all || is_declared(schema, json::view(member.name))) seen[i] = true;
            ++i;
        }
        return;
    }
    const json::Value* items = json::find(schema, "items");
    const json::Value* prefix = json::find(schema, "prefixItems");
    const bool is_tuple = prefix == nullptr && items != nullptr && items->IsArray();
    if (is_tuple) {
        prefix = items;
        items = json::find(schema, "additionalItems");
    }
    const json::Value* contains =
        json::find(schema, k_contains_evaluates) == nullptr ? nullptr : json::find(schema, "contains");
    for (const json::Value& element : value.GetArray()) {
        const bool placed = items != nullptr || (prefix != nullptr && i < prefix->Size());
        if (placed || (contains != nullptr && fits(*contains, element))) seen[i] = true;
        ++i;
    }
}

void Explainer::mark_in_place(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const {
    if (m_depth == k_deepest_explanation) throw BudgetExceeded("too many schemas within each other");
    ++m_depth;
    const auto each = [&](std::string_view keyword, const auto& visit) {
        const json::Value* schemas = json::find(schema, keyword);
        if (schemas == nullptr || !schemas->IsArray()) return;
        for (const json::Value& sub : schemas->GetArray()) visit(sub);
    };
    const auto mark_fitting = [&](const json::Value& sub) {
        if (fits(sub, value)) mark(sub, value, seen);
    };
    each("allOf", [&](const json::Value& sub) { mark(sub, value, seen); });
    each("anyOf", mark_fitting);
    each("oneOf", mark_fitting);
    if (const json::Value* condition = json::find(schema, "if")) {
        const bool holds = fits(*condition, value);
        if (holds) mark(*condition, value, seen);
        if (const json::Value* branch = json::find(schema, holds ? "then" : "else")) mark(*branch, value, seen);
    }
    for (const std::string_view keyword : {"dependencies", "dependentSchemas"}) {
        const json::Value* named = json::find(schema, keyword);
        if (named == nullptr || !named->IsObject()) continue;
        for (const auto& member : named->GetObject()) {
            if (json::find(value, json::view(member.name)) != nullptr) mark(member.value, value, seen);
        }
    }
    --m_depth;
}

}  // namespace cairn::validate
