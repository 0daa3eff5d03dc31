// unevaluatedProperties and unevaluatedItems (drafts 2019-09 and 2020-12, 11): what a schema's neighbours and the
// schemas that apply in its place have looked at is found by asking them again, after they have all accepted: few
// schemas in use have these keywords, and all others pay nothing for them.
#include <algorithm>

#include "validator/compiled/evaluator.hpp"
#include "validator/compiled/level.hpp"

namespace cairn::validate::compiled {

bool Evaluator::unevaluated(const Node& node, const json::Value& value) {
    if (value.IsObject() && node.object != k_none) {
        const Index rest = m_program.objects[node.object].unevaluated;
        if (rest == k_none || rest == k_anything) return true;
        m_budget.spend(value.MemberCount());
        std::vector<bool> seen(value.MemberCount());
        mark_own(node, value, seen);
        mark_in_place(node, value, seen);
        std::size_t i = 0;
        return std::all_of(value.MemberBegin(), value.MemberEnd(),
                           [&](const auto& member) { return seen[i++] || accepts(rest, member.value); });
    }
    if (value.IsArray() && node.array != k_none) {
        const Index rest = m_program.arrays[node.array].unevaluated;
        if (rest == k_none || rest == k_anything) return true;
        m_budget.spend(value.Size());
        std::vector<bool> seen(value.Size());
        mark_own(node, value, seen);
        mark_in_place(node, value, seen);
        std::size_t i = 0;
        return std::all_of(value.Begin(), value.End(),
                           [&](const json::Value& element) { return seen[i++] || accepts(rest, element); });
    }
    return true;
}

/// `index` has accepted the value.
void Evaluator::mark(Index index, const json::Value& value, std::vector<bool>& seen) {
    if (index == k_anything) return;
    m_budget.spend(1 + seen.size() / 8);
    const Node& node = m_program.nodes[index];
    mark_own(node, value, seen);
    const bool all = node.looks_at_the_rest &&
                     (value.IsObject() ? node.object != k_none && m_program.objects[node.object].unevaluated != k_none
                                       : node.array != k_none && m_program.arrays[node.array].unevaluated != k_none);
    if (all) return seen.assign(seen.size(), true);
    mark_in_place(node, value, seen);
}

void Evaluator::mark_own(const Node& node, const json::Value& value, std::vector<bool>& seen) {
    if (value.IsArray() && node.array != k_none) {
        const ArrayChecks& checks = m_program.arrays[node.array];
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const bool placed = i < checks.first.count || checks.others != k_none;
            const auto element = static_cast<rapidjson::SizeType>(i);
            if (placed || (checks.contains_evaluates && accepts(checks.contains, value[element]))) seen[i] = true;
        }
    }
    if (!value.IsObject() || node.object == k_none) return;
    const ObjectChecks& checks = m_program.objects[node.object];
    std::size_t i = 0;
    for (const auto& member : value.GetObject()) {
        const std::string_view name = json::view(member.name);
        const std::uint32_t number = checks.names.find(name);
        const bool declared = number != NameTable::k_unknown && checks.of_name[number] != k_none;
        const bool matched = std::any_of(checks.patterned.begin(), checks.patterned.end(),
                                         [name](const auto& entry) { return entry.pattern->matches(name); });
        if (declared || matched || checks.others != k_none) seen[i] = true;
        ++i;
    }
}

void Evaluator::mark_in_place(const Node& node, const json::Value& value, std::vector<bool>& seen) {
    const Level level(m_depth);
    const auto mark_fitting = [&](Index index) {
        if (index != k_anything && accepts(index, value)) mark(index, value, seen);
    };
    if (value.IsObject() && node.object != k_none) {
        for (const auto& dependency : m_program.objects[node.object].dependencies) {
            if (dependency.schema == k_none) continue;
            const std::string_view trigger = m_program.objects[node.object].names.name(dependency.trigger);
            if (json::find(value, trigger) != nullptr) mark(dependency.schema, value, seen);
        }
    }
    if (node.logic == k_none) return;
    const Logic& logic = m_program.logics[node.logic];
    const auto each = [&](const Children& children, const auto& visit) {
        for (std::uint32_t i = 0; i < children.count; ++i) visit(m_program.children[children.begin + i]);
    };
    each(logic.all_of, [&](Index index) { mark(index, value, seen); });
    each(logic.any_of, mark_fitting);
    each(logic.one_of, mark_fitting);
    if (logic.condition == k_none) return;
    const bool holds = accepts(logic.condition, value);
    if (holds) mark(logic.condition, value, seen);
    mark(holds ? logic.then : logic.otherwise, value, seen);
}

}  // namespace cairn::validate::compiled
