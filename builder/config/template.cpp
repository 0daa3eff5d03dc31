#include "builder/config/template.hpp"

#include "base/json/object_builder.hpp"
#include "base/json/pointer.hpp"

namespace cairn {

namespace {

struct ParsedPlaceholder {
    Template::Placeholder placeholder;
    std::size_t end = 0;  ///< of its '}'
};

constexpr std::string_view k_unclosed = "a '{' without '}' (write '{{' for a brace)";

/// From a '{', with a name and perhaps a default.
std::variant<ParsedPlaceholder, TemplateError> parse_name(std::string_view text, std::size_t open) {
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (close == std::string_view::npos || text[close] == '{') return TemplateError{open, std::string(k_unclosed)};
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t bar = inside.find('|');
    const std::string_view name = inside.substr(0, bar);
    if (!is_template_name(name)) {
        return TemplateError{open, "'{" + std::string(inside) +
                                       "}' is not a placeholder: a name is letters, digits, '_', '-', '.' and ':', and "
                                       "begins with a letter or '_' (write '{{' for a brace)"};
    }
    ParsedPlaceholder result{{{}, std::nullopt, open}, close};
    result.placeholder.term.text = name;
    if (bar != std::string_view::npos) result.placeholder.fallback = std::string(inside.substr(bar + 1));
    return result;
}

/// From a '{', with a function or a text, in which braces are nothing special.
std::variant<ParsedPlaceholder, TemplateError> parse_call(std::string_view text, std::size_t open) {
    std::size_t at = open + 1;
    auto term = parse_term(text, at);
    if (auto* error = std::get_if<TermError>(&term)) return TemplateError{error->offset, std::move(error->message)};
    ParsedPlaceholder result{{std::get<Term>(std::move(term)), std::nullopt, open}, at};
    if (at < text.size() && text[at] == '|') {
        result.end = text.find_first_of("{}", at);
        if (result.end != std::string_view::npos)
            result.placeholder.fallback = std::string(text.substr(at + 1, result.end - at - 1));
    }
    if (result.end >= text.size() || text[result.end] != '}') return TemplateError{open, std::string(k_unclosed)};
    return result;
}

std::variant<ParsedPlaceholder, TemplateError> parse_placeholder(std::string_view text, std::size_t open) {
    const std::size_t end = text.find_first_of("|{}", open + 1);
    const bool is_name = text.substr(open + 1, end - open - 1).find_first_of("('") == std::string_view::npos;
    return is_name ? parse_name(text, open) : parse_call(text, open);
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
            auto parsed = parse_placeholder(text, i);
            if (auto* error = std::get_if<TemplateError>(&parsed)) return std::move(*error);
            end_literal();
            auto& found = std::get<ParsedPlaceholder>(parsed);
            i = found.end;
            result.m_parts.emplace_back(std::move(found.placeholder));
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

std::vector<std::string> Template::names() const {
    std::vector<std::string> result;
    for (const auto& part : m_parts) {
        const auto* placeholder = std::get_if<Placeholder>(&part);
        if (placeholder == nullptr) continue;
        for_each_name(placeholder->term, [&](const std::string& name) { result.push_back(name); });
    }
    return result;
}

Template::Expansion Template::expand(const TemplateScope& scope) const {
    Expansion result;
    for (const auto& part : m_parts) {
        if (const auto* literal = std::get_if<std::string>(&part)) {
            result.text += *literal;
            continue;
        }
        const auto& placeholder = std::get<Placeholder>(part);
        TermValue value = evaluate(placeholder.term, scope);
        if (value.value) {
            result.text += template_text(*value.value);
        } else if (placeholder.fallback) {
            result.text += *placeholder.fallback;
        } else {
            if (result.missing.empty()) result.reason = std::move(value.reason);
            result.missing.push_back(value.missing.empty() ? written(placeholder.term) : value.missing);
        }
    }
    return result;
}

std::optional<TermValue> Template::value(const TemplateScope& scope) const {
    const auto* placeholder = m_parts.size() == 1 ? std::get_if<Placeholder>(&m_parts.front()) : nullptr;
    if (placeholder == nullptr) return std::nullopt;
    TermValue value = evaluate(placeholder->term, scope);
    if (!value.value && placeholder->fallback) return std::nullopt;
    return value;
}

Template::Lookup lookup_in(const Facets& facets) {
    return [&facets](std::string_view name) -> std::optional<std::string> {
        const auto found = facets.find(std::string(name));
        if (found == facets.end()) return std::nullopt;
        return found->second;
    };
}

namespace {

std::optional<json::Value> expand_value(const json::Value& pattern, const TemplateScope& scope);

std::optional<json::Value> expand_string(std::string_view text, const TemplateScope& scope) {
    auto parsed = Template::parse(text);
    const auto* pattern = std::get_if<Template>(&parsed);
    if (pattern == nullptr) return std::nullopt;
    if (auto value = pattern->value(scope)) return std::move(value->value);
    auto expansion = pattern->expand(scope);
    if (!expansion.missing.empty()) return std::nullopt;
    return json::string(expansion.text);
}

/// A link or an asset that cannot say where it leads is left out whole.
std::optional<json::Value> expand_members(const json::Value& pattern, const TemplateScope& scope) {
    json::ObjectBuilder result;
    for (const auto& member : pattern.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name == k_if || name == k_else) continue;
        if (auto value = expand_value(member.value, scope))
            result.set(name, std::move(*value));
        else if (name == "href")
            return std::nullopt;
    }
    return std::move(result).take();
}

std::optional<json::Value> expand_object(const json::Value& pattern, const TemplateScope& scope) {
    const json::Value* condition = json::find(pattern, k_if);
    if (condition == nullptr) return expand_members(pattern, scope);
    const auto parsed = parse_condition(json::text_or(*condition, ""));
    const auto* valid = std::get_if<Condition>(&parsed);
    if (valid == nullptr || !holds(*valid, scope)) {
        const json::Value* other = json::find(pattern, k_else);
        return other == nullptr ? std::nullopt : expand_value(*other, scope);
    }
    const json::Value* value = json::find(pattern, k_value);
    return value == nullptr ? expand_members(pattern, scope) : expand_value(*value, scope);
}

std::optional<json::Value> expand_value(const json::Value& pattern, const TemplateScope& scope) {
    if (pattern.IsString()) return expand_string(json::view(pattern), scope);
    if (pattern.IsObject()) return expand_object(pattern, scope);
    if (!pattern.IsArray()) return json::clone(pattern);
    json::Value result = json::array();
    for (const json::Value& element : pattern.GetArray()) {
        if (auto value = expand_value(element, scope)) json::push(result, std::move(*value));
    }
    return result;
}

/// The names that a text, or the text of a condition, asks for; nullopt: it is not well-formed.
std::optional<std::vector<std::string>> names_of_text(const std::string& pointer, std::string_view text) {
    if (!is_condition(pointer)) {
        const auto parsed = Template::parse(text);
        const auto* valid = std::get_if<Template>(&parsed);
        if (valid == nullptr) return std::nullopt;
        return valid->names();
    }
    const auto parsed = parse_condition(text);
    const auto* valid = std::get_if<Condition>(&parsed);
    if (valid == nullptr) return std::nullopt;
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) { names.push_back(name); };
    for_each_name(valid->left, add);
    if (valid->right) for_each_name(*valid->right, add);
    return names;
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

bool is_condition(std::string_view pointer) { return pointer.ends_with("/$if"); }

std::optional<std::string> expand_text(std::string_view text, const TemplateScope& scope) {
    auto parsed = Template::parse(text);
    const auto* pattern = std::get_if<Template>(&parsed);
    if (pattern == nullptr) return std::nullopt;
    auto expansion = pattern->expand(scope);
    if (!expansion.missing.empty()) return std::nullopt;
    return std::move(expansion.text);
}

json::Value expand_json(const json::Value& pattern, const TemplateScope& scope) {
    auto value = expand_value(pattern, scope);
    return value ? std::move(*value) : json::Value();
}

bool has_placeholder(const json::Value& pattern) {
    bool has = false;
    for_each_text(pattern, [&](const std::string& pointer, std::string_view text) {
        const auto names = names_of_text(pointer, text);
        has = has || !names || !names->empty();
    });
    return has;
}

std::vector<std::string> names_in(const json::Value& pattern) {
    std::vector<std::string> all;
    for_each_text(pattern, [&](const std::string& pointer, std::string_view text) {
        for (std::string& name : names_of_text(pointer, text).value_or(std::vector<std::string>{}))
            all.push_back(std::move(name));
    });
    return all;
}

void for_each_text(const json::Value& pattern, const std::function<void(const std::string&, std::string_view)>& visit) {
    visit_texts(pattern, "", visit);
}

}  // namespace cairn
