#include "validator/compiled/compile.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "validator/compiled/compiler.hpp"

namespace cairn::validate::compiled {

namespace {

constexpr std::array<std::pair<std::string_view, Types>, 7> k_types{{{"null", k_null},
                                                                     {"boolean", k_boolean},
                                                                     {"string", k_string},
                                                                     {"array", k_array},
                                                                     {"object", k_object},
                                                                     {"integer", k_integer},
                                                                     {"number", k_number}}};

std::uint8_t type_of_name(const json::Value& name) {
    for (const auto& [text, type] : k_types) {
        if (json::text_or(name, "") == text) return type;
    }
    return 0;
}

}  // namespace

Compiled compile(const PreparedSchema& prepared, const Patterns& patterns, Formats formats) {
    return Compiler(prepared, patterns, formats).run();
}

Compiled Compiler::run() {
    m_out.program.nodes.resize(2 + m_prepared.definitions.size());
    m_out.program.nodes[k_nothing].types = 0;
    for (std::size_t i = 0; i < m_prepared.definitions.size(); ++i) {
        const json::Value& schema = m_prepared.definitions[i].schema;
        m_definitions.push_back(schema.IsBool() ? node_of(schema) : static_cast<Index>(2 + i));
    }
    for (m_definition = 0; m_definition < m_definitions.size(); ++m_definition) {
        const json::Value& schema = m_prepared.definitions[m_definition].schema;
        m_out.nodes.emplace(&schema, m_definitions[m_definition]);
        if (schema.IsObject()) fill(m_definitions[m_definition], schema);
    }
    m_out.program.start = m_definitions.front();
    return std::move(m_out);
}

Index Compiler::node_of(const json::Value& schema) {
    Index index = k_anything;
    if (schema.IsBool()) {
        index = schema.GetBool() ? k_anything : k_nothing;
    } else if (const std::size_t definition = reference_of(schema); definition != k_no_reference) {
        index = m_definitions.at(definition);
    } else {
        index = static_cast<Index>(m_out.program.nodes.size());
        m_out.program.nodes.emplace_back();
        fill(index, schema);
    }
    m_out.nodes.emplace(&schema, index);
    return index;
}

void Compiler::fill(Index index, const json::Value& schema) {
    Node node;
    node.types = types_of(schema);
    node.constant = values_of(schema, "const");
    node.choice = values_of(schema, "enum");
    node.text = text_checks(schema);
    node.number = number_checks(schema);
    node.array = array_checks(schema);
    node.object = object_checks(schema);
    node.logic = logic(schema);
    node.looks_at_the_rest =
        json::find(schema, "unevaluatedItems") != nullptr || json::find(schema, "unevaluatedProperties") != nullptr;
    m_out.program.nodes[index] = node;
}

Index Compiler::node_at(const json::Value& schema, std::string_view keyword) {
    const json::Value* sub = json::find(schema, keyword);
    return sub == nullptr ? k_none : node_of(*sub);
}

Children Compiler::nodes_of(const json::Value& schemas, std::string_view keyword) {
    if (!schemas.IsArray()) refuse(keyword, "an array of schemas");
    std::vector<Index> nodes;
    for (const json::Value& schema : schemas.GetArray()) nodes.push_back(node_of(schema));
    if (nodes.empty() && (keyword == "anyOf" || keyword == "oneOf")) nodes.push_back(k_nothing);
    return children_of(nodes);
}

Children Compiler::children_of(const std::vector<Index>& nodes) {
    std::vector<Index>& all = m_out.program.children;
    const Children result{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(nodes.size())};
    all.insert(all.end(), nodes.begin(), nodes.end());
    return result;
}

std::uint8_t Compiler::types_of(const json::Value& schema) const {
    const json::Value* wanted = json::find(schema, "type");
    if (wanted == nullptr) return k_any_type;
    constexpr std::string_view k_expected = "the name of a type, or an array of some";
    unsigned types = 0;
    const auto add = [&](const json::Value& name) {
        const unsigned type = type_of_name(name);
        if (type == 0) refuse("type", k_expected);
        types |= type;
    };
    if (!wanted->IsArray()) add(*wanted);
    if (wanted->IsArray()) {
        for (const json::Value& name : wanted->GetArray()) add(name);
    }
    return static_cast<std::uint8_t>(types);
}

Index Compiler::values_of(const json::Value& schema, std::string_view keyword) {
    const json::Value* wanted = json::find(schema, keyword);
    if (wanted == nullptr) return k_none;
    std::vector<const json::Value*> values;
    if (keyword == "const") {
        values.push_back(wanted);
    } else {
        if (!wanted->IsArray()) refuse(keyword, "an array");
        for (const json::Value& value : wanted->GetArray()) values.push_back(&value);
    }
    m_out.program.values.emplace_back(values);
    return static_cast<Index>(m_out.program.values.size() - 1);
}

std::uint64_t Compiler::limit_of(const json::Value& limit, std::string_view keyword) const {
    if (limit.IsUint64()) return limit.GetUint64();
    const double number = limit.IsNumber() ? limit.GetDouble() : -1;
    if (!(number >= 0) || std::trunc(number) != number) refuse(keyword, "a whole number of at least 0");
    return number >= 0x1p64 ? UINT64_MAX : static_cast<std::uint64_t>(number);
}

Count Compiler::count_of(const json::Value& schema, std::string_view fewest, std::string_view most) const {
    Count count;
    if (const json::Value* limit = json::find(schema, fewest)) count.fewest = limit_of(*limit, fewest);
    if (const json::Value* limit = json::find(schema, most)) count.most = limit_of(*limit, most);
    return count;
}

void Compiler::refuse(std::string_view keyword, std::string_view expected) const {
    throw UnusableSchema(m_prepared.definitions[m_definition].origin + ": the keyword \"" + std::string(keyword) +
                         "\" must have as its value " + std::string(expected));
}

}  // namespace cairn::validate::compiled
