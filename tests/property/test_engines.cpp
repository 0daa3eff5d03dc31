// Random schemas and documents: the compiled program, valijson and the explanation give one verdict, and of drafts that
// valijson does not know the other two. Where valijson is
// known to be wrong (numbers beyond 2^53, names that stand twice) the generator does not go; test_compiled.cpp does.
#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/json/parse.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using validate::CompiledSchema;
using validate::JudgeBy;

namespace {

constexpr int k_schemas = 4000;
constexpr int k_documents_each = 12;

using Random = std::mt19937_64;
using Texts = std::vector<std::string>;

std::size_t below(Random& random, std::size_t end) { return static_cast<std::size_t>(random() % end); }
const std::string& any_of(Random& random, const Texts& texts) { return texts[below(random, texts.size())]; }

const Texts k_names{"a", "b", "ab", "name", "cube:dimensions", "cube:variables", "a much longer name than others"};
const Texts k_scalars{"null",
                      "true",
                      "false",
                      "0",
                      "1",
                      "1.0",
                      "2",
                      "-1",
                      "2.5",
                      "1e2",
                      "\"\"",
                      "\"a\"",
                      "\"ab\"",
                      "\"cube:x\"",
                      "3",
                      "\"é\"",
                      "\"x\\n\"",
                      "\"abc\"",
                      "\"2020-02-30T00:00:00Z\"",
                      "\"https://example.org/\""};
const Texts k_types{"null", "boolean", "string", "array", "object", "integer", "number"};
const Texts k_patterns{"^a", "b$", "^(?!cube:)", "^[a-c]+$", "a", "^ab$", "^(?=a)\\\\w+$", ".*"};
const Texts k_formats{"date-time", "uri", "iri-reference", "date", "of nobody"};
const Texts k_limits{"0", "1", "2", "3", "-1", "0.5", "1.0", "2.5"};

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

template <class Make>
std::string listed(Random& random, std::size_t fewest, std::size_t most, const Make& make) {
    std::string out;
    const std::size_t count = fewest + below(random, most - fewest + 1);
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? ", " : "") + make();
    return out;
}

/// An object with some of the names, each once.
template <class Make>
std::string object_of(Random& random, const Texts& names, std::size_t one_in, const Make& make) {
    std::string out;
    for (const std::string& name : names) {
        if (below(random, one_in) == 0) out += (out.empty() ? "" : ", ") + in_quotes(name) + ": " + make();
    }
    return "{" + out + "}";
}

std::string document(Random& random, int depth) {
    const std::size_t kind = below(random, depth > 0 ? 4 : 2);
    if (kind == 3) return "[" + listed(random, 0, 4, [&] { return document(random, depth - 1); }) + "]";
    if (kind == 2) return object_of(random, k_names, 2, [&] { return document(random, depth - 1); });
    return any_of(random, k_scalars);
}

class Schemas {
  public:
    /// `draft`: "draft-07", "draft/2019-09" or "draft/2020-12".
    explicit Schemas(Random& random, const std::string& draft = "draft-07") : m_random(random), m_draft(draft) {
        if (draft == "draft-07") return;
        for (const char* keyword : {"dependentRequired", "dependentSchemas", "minContains", "maxContains", "$ref",
                                    "unevaluatedItems", "unevaluatedProperties", "unevaluatedProperties"})
            m_keywords.emplace_back(keyword);
        if (draft == "draft/2020-12") m_keywords.emplace_back("prefixItems");
    }

    std::string whole() {
        const std::string definitions = object_of(m_random, {"x", "y", "z"}, 1, [&] { return schema(2); });
        std::string text = schema(3);
        if (text.front() != '{') text = "{\"allOf\": [" + text + "]}";
        const bool reference = text.find("\"$ref\"") == 2 - 1;  // has no other members
        if (reference) text = "{\"allOf\": [" + text + "]}";
        const std::string said =
            m_draft == "draft-07" ? "" : R"("$schema": "https://json-schema.org/)" + m_draft + R"(/schema", )";
        return "{" + said + "\"definitions\": " + definitions +
               (text == "{}" ? "" : ", " + text.substr(1, text.size() - 2)) + "}";
    }

