#include "validator/compiled/evaluator.hpp"

#include <cmath>

#include "validator/compiled/level.hpp"

namespace cairn::validate::compiled {

namespace {

std::uint8_t type_of(const json::Value& value) {
    switch (value.GetType()) {
        case rapidjson::kNullType:
            return k_null;
        case rapidjson::kFalseType:
        case rapidjson::kTrueType:
            return k_boolean;
        case rapidjson::kStringType:
            return k_string;
        case rapidjson::kArrayType:
            return k_array;
        case rapidjson::kObjectType:
            return k_object;
        case rapidjson::kNumberType:
            break;
    }
    if (!value.IsDouble()) return k_integer;
    const double number = value.GetDouble();
    return std::trunc(number) == number && std::isfinite(number) ? k_integer : k_fraction;
}

}  // namespace

bool accepts(const Program& program, Index node, const json::Value& value, Budget& budget) {
    return Evaluator(program, budget).accepts(node, value);
}

bool Evaluator::accepts(Index index, const json::Value& value) {
    if (index == k_anything) return true;
    m_budget.spend();
    const Node& node = m_program.nodes[index];
    const std::uint8_t type = type_of(value);
    if ((node.types & type) == 0) return false;
    if (node.constant != k_none && !holds(node.constant, value)) return false;
    if (node.choice != k_none && !holds(node.choice, value)) return false;
    if (node.text != k_none && type == k_string && !text(m_program.texts[node.text], value)) return false;
    if (node.number != k_none && (type & k_number) != 0 && !number(m_program.numbers[node.number], value)) return false;
    const Level level(m_depth);
    if (node.array != k_none && type == k_array && !array(m_program.arrays[node.array], value)) return false;
    if (node.object != k_none && type == k_object && !object(m_program.objects[node.object], value)) return false;
    if (node.logic != k_none && !logic(m_program.logics[node.logic], value)) return false;
    return !node.looks_at_the_rest || unevaluated(node, value);
}

bool Evaluator::holds(Index set, const json::Value& value) {
    const ValueSet& values = m_program.values[set];
    if (values.others() > 8) m_budget.spend(values.others() / 8);
    return values.holds(value);
}

bool Evaluator::logic(const Logic& logic, const json::Value& value) {
    for (std::uint32_t i = 0; i < logic.all_of.count; ++i) {
        if (!accepts(m_program.children[logic.all_of.begin + i], value)) return false;
    }
    if (logic.refused != k_none && accepts(logic.refused, value)) return false;
    if (logic.any_of.count > 0 && !any_of(logic.any_of, value)) return false;
    if (logic.one_of.count > 0 && !one_of(logic.one_of, value)) return false;
    return logic.condition == k_none || accepts(accepts(logic.condition, value) ? logic.then : logic.otherwise, value);
}

bool Evaluator::any_of(const Children& branches, const json::Value& value) {
    for (std::uint32_t i = 0; i < branches.count; ++i) {
        if (accepts(m_program.children[branches.begin + i], value)) return true;
    }
    return false;
}

bool Evaluator::one_of(const Children& branches, const json::Value& value) {
    bool found = false;
    for (std::uint32_t i = 0; i < branches.count; ++i) {
        if (!accepts(m_program.children[branches.begin + i], value)) continue;
        if (found) return false;
        found = true;
    }
    return found;
}

}  // namespace cairn::validate::compiled
