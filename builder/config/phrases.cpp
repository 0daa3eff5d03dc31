#include "builder/config/phrases.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "base/suggest.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_quote = 80;

const json::Value& resolve_reference(const json::Value& root, const json::Value& schema) {
    const std::string_view reference = json::member_text(schema, "$ref");
    if (reference.empty()) return schema;
    const json::Value* target = json::resolve(root, reference.substr(1));
    return target == nullptr ? schema : *target;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

std::vector<std::string> texts_of(const json::Value* value) {
    std::vector<std::string> result;
    if (value != nullptr && value->IsString()) result.emplace_back(json::view(*value));
    if (value != nullptr && value->IsArray()) {
        for (const json::Value& element : value->GetArray()) result.emplace_back(json::text_or(element, ""));
    }
    return result;
}

bool is_whole(const json::Value& value) {
    return value.IsNumber() && std::isfinite(value.GetDouble()) && std::floor(value.GetDouble()) == value.GetDouble();
}

bool has_type(const json::Value& value, const std::string& type) {
    if (type == "integer") return is_whole(value);
    return json::kind_name(value) == type;
}

bool type_fits(const json::Value& schema, const json::Value& value) {
    const std::vector<std::string> types = texts_of(json::find(schema, "type"));
    return types.empty() ||
           std::any_of(types.begin(), types.end(), [&](const auto& type) { return has_type(value, type); });
}

bool range_fits(const json::Value& schema, const json::Value& value) {
    if (!value.IsNumber()) return true;
    const json::Value* minimum = json::find(schema, "minimum");
    const json::Value* maximum = json::find(schema, "maximum");
    return (minimum == nullptr || value.GetDouble() >= minimum->GetDouble()) &&
           (maximum == nullptr || value.GetDouble() <= maximum->GetDouble());
}

bool text_fits(const json::Value& schema, const json::Value& value) {
    if (!value.IsString()) return true;
    const json::Value* shortest = json::find(schema, "minLength");
    if (shortest != nullptr && value.GetStringLength() < shortest->GetUint64()) return false;
    const std::string_view pattern = json::member_text(schema, "pattern");
    if (!pattern.empty() && !RE2::PartialMatch(std::string(json::view(value)), std::string(pattern))) return false;
    const std::vector<std::string> allowed = texts_of(json::find(schema, "enum"));
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), json::view(value)) != allowed.end();
}

bool count_fits(const json::Value& schema, const json::Value& value) {
    const json::Value* least = json::find(schema, "minItems");
    return !value.IsArray() || least == nullptr || value.Size() >= least->GetUint64();
}

std::string type_phrase(const json::Value& schema, const std::string& type) {
    const json::Value* minimum = json::find(schema, "minimum");
    const json::Value* maximum = json::find(schema, "maximum");
    if (type == "integer" || type == "number") {
        std::string phrase = type == "integer" ? "a whole number" : "a number";
        if (minimum != nullptr) phrase += " from " + json::write(*minimum);
        if (maximum != nullptr) phrase += " to " + json::write(*maximum);
        return phrase;
    }
    const std::string_view pattern = json::member_text(schema, "pattern");
    if (type == "string" && RE2::FullMatch(re2::StringPiece(pattern.data(), pattern.size()), R"(\^\w+\$)")) {
        return fmt::format("'{}'", pattern.substr(1, pattern.size() - 2));  // one literal word
    }
    if (type == "string" && !pattern.empty()) return fmt::format("a text that matches {}", pattern);
    if (type == "string") return json::find(schema, "minLength") == nullptr ? "a text" : "a text that is not empty";
    if (type == "boolean") return "true or false";
    if (type == "object") return "a mapping";
    if (type == "array") {
        const json::Value* least = json::find(schema, "minItems");
        if (least == nullptr) return "a list";
        return least->GetUint64() == 1 ? "a list that is not empty" : "a list of " + json::write(*least) + " or more";
    }
    return type;
}

/// What a pointer names, for people: "page_size", "element 1 of keywords".
std::string name_of(const json::Value& config, const std::string& pointer) {
    const std::vector<std::string> tokens = json::tokens(pointer);
    if (tokens.empty()) return "the configuration";
    const std::string parent = pointer.substr(0, pointer.rfind('/'));
    const json::Value* holder = json::resolve(config, parent);
    if (holder == nullptr || !holder->IsArray() || tokens.size() < 2) return tokens.back();
    return fmt::format("element {} of {}", std::stoul(tokens.back()) + 1, tokens[tokens.size() - 2]);
}

std::string description_of(const json::Value& root, const json::Value& schema) {
    const std::string_view own = json::member_text(schema, "description");
    return std::string(own.empty() ? json::member_text(resolve_reference(root, schema), "description") : own);
}

std::vector<std::string> known_keys(const json::Value& schema) {
    std::vector<std::string> result;
    if (const json::Value* properties = json::find(schema, "properties")) {
        for (const auto& member : properties->GetObject()) result.emplace_back(json::view(member.name));
    }
    return result;
}