  private:
    std::string schema(int depth) {
        const std::size_t kind = below(m_random, 12);
        if (kind == 0) return below(m_random, 3) == 0 ? "false" : "true";
        if (kind == 1) return R"({"$ref": "#/definitions/)" + any_of(m_random, {"x", "y", "z"}) + "\"}";
        std::string out;
        const std::size_t wanted = m_draft == "draft-07" ? 3 : 4;
        for (std::size_t i = 0; i < m_keywords.size(); ++i) {
            const std::string& keyword = m_keywords[i];
            if (below(m_random, m_keywords.size()) >= wanted || (i > 0 && keyword == m_keywords[i - 1])) continue;
            const std::string value = value_of(keyword, depth);
            if (!value.empty()) out += (out.empty() ? "" : ", ") + in_quotes(keyword) + ": " + value;
        }
        return "{" + out + "}";
    }

    std::string schemas(int depth) {
        return "[" + listed(m_random, 1, 3, [&] { return schema(depth - 1); }) + "]";
    }
    std::string names() {
        std::string out;
        for (const std::string& name : k_names) {
            if (below(m_random, 4) == 0) out += (out.empty() ? "" : ", ") + in_quotes(name);
        }
        return "[" + out + "]";
    }

    std::string value_of(const std::string& keyword, int depth) {
        if (keyword == "type") {
            return below(m_random, 2) == 0 ? in_quotes(any_of(m_random, k_types))
                                           : "[" + in_quotes(k_types[below(m_random, 3)]) + ", " +
                                                 in_quotes(k_types[3 + below(m_random, 4)]) + "]";
        }
        if (keyword == "enum") return "[" + listed(m_random, 1, 4, [&] { return document(m_random, 1); }) + "]";
        if (keyword == "const") return document(m_random, 1);
        if (keyword == "pattern") return in_quotes(any_of(m_random, k_patterns));
        if (keyword == "format") return in_quotes(any_of(m_random, k_formats));
        if (keyword == "multipleOf") return any_of(m_random, {"1", "2", "0.5", "0.1"});
        if (keyword.find("inimum") != keyword.npos || keyword.find("aximum") != keyword.npos)
            return any_of(m_random, k_limits);
        if (keyword.starts_with("min") || keyword.starts_with("max")) return std::to_string(below(m_random, 4));
        if (keyword == "uniqueItems") return below(m_random, 4) == 0 ? "false" : "true";
        if (keyword == "required") return names();
        if (keyword == "$ref") return R"("#/definitions/)" + any_of(m_random, {"x", "y", "z"}) + "\"";
        if (depth == 0) return "";
        if (keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf" || keyword == "prefixItems")
            return schemas(depth);
        if (keyword == "dependentRequired") return object_of(m_random, k_names, 3, [&] { return names(); });
        if (keyword == "dependentSchemas") return object_of(m_random, k_names, 3, [&] { return schema(depth - 1); });
        if (keyword == "properties") return object_of(m_random, k_names, 2, [&] { return schema(depth - 1); });
        if (keyword == "patternProperties") {
            return object_of(m_random, k_patterns, 4, [&] { return schema(depth - 1); });
        }
        if (keyword == "dependencies") {
            return object_of(m_random, k_names, 3,
                             [&] { return below(m_random, 2) == 0 ? names() : schema(depth - 1); });
        }
        if (keyword == "items" && m_draft != "draft/2020-12")
            return below(m_random, 2) == 0 ? schemas(depth) : schema(depth - 1);
        return schema(depth - 1);
    }

    Texts m_keywords{"type",
                     "enum",
                     "const",
                     "pattern",
                     "format",
                     "multipleOf",
                     "minimum",
                     "maximum",
                     "exclusiveMinimum",
                     "exclusiveMaximum",
                     "minLength",
                     "maxLength",
                     "minItems",
                     "maxItems",
                     "uniqueItems",
                     "items",
                     "additionalItems",
                     "contains",
                     "required",
                     "properties",
                     "patternProperties",
                     "additionalProperties",
                     "propertyNames",
                     "dependencies",
                     "minProperties",
                     "maxProperties",
                     "allOf",
                     "anyOf",
                     "oneOf",
                     "not",
                     "if",
                     "then",
                     "else"};

    Random& m_random;
    std::string m_draft;
};

json::Value parsed(const std::string& text) {
    auto result = json::parse(text);
    INFO(text);
    REQUIRE(std::holds_alternative<json::Value>(result));
    return std::move(std::get<json::Value>(result));
}

/// "" when all agree. `valijson`: nullptr where it cannot use the schema.
std::string disagreement(const CompiledSchema& program, const CompiledSchema* valijson, const json::Value& value) {
    const bool verdict = program.accepts(value);
    if (valijson != nullptr && valijson->accepts(value) != verdict)
        return verdict ? "valijson alone rejects" : "valijson alone accepts";
    if (program.second_opinion(value) != verdict) return "the explanation disagrees";
    const auto errors = program.check(value);
    if (errors.empty() != verdict) return "the reasons disagree";
    if (!verdict && errors.front().keyword.empty()) return "no reason was found";
    return "";
}

}  // namespace

