#include "builder/config/schema.hpp"

#include <set>
#include <stdexcept>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "builder/config/phrases.hpp"
#include "validator/engine.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_schema_url = "urn:cairn:schema:config";
constexpr std::size_t k_most_errors = 100;

const validate::CompiledSchema& compiled_schema() {
    static const validate::SchemaStore k_bundled;
    static const validate::CompiledSchema k_schema(config_schema(), k_schema_url, k_bundled);
    return k_schema;
}

}  // namespace

const json::Value& config_schema() {
    static const json::Value k_schema = [] {
        auto parsed = json::parse(config_schema_text());
        if (auto* value = std::get_if<json::Value>(&parsed)) return std::move(*value);
        throw std::logic_error("config.schema.json is not JSON: " + std::get<json::ParseError>(parsed).message);
    }();
    return k_schema;
}

// The engine says whether and where; the words are those of a configuration (mapping, key, the setting's description),
// not of JSON Schema.
std::vector<Violation> violations_of(const validate::CompiledSchema& compiled, const json::Value& schema,
                                     const json::Value& value) {
    std::vector<Violation> violations;
    std::set<std::string> phrased;
    for (const validate::SchemaError& error : compiled.check(value, k_most_errors)) {
        if (!phrased.insert(error.pointer).second) continue;
        std::vector<Violation> found = phrase_violations(schema, value, error.pointer);
        if (found.empty()) {
            const std::size_t slash =
                error.pointer.rfind('/');  // an unknown key may be reported at the key, not at its mapping
            const std::string parent = slash == std::string::npos ? "" : error.pointer.substr(0, slash);
            if (phrased.count(parent) > 0) continue;
            found = phrase_violations(schema, value, parent);
            phrased.insert(parent);
        }
        if (found.empty()) found.push_back({error.pointer, false, error.message});
        for (Violation& violation : found) violations.push_back(std::move(violation));
    }
    return violations;
}

std::vector<Violation> check_schema(const json::Value& config) {
    return violations_of(compiled_schema(), config_schema(), config);
}

}  // namespace cairn
