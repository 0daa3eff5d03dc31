#include "validator/verdict.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json/object_builder.hpp"
#include "validator/constraints.hpp"
#include "validator/json_adapter.hpp"
#include "validator/keywords.hpp"

#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace cairn::validate {

namespace {

/// `schema` is a prepared one: an object or a boolean.
bool takes_anything(const json::Value& schema) {
    if (schema.IsBool()) return schema.GetBool();
    return schema.ObjectEmpty() || (schema.MemberCount() == 1 && json::find(schema, "description") != nullptr);
}

/// Writes a prepared schema as valijson reads it: one document, local references only, our names for our keywords.
class Translator {
  public:
    explicit Translator(const PreparedSchema& prepared) {
        for (const auto& definition : prepared.definitions) m_definitions.push_back(json::clone(definition.schema));
        for (std::size_t i = 0; i < m_definitions.size(); ++i) {  // translating appends
            json::Value schema = std::move(m_definitions[i]);
            translate(schema);
            m_definitions[i] = std::move(schema);
        }
    }

    /// The definitions that our own constraints judge by; each becomes a valijson schema of its own.
    const std::vector<std::size_t>& judged() const { return m_judged; }

    json::Value document() {
        json::ObjectBuilder definitions;
        for (std::size_t i = 0; i < m_definitions.size(); ++i) {
            definitions.set(std::to_string(i), std::move(m_definitions[i]));
        }
        json::Value result = json::object();
        json::set(result, "definitions", std::move(definitions).take());
        return result;
    }

    static json::Value reference(std::size_t index) {
        json::Value result = json::object();
        json::set(result, "$ref", "#/definitions/" + std::to_string(index));
        return result;
    }

  private:
    void translate(json::Value& schema) {
        if (!schema.IsObject()) return;
        if (const std::size_t index = reference_of(schema); index != k_no_reference) {
            schema = reference(index);
            return;
        }
        refuse_what_valijson_lacks(schema);
        spell_as_draft_7(schema);
        const std::size_t choices = branches(schema);
        json::remove(schema, "description");
        rename(schema, "pattern", "cairn:pattern");
        rename(schema, "format", "cairn:format");
        rename(schema, "multipleOf", "cairn:multipleOf");
        rename(schema, "uniqueItems", "cairn:unique");
        take_patterned_members(schema);
        // valijson looks propertyNames up in its cache under the key of the schema around it, and may find that one.
        std::optional<std::size_t> names;
        if (const json::Value* present = json::find(schema, "propertyNames");
            present != nullptr && reference_of(*present) == k_no_reference) {
            names = m_definitions.size();
            m_definitions.push_back(json::clone(*present));
            json::remove(schema, "propertyNames");
        }
        for_each_subschema(schema, [&](json::Value& sub, std::string_view, const std::string&) { translate(sub); });
        if (names) json::set(schema, "propertyNames", reference(*names));
        if (choices > 1) count_steps(schema, choices);
    }

    /// The schemas beside each other that look at the same value, but for those that have none within: only where there
    /// are two can the work double without a step into the value, which JsonAdapter counts.
    static std::size_t branches(const json::Value& schema) {
        std::size_t count = 0;
        for_each_subschema(schema, [&count](const json::Value& sub, std::string_view keyword, const std::string&) {
            if (!applies_in_place(keyword)) return;
            bool leaf = reference_of(sub) == k_no_reference;
            for_each_subschema(sub,
                               [&leaf](const json::Value&, std::string_view, const std::string&) { leaf = false; });
            if (!leaf) ++count;
        });
        return count;
    }

    /// valijson looks at allOf before all other keywords, and stops at the first that fails.
    static void count_steps(json::Value& schema, std::size_t steps) {
        json::Value counted = json::object();
        json::set(counted, "cairn:steps", json::integer(static_cast<std::int64_t>(steps)));
        json::Value all = json::array();
        json::push(all, std::move(counted));
        if (json::Value* present = json::find(schema, "allOf"); present != nullptr && present->IsArray()) {
            for (json::Value& sub : present->GetArray()) json::push(all, std::move(sub));
        }
        json::set(schema, "allOf", std::move(all));
    }

    static void refuse_what_valijson_lacks(const json::Value& schema) {
        for (const std::string_view keyword :
             {"unevaluatedProperties", "unevaluatedItems", "minContains", "maxContains"}) {
            if (json::find(schema, keyword) != nullptr)
                throw UnusableSchema("valijson does not know the keyword \"" + std::string(keyword) + "\"");
        }
    }

