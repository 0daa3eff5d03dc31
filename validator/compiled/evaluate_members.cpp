// Objects: one look at each member.
#include <algorithm>

#include "validator/compiled/evaluator.hpp"
#include "validator/compiled/seen_names.hpp"

namespace cairn::validate::compiled {

/// `properties` looks at the first of members with one name, as all that reads the documents here does.
bool Evaluator::object(const ObjectChecks& checks, const json::Value& value) {
    const rapidjson::SizeType size = value.MemberCount();
    if (!checks.size.holds(size) || size < checks.required.size()) return false;
    if (size >= 8) m_budget.spend(size / 8);
    SeenNames seen(m_seen, checks.names.size());
    const bool by_name_only = checks.patterned.empty() && checks.others == k_none;
    for (const auto& member : value.GetObject()) {
        const std::uint32_t number = checks.names.find(json::view(member.name));
        bool declared = false;
        if (number != NameTable::k_unknown) {
            const bool first = seen.add(number);
            const Index node = checks.of_name[number];
            declared = node != k_none;
            if (declared && first && !accepts(node, member.value)) return false;
        }
        if (!by_name_only && !undeclared_member(checks, member, declared)) return false;
        if (checks.every_name != k_none && !accepts(checks.every_name, member.name)) return false;
    }
    const bool complete = std::all_of(checks.required.begin(), checks.required.end(),
                                      [&seen](std::uint32_t name) { return seen.has(name); });
    return complete && dependencies(checks, seen, value);
}

/// patternProperties, and additionalProperties where neither that nor `properties` (`declared`) knows the name.
bool Evaluator::undeclared_member(const ObjectChecks& checks, const json::Value::Member& member, bool declared) {
    for (const auto& [pattern, node] : checks.patterned) {
        if (!pattern->matches(json::view(member.name))) continue;
        declared = true;
        if (!accepts(node, member.value)) return false;
    }
    return declared || checks.others == k_none || accepts(checks.others, member.value);
}

bool Evaluator::dependencies(const ObjectChecks& checks, const SeenNames& seen, const json::Value& value) {
    for (const auto& dependency : checks.dependencies) {
        if (!seen.has(dependency.trigger)) continue;
        for (const std::uint32_t needed : dependency.needed) {
            if (!seen.has(needed)) return false;
        }
        if (dependency.schema != k_none && !accepts(dependency.schema, value)) return false;
    }
    return true;
}

}  // namespace cairn::validate::compiled