TEST_CASE("random documents get one verdict by random schemas, whoever judges") {
    const validate::SchemaStore store;
    Random random(20261129);
    std::size_t usable = 0;
    std::size_t accepted = 0;
    std::size_t verdicts = 0;
    Schemas schemas(random);
    for (int i = 0; i < k_schemas; ++i) {
        const std::string text = schemas.whole();
        const json::Value schema = parsed(text);
        try {
            const CompiledSchema program(schema, "https://example.org/s.json", store);
            const CompiledSchema valijson(schema, "https://example.org/s.json", store, validate::Formats::check,
                                          JudgeBy::valijson);
            ++usable;
            for (int j = 0; j < k_documents_each; ++j) {
                const std::string value_text = document(random, 3);
                const json::Value value = parsed(value_text);
                const std::string found = disagreement(program, &valijson, value);
                ++verdicts;
                accepted += program.accepts(value) ? 1 : 0;
                if (!found.empty()) FAIL_CHECK(found << ": " << value_text << " by " << text);
            }
        } catch (const validate::UnusableSchema& error) {  // a reference to itself
            if (std::string(error.what()).find("itself") == std::string::npos)
                FAIL_CHECK(error.what() << " by " << text);
        }
    }
    CHECK(usable > k_schemas * 3 / 4);
    CHECK(accepted > verdicts / 10);
    CHECK(accepted < verdicts * 9 / 10);
}

TEST_CASE("random documents get one verdict by random schemas of later drafts") {
    const validate::SchemaStore store;
    for (const std::string draft : {"draft/2019-09", "draft/2020-12"}) {
        Random random(20261130);
        Schemas schemas(random, draft);
        std::size_t usable = 0;
        std::size_t compared = 0;
        std::size_t verdicts = 0;
        std::size_t accepted = 0;
        for (int i = 0; i < k_schemas; ++i) {
            const std::string text = schemas.whole();
            const json::Value schema = parsed(text);
            try {
                const CompiledSchema program(schema, "https://example.org/s.json", store);
                std::unique_ptr<CompiledSchema> valijson;
                try {
                    valijson = std::make_unique<CompiledSchema>(schema, "https://example.org/s.json", store,
                                                                validate::Formats::check, JudgeBy::valijson);
                } catch (const validate::UnusableSchema&) {  // it has keywords that valijson does not know
                }
                ++usable;
                compared += valijson ? 1 : 0;
                for (int j = 0; j < k_documents_each; ++j) {
                    const std::string value_text = document(random, 3);
                    const json::Value value = parsed(value_text);
                    const std::string found = disagreement(program, valijson.get(), value);
                    ++verdicts;
                    accepted += program.accepts(value) ? 1 : 0;
                    if (!found.empty()) FAIL_CHECK(found << ": " << value_text << " by " << text);
                }
            } catch (const validate::UnusableSchema& error) {  // a reference to itself
                if (std::string(error.what()).find("itself") == std::string::npos)
                    FAIL_CHECK(error.what() << " by " << text);
            }
        }
        CHECK(usable > k_schemas / 2);
        CHECK(compared > k_schemas / 20);
        CHECK(accepted > verdicts / 20);
        CHECK(accepted < verdicts * 19 / 20);
    }
}