    /// What drafts 2019-09 and 2020-12 only call by other names.
    static void spell_as_draft_7(json::Value& schema) {
        if (json::find(schema, "prefixItems") != nullptr) {
            rename(schema, "items", "additionalItems");
            rename(schema, "prefixItems", "items");
        }
        for (const std::string_view keyword : {"dependentRequired", "dependentSchemas"}) {
            if (json::find(schema, keyword) == nullptr) continue;
            json::Value rule = json::object();
            json::set(rule, "dependencies", std::move(*json::find(schema, keyword)));
            json::remove(schema, keyword);
            json::Value* all = json::find(schema, "allOf");
            if (all == nullptr) all = &json::set(schema, "allOf", json::array());
            if (all->IsArray()) json::push(*all, std::move(rule));
        }
    }

    static void rename(json::Value& schema, std::string_view from, std::string_view to) {
        json::Value* value = json::find(schema, from);
        if (value == nullptr) return;
        json::Value moved = std::move(*value);
        json::remove(schema, from);
        json::set(schema, to, std::move(moved));
    }

    void take_patterned_members(json::Value& schema) {
        const json::Value* named = json::find(schema, "patternProperties");
        if (named == nullptr || !named->IsObject()) return;
        json::Value rule = json::object();
        json::Value& known = json::set(rule, "known", json::array());
        if (const json::Value* properties = json::find(schema, "properties");
            properties != nullptr && properties->IsObject()) {
            for (const auto& member : properties->GetObject()) json::push(known, json::clone(member.name));
        }
        json::Value& patterns = json::set(rule, "patterns", json::array());
        for (const auto& member : named->GetObject()) {
            json::Value pair = json::array();
            json::push(pair, json::clone(member.name));
            json::push(pair, json::integer(extract(member.value)));
            json::push(patterns, std::move(pair));
        }
        const json::Value* others = json::find(schema, "additionalProperties");
        json::set(rule, "others", json::integer(others == nullptr ? -1 : extract(*others)));
        json::remove(schema, "patternProperties");
        json::remove(schema, "additionalProperties");
        json::set(schema, "cairn:patterns", std::move(rule));
    }

    std::int64_t extract(const json::Value& schema) {
        if (takes_anything(schema)) return -1;
        m_definitions.push_back(json::clone(schema));
        m_judged.push_back(m_definitions.size() - 1);
        return static_cast<std::int64_t>(m_judged.back());
    }

    std::vector<json::Value> m_definitions;
    std::vector<std::size_t> m_judged;
};

}  // namespace

struct Verdict::Schemas {
    ConstraintTable table;
    std::map<std::size_t, std::unique_ptr<valijson::Schema>> by_definition;

    bool accepts(std::size_t definition, const json::Value& value) const {
        valijson::Validator validator;  // cheap: all that it holds is a cache of std::regex that stays empty
        return validator.validate(*by_definition.at(definition), JsonAdapter(value), nullptr);
    }

    void read(const json::Value& document, std::size_t definition) {
        json::Value root = json::clone(document);
        json::push(json::set(root, "allOf", json::array()), Translator::reference(definition));
        valijson::SchemaParser parser;
        add_constraints(parser, table);
        auto schema = std::make_unique<valijson::Schema>();
        parser.populateSchema(JsonAdapter(root), *schema);
        by_definition[definition] = std::move(schema);
    }
};

Verdict::Verdict(const PreparedSchema& prepared, const Patterns& patterns, Formats formats) {
    auto schemas = std::make_unique<Schemas>();
    const Schemas* self = schemas.get();
    schemas->table = {&patterns, formats, [self](std::size_t definition, const json::Value& value) {
                          return self->accepts(definition, value);
                      }};
    Translator translator(prepared);
    const json::Value document = translator.document();
    try {
        schemas->read(document, 0);
        for (const std::size_t definition : translator.judged()) schemas->read(document, definition);
    } catch (const UnusableSchema&) {
        throw;
    } catch (const std::exception& error) {
        throw UnusableSchema(prepared.definitions.front().origin + ": " + error.what());
    }
    m_schemas = std::move(schemas);
}

Verdict::~Verdict() = default;

bool Verdict::accepts(const json::Value& value, Budget& budget) const {
    const SpendingScope scope(budget);
    return m_schemas->accepts(0, value);
}

}  // namespace cairn::validate
