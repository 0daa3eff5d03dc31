#include "builder/records/record_schema.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "validator/engine.hpp"

namespace cairn::records {

namespace {

constexpr std::string_view k_schema_url = "urn:cairn:schema:record";

const json::Value& schema() {
    static const json::Value k_schema = [] {
        auto parsed = json::parse(record_schema_text());
        if (auto* value = std::get_if<json::Value>(&parsed)) return std::move(*value);
        throw std::logic_error("record.schema.json is not JSON: " + std::get<json::ParseError>(parsed).message);
    }();
    return k_schema;
}

const validate::CompiledSchema& compiled() {
    static const validate::SchemaStore k_bundled;
    static const validate::CompiledSchema k_compiled(schema(), k_schema_url, k_bundled);
    return k_compiled;
}

/// `value` is of the bounded depth of parsing.
void add_repeated_members(const json::Value& value, const std::string& pointer, std::vector<Violation>& violations) {
    if (value.IsArray()) {
        for (rapidjson::SizeType i = 0; i < value.Size(); ++i)
            add_repeated_members(value[i], json::child(pointer, i), violations);
    }
    if (!value.IsObject()) return;
    std::vector<std::string_view> names;
    for (const auto& member : value.GetObject()) {
        names.push_back(json::view(member.name));
        if (member.value.IsObject() || member.value.IsArray())
            add_repeated_members(member.value, json::child(pointer, names.back()), violations);
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::adjacent_find(names);
    if (repeated == names.end()) return;
    violations.push_back({json::child(pointer, *repeated), true,
                          "the member '" + std::string(*repeated) + "' stands twice, expected once"});
}

}  // namespace

std::vector<Violation> shape_violations(const json::Value& record) {
    std::vector<Violation> violations;
    if (!compiled().accepts(record)) violations = violations_of(compiled(), schema(), record);
    add_repeated_members(record, {}, violations);
    return violations;
}

}  // namespace cairn::records
