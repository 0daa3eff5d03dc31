#include "builder/config/template.hpp"

#include "base/json/object_builder.hpp"
#include "base/json/pointer.hpp"

namespace cairn {

namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_name(std::string_view text) {
    if (text.empty() || !is_name_start(text.front())) return false;
    for (const char c : text) {
        if (!is_name_start(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != ':') return false;
    }
    return true;
}

std::variant<Template::Placeholder, std::string> parse_placeholder(std::string_view inside) {
    const std::size_t bar = inside.find('|');
    const std::string_view name = inside.substr(0, bar);
    if (!is_name(name)) {
        return "'{" + std::string(inside) +
               "}' is not a placeholder: a name is letters, digits, '_', '-', '.' and ':', and begins with a letter or "
               "'_' (write '{{' for a brace)";
    }
    Template::Placeholder placeholder{std::string(name), std::nullopt};
    if (bar != std::string_view::npos) placeholder.fallback = std::string(inside.substr(bar + 1));
    return placeholder;
}

}  // namespace

std::variant<Template, TemplateError> Template::parse(std::string_view text) {
    Template result;
    std::string literal;
    const auto end_literal = [&] {
        if (!literal.empty()) result.m_parts.emplace_back(std::move(literal));
        literal.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '{' && c != '}') {
            literal += c;
        } else if (i + 1 < text.size() && text[i + 1] == c) {
            literal += text[i++];
        } else if (c == '}') {
            return TemplateError{i, "a '}' without '{' (write '}}' for a brace)"};
        } else {
            const std::size_t close = text.find_first_of("{}", i + 1);
            if (close == std::string_view::npos || text[close] == '{') {
                return TemplateError{i, "a '{' without '}' (write '{{' for a brace)"};
            }
            auto parsed = parse_placeholder(text.substr(i + 1, close - i - 1));
            if (auto* message = std::get_if<std::string>(&parsed)) return TemplateError{i, std::move(*message)};
            end_literal();
            result.m_parts.emplace_back(std::get<Placeholder>(std::move(parsed)));
            i = close;
        }
    }
    end_literal();
    return result;
}

std::vector<Template::Placeholder> Template::placeholders() const {
    std::vector<Placeholder> result;
    for (const auto& part : m_parts) {
        if (const auto* placeholder = std::get_if<Placeholder>(&part)) result.push_back(*placeholder);
    }
    return result;
}

Template::Expansion Template::expand(const Lookup& lookup) const {
    Expansion result;
    for (const auto& part : m_parts) {
        if (const auto* literal = std::get_if<std::string>(&part)) {
            result.text += *literal;
            continue;
        }
        const auto& placeholder = std::get<Placeholder>(part);
        if (auto value = lookup(placeholder.name)) {
            result.text += *value;
        } else if (placeholder.fallback) {
            result.text += *placeholder.fallback;
        } else {
            result.missing.push_back(placeholder.name);
        }
    }
    return result;
}

Template::Lookup lookup_in(const Facets& facets) {
    return [&facets](std::string_view name) -> std::optional<std::string> {
        const auto found = facets.find(std::string(name));
        if (found == facets.end()) return std::nullopt;
        return found->second;
    };
}

namespace {

std::optional<std::string> expand_with(std::string_view text, const Template::Lookup& lookup) {
    auto parsed = Template::parse(text);
    const auto* pattern = std::get_if<Template>(&parsed);
    if (pattern == nullptr) return std::nullopt;
    auto expansion = pattern->expand(lookup);
    if (!expansion.missing.empty()) return std::nullopt;
    return std::move(expansion.text);
}

std::optional<json::Value> expand_value(const json::Value& pattern, const Template::Lookup& lookup) {
    if (pattern.IsString()) {
        const auto text = expand_with(json::view(pattern), lookup);
        if (!text) return std::nullopt;
        return json::string(*text);
    }
    if (pattern.IsObject()) {
        json::ObjectBuilder result;
        for (const auto& member : pattern.GetObject()) {
            if (auto value = expand_value(member.value, lookup)) result.set(json::view(member.name), std::move(*value));
        }
        return std::move(result).take();
    }
    if (pattern.IsArray()) {
        json::Value result = json::array();
        for (const json::Value& element : pattern.GetArray()) {
            if (auto value = expand_value(element, lookup)) json::push(result, std::move(*value));
        }
        return result;
    }
    return json::clone(pattern);
}

void visit_texts(const json::Value& pattern, const std::string& pointer,
                 const std::function<void(const std::string&, std::string_view)>& visit) {
    if (pattern.IsString()) visit(pointer, json::view(pattern));
    if (pattern.IsObject()) {
        for (const auto& member : pattern.GetObject()) {
            visit_texts(member.value, json::child(pointer, json::view(member.name)), visit);
        }
    }
    if (pattern.IsArray()) {
        std::size_t index = 0;
        for (const json::Value& element : pattern.GetArray())
            visit_texts(element, json::child(pointer, index++), visit);
    }
}

}  // namespace

std::optional<std::string> expand_text(std::string_view text, const Facets& facets) {
    return expand_with(text, lookup_in(facets));
}

json::Value expand_json(const json::Value& pattern, const Template::Lookup& lookup) {
    auto value = expand_value(pattern, lookup);
    return value ? std::move(*value) : json::Value();
}

void for_each_text(const json::Value& pattern, const std::function<void(const std::string&, std::string_view)>& visit) {
    visit_texts(pattern, "", visit);
}

}  // namespace cairn
