// The keywords for objects.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/suggest.hpp"
#include "validator/describe.hpp"
#include "validator/explainer.hpp"

namespace cairn::validate {

namespace {

std::optional<std::string> nearest_of(const std::vector<std::string>& quoted_names, std::string_view name) {
    constexpr std::size_t k_shortest = 4;  // of shorter names any other is near
    return name.size() < k_shortest ? std::nullopt : nearest(in_quotes(name), quoted_names);
}

}  // namespace

void Explainer::of_object(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (name == "properties") return members(wanted, point, out);
    if (name == "patternProperties") return patterned_members(wanted, point, out);
    if (name == "additionalProperties") return other_members(wanted, point, out);
    if (name == "propertyNames") return names(wanted, point, out);
    if (name == "dependencies" || name == "dependentRequired" || name == "dependentSchemas")
        return dependencies(name, wanted, point, out);
    if (name == "unevaluatedProperties") return unevaluated(name, wanted, point, out);
    if (name == "required") return required(wanted, point, out);
    if (!wanted.IsNumber() || (name != "minProperties" && name != "maxProperties")) return;
    const auto count = static_cast<double>(point.value.MemberCount());
    const bool few = name == "minProperties";
    if (few ? count < wanted.GetDouble() : count > wanted.GetDouble()) {
        add(out, point, name,
            "found " + describe_value(point.value) + ", expected at " + (few ? "least " : "most ") + excerpt(wanted) +
                (excerpt(wanted) == "1" ? " member" : " members"));
    }
}

void Explainer::members(const json::Value& wanted, const Point& point, Reasons& out) const {
    if (!wanted.IsObject()) return;
    const Trail keyword(point.by, "properties");
    for (const auto& member : wanted.GetObject()) {
        const std::string_view name = json::view(member.name);
        const json::Value* value = json::find(point.value, name);
        if (value == nullptr) continue;
        const Trail at(point.at, name);
        const Trail by(keyword, name);
        apply_at(member.value, *value, at, by, out);
    }
}

void Explainer::patterned_members(const json::Value& wanted, const Point& point, Reasons& out) const {
    if (!wanted.IsObject()) return;
    const Trail keyword(point.by, "patternProperties");
    for (const auto& pattern : wanted.GetObject()) {
        const Pattern& expression = m_with.patterns.find(json::view(pattern.name))->second;
        const Trail by(keyword, json::view(pattern.name));
        for (const auto& member : point.value.GetObject()) {
            if (out.full()) return;
            const std::string_view name = json::view(member.name);
            const Trail at(point.at, name);
            if (expression.matches(name)) apply_at(pattern.value, member.value, at, by, out);
        }
    }
}

/// Whether `properties` or `patternProperties` speak of this member, so that additionalProperties does not.
bool Explainer::is_declared(const json::Value& schema, std::string_view name) const {
    const json::Value* properties = json::find(schema, "properties");
    if (properties != nullptr && json::find(*properties, name) != nullptr) return true;
    const json::Value* patterns = json::find(schema, "patternProperties");
    if (patterns == nullptr || !patterns->IsObject()) return false;
    return std::any_of(patterns->MemberBegin(), patterns->MemberEnd(), [&](const auto& pattern) {
        return m_with.patterns.find(json::view(pattern.name))->second.matches(name);
    });
}

void Explainer::other_members(const json::Value& wanted, const Point& point, Reasons& out) const {
    for (const auto& member : point.value.GetObject()) {
        if (out.full()) return;
        const std::string_view name = json::view(member.name);
        if (is_declared(point.schema, name)) continue;
        const Trail at(point.at, name);
        other_member("additionalProperties", wanted, {point.schema, member.value, at, point.by}, member.name, out);
    }
}

void Explainer::other_member(std::string_view keyword, const json::Value& wanted, const Point& point,
                             const json::Value& member_name, Reasons& out) const {
    if (!wanted.IsBool()) {
        const Trail by(point.by, keyword);
        return apply_at(wanted, point.value, point.at, by, out);
    }
    if (wanted.GetBool()) return;
    const std::string_view name = json::view(member_name);
    std::vector<std::string> allowed;
    if (const json::Value* properties = json::find(point.schema, "properties"); properties && properties->IsObject()) {
        for (const auto& known : properties->GetObject()) allowed.push_back(in_quotes(json::view(known.name)));
    }
    const std::string refused = "the member " + in_quotes(name) + " is not allowed here";
    if (const auto near = nearest_of(allowed, name))
        return add(out, point, keyword, refused + "; did you mean " + *near + "?");
    add(out, point, keyword, refused + (allowed.empty() ? "" : "; known are " + list_of(allowed, "and", 12)));
}

void Explainer::names(const json::Value& wanted, const Point& point, Reasons& out) const {
    const Trail by(point.by, "propertyNames");
    for (const auto& member : point.value.GetObject()) {
        if (out.full()) return;
        const Trail at(point.at, json::view(member.name));
        for (SchemaError& error : reasons({wanted, member.name, at, by})) {
            error.message = "the name of this member is not allowed: " + error.message;
            if (!out.full()) out.list.push_back(std::move(error));
        }
    }
}

void Explainer::dependencies(std::string_view kind, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (!wanted.IsObject()) return;
    const Trail keyword(point.by, kind);
    for (const auto& member : wanted.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (json::find(point.value, name) == nullptr) continue;
        if (!member.value.IsArray()) {
            const Trail by(keyword, name);
            apply_at(member.value, point.value, point.at, by, out);
            continue;
        }
        for (const json::Value& needed : member.value.GetArray()) {
            if (json::find(point.value, json::text_or(needed, "")) != nullptr) continue;
            add(out, point, kind, "the member " + excerpt(needed) + " is missing: " + in_quotes(name) + " needs it");
        }
    }
}

void Explainer::required(const json::Value& wanted, const Point& point, Reasons& out) const {
    if (!wanted.IsArray()) return;
    for (const json::Value& name : wanted.GetArray()) {
        if (json::find(point.value, json::text_or(name, "")) != nullptr) continue;
        add(out, point, "required", "the member " + excerpt(name) + " is missing");
    }
}

}  // namespace cairn::validate