void add_unknown_keys(const json::Value& schema, const json::Value& value, const std::string& pointer,
                      std::vector<Violation>& violations) {
    const json::Value* additional = json::find(schema, "additionalProperties");
    if (!value.IsObject() || additional == nullptr || !additional->IsFalse()) return;
    const std::vector<std::string> known = known_keys(schema);
    for (const auto& member : value.GetObject()) {
        const std::string key(json::view(member.name));
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const auto suggestion = nearest(key, known);
        violations.push_back(
            {json::child(pointer, key), true,
             fmt::format("unknown key '{}'{} allowed: {}", key,
                         suggestion ? fmt::format("; did you mean '{}'?", *suggestion) : ";", joined(known, ", "))});
    }
}

void add_missing_keys(const json::Value& root, const json::Value& schema, const json::Value& value,
                      const std::string& pointer, std::vector<Violation>& violations) {
    if (!value.IsObject()) return;
    for (const std::string& key : texts_of(json::find(schema, "required"))) {
        if (json::find(value, key) != nullptr) continue;
        const json::Value* property = json::resolve(schema, json::child("/properties", key));
        violations.push_back({pointer, false,
                              fmt::format("the key '{}' is missing{}{}", key, property == nullptr ? "" : ": ",
                                          property == nullptr ? "" : description_of(root, *property))});
    }
}

/// What `anyOf` asks for when each of its alternatives names keys: one of these.
void add_missing_alternatives(const json::Value& root, const json::Value& schema, const json::Value& value,
                              const std::string& pointer, std::vector<Violation>& violations) {
    const json::Value* alternatives = json::find(schema, "anyOf");
    if (!value.IsObject() || alternatives == nullptr) return;
    std::vector<std::string> keys;
    for (const json::Value& alternative : alternatives->GetArray()) {
        for (std::string& key : texts_of(json::find(alternative, "required"))) {
            if (json::find(value, key) != nullptr) return;
            keys.push_back(std::move(key));
        }
    }
    if (keys.empty()) return;
    const json::Value* property = json::resolve(schema, json::child("/properties", keys.front()));
    violations.push_back(
        {pointer, false,
         fmt::format("the key '{}' is missing{}{}", joined(keys, "' or '"), property == nullptr ? "" : ": ",
                     property == nullptr ? "" : description_of(root, *property))});
}

}  // namespace

const json::Value* subschema_at(const json::Value& schema, std::string_view pointer) {
    const json::Value* current = &schema;
    for (const std::string& token : json::tokens(pointer)) {
        const json::Value& resolved = resolve_reference(schema, *current);
        const json::Value* next = json::resolve(resolved, json::child("/properties", token));
        const json::Value* items = json::find(resolved, "items");
        const bool is_index = !token.empty() && token.find_first_not_of("0123456789") == std::string::npos;
        if (next == nullptr && items != nullptr && is_index) next = items;
        if (next == nullptr) next = json::find(resolved, "additionalProperties");
        if (next == nullptr || !next->IsObject()) return nullptr;
        current = next;
    }
    return current;
}

std::string found_phrase(const json::Value& value) {
    if (value.IsObject()) return "a mapping";
    if (value.IsArray()) return value.Empty() ? "an empty list" : "a list";
    if (value.IsNull()) return "nothing";
    if (value.IsBool()) return value.GetBool() ? "true" : "false";
    if (value.IsNumber()) return "the number " + json::write(value);
    const std::string_view text = json::view(value);
    if (text.empty()) return "an empty text";
    return fmt::format("the text '{}{}'", text.substr(0, k_longest_quote), text.size() > k_longest_quote ? "..." : "");
}

std::string allowed_phrase(const json::Value& root, const json::Value& schema) {
    const json::Value& resolved = resolve_reference(root, schema);
    std::vector<std::string> phrases;
    for (const std::string& text : texts_of(json::find(resolved, "enum"))) phrases.push_back("'" + text + "'");
    if (!phrases.empty()) return "one of " + joined(phrases, ", ");
    for (const std::string& type : texts_of(json::find(resolved, "type")))
        phrases.push_back(type_phrase(resolved, type));
    return joined(phrases, " or ");
}

std::vector<Violation> phrase_violations(const json::Value& schema, const json::Value& config,
                                         const std::string& pointer) {
    const json::Value* value = json::resolve(config, pointer);
    const json::Value* subschema = subschema_at(schema, pointer);
    if (value == nullptr || subschema == nullptr) return {};
    const json::Value& resolved = resolve_reference(schema, *subschema);
    std::vector<Violation> violations;
    if (!type_fits(resolved, *value) || !range_fits(resolved, *value) || !text_fits(resolved, *value) ||
        !count_fits(resolved, *value)) {
        violations.push_back(
            {pointer, false,
             fmt::format("{}: found {}, allowed: {}. {}", name_of(config, pointer), found_phrase(*value),
                         allowed_phrase(schema, *subschema), description_of(schema, *subschema))});
    }
    add_missing_keys(schema, resolved, *value, pointer, violations);
    add_missing_alternatives(schema, resolved, *value, pointer, violations);
    add_unknown_keys(resolved, *value, pointer, violations);
    return violations;
}

}  // namespace cairn
