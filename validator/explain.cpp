#include "validator/explain.hpp"

#include <algorithm>
#include <array>

#include "base/suggest.hpp"
#include "validator/canonical.hpp"
#include "validator/compiled/evaluator.hpp"
#include "validator/describe.hpp"
#include "validator/explainer.hpp"
#include "validator/hints.hpp"

namespace cairn::validate {

namespace {

/// What the names of `type` mean (draft-07 validation, 6.1.1).
bool has_type(const json::Value& value, std::string_view type) {
    return type == "integer" ? is_integer(value) : json::kind_name(value) == type;
}

bool has_one_of_types(const json::Value& value, const json::Value& types) {
    if (types.IsString()) return has_type(value, json::view(types));
    if (!types.IsArray()) return true;
    return std::any_of(types.Begin(), types.End(),
                       [&](const json::Value& type) { return has_type(value, json::text_or(type, "")); });
}

std::string with_article(std::string_view type) {
    if (type == "null") return "null";
    const bool vowel = !type.empty() && std::string_view("aeiou").find(type.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + std::string(type);
}

std::string names_of_types(const json::Value& types) {
    if (types.IsString()) return with_article(json::view(types));
    std::vector<std::string> names;
    for (const json::Value& type : types.GetArray()) names.push_back(with_article(json::text_or(type, "")));
    return list_of(names, "or");
}

/// A schema may have 100,000 of them: only those that are shown are put into words.
std::string names_of_values(const json::Value& values) {
    constexpr rapidjson::SizeType k_most = 12;
    std::vector<std::string> texts;
    for (rapidjson::SizeType i = 0; i < std::min(values.Size(), k_most); ++i) texts.push_back(excerpt(values[i]));
    if (values.Size() <= k_most) return (texts.size() > 1 ? "one of " : "") + list_of(texts, "or", k_most);
    std::string out = "one of ";
    for (const std::string& text : texts) out += text + ", ";
    return out + "... (" + std::to_string(values.Size()) + " in all)";
}

/// "; did you mean ...?" where one of the values is nearly the text that was found.
std::string suggestion(const json::Value& found, const json::Value& values) {
    if (!found.IsString()) return {};
    std::vector<std::string> texts;
    for (const json::Value& value : values.GetArray()) {
        if (value.IsString()) texts.emplace_back(json::view(value));
    }
    const std::optional<std::string> near = nearest(std::string(json::view(found)), texts);
    return near ? "; did you mean " + in_quotes(*near) + "?" : std::string();
}

}  // namespace

std::vector<SchemaError> explain(const ExplainWith& with, const json::Value& value, std::size_t limit) {
    Reasons out{{}, limit};
    const Trail value_root("");
    const auto& definition = with.prepared.definitions.front();
    const Trail schema_root(definition.origin);
    Explainer(with).apply({definition.schema, value, value_root, schema_root}, out);
    return std::move(out.list);
}

void Explainer::apply(const Point& point, Reasons& out) const {
    if (out.full()) return;
    m_with.budget.spend();
    if (m_depth == k_deepest_explanation) return apply_deepest(point, out);
    ++m_depth;
    apply_keywords(point, out);
    --m_depth;
}

void Explainer::apply_deepest(const Point& point, Reasons& out) const {
    if (m_with.program == nullptr) throw BudgetExceeded("too many schemas within each other");
    if (fits(point.schema, point.value)) return;
    out.list.push_back({point.at.text(), "", "found " + describe_value(point.value) + ", which does not fit the schema",
                        point.by.text()});
}

void Explainer::apply_keywords(const Point& point, Reasons& out) const {
    if (const std::size_t index = reference_of(point.schema); index != k_no_reference) {
        const auto& definition = m_with.prepared.definitions.at(index);
        const Trail origin(definition.origin);
        return apply({definition.schema, point.value, point.at, origin}, out);
    }
    if (point.schema.IsBool()) {
        if (!point.schema.GetBool()) {
            out.list.push_back({point.at.text(), "false",
                                "found " + describe_value(point.value) + ", expected nothing here", point.by.text()});
        }
        return;
    }
    for (const auto& member : point.schema.GetObject()) {
        if (out.full()) return;
        keyword(json::view(member.name), member.value, point, out);
    }
}

bool Explainer::fits(const json::Value& schema, const json::Value& value) const {
    if (m_with.program != nullptr)
        return compiled::accepts(m_with.program->program, m_with.program->node_of(schema), value, m_with.budget);
    Reasons first{{}, 1, true};
    const Trail nowhere("");
    apply({schema, value, nowhere, nowhere}, first);
    return first.list.empty();
}

std::vector<SchemaError> Explainer::reasons(const Point& point) const {
    constexpr std::size_t k_enough_to_compare = 20;
    Reasons out{{}, k_enough_to_compare};
    apply(point, out);
    return std::move(out.list);
}

const json::Value& Explainer::target(const json::Value& schema) const {
    const std::size_t index = reference_of(schema);
    return index == k_no_reference ? schema : m_with.prepared.definitions.at(index).schema;
}

void Explainer::add(Reasons& out, const Point& point, std::string_view keyword, std::string message) {
    if (out.full()) return;
    SchemaError error{point.at.text(), std::string(keyword), std::move(message), json::child(point.by.text(), keyword)};
    const bool known = std::any_of(out.list.begin(), out.list.end(), [&](const SchemaError& other) {
        return other.pointer == error.pointer && other.message == error.message;
    });
    if (!known) out.list.push_back(std::move(error));
}

void Explainer::keyword(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (any_value(name, wanted, point, out)) return;
    logic(name, wanted, point, out);
    if (point.value.IsString()) of_string(name, wanted, point, out);
    if (point.value.IsNumber()) of_number(name, wanted, point, out);
    if (point.value.IsArray()) of_array(name, wanted, point, out);
    if (point.value.IsObject()) of_object(name, wanted, point, out);
}

/// type, const, enum: true when the keyword is one of these.
bool Explainer::any_value(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (name == "type") {
        if (!has_one_of_types(point.value, wanted)) {
            const auto fits_here = [&](const json::Value& value) { return fits(point.schema, value); };
            add(out, point, name,
                "found " + describe_value(point.value) + ", expected " + names_of_types(wanted) +
                    words_of(point.schema) + (out.verdict_only ? "" : hint_of_type(point.value, fits_here)));
        }
    } else if (name == "const") {
        if (!equal(wanted, point.value)) {
            add(out, point, name,
                "found " + describe_value(point.value) + ", expected " + excerpt(wanted) + words_of(point.schema));
        }
    } else if (name == "enum" && wanted.IsArray()) {
        m_with.budget.spend(wanted.Size() / 8);
        const bool found = std::any_of(wanted.Begin(), wanted.End(),
                                       [&](const json::Value& choice) { return equal(choice, point.value); });
        if (!found) {
            add(out, point, name,
                "found " + describe_value(point.value) + ", expected " + names_of_values(wanted) +
                    words_of(point.schema) + suggestion(point.value, wanted));
        }
    } else {
        return false;
    }
    return true;
}

}  // namespace cairn::validate
