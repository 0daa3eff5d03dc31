#include "builder/config/term.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/json/write.hpp"
#include "base/suggest.hpp"
#include "builder/config/term_functions.hpp"

namespace cairn {

namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '-' || c == '.' || c == ':'; }

constexpr std::string_view k_lookup = "lookup";
constexpr std::string_view k_either = "either";

class Parser {
  public:
    Parser(std::string_view text, std::size_t at) : m_text(text), m_at(at) {}

    std::size_t at() const { return m_at; }

    std::variant<Term, TermError> term(std::size_t depth = 0) {
        skip_blanks();
        if (++m_count > k_most_terms || depth > k_most_terms)
            return fails(fmt::format("more than {} parts in one placeholder", k_most_terms));
        if (m_at == m_text.size()) return fails("the placeholder ends where a name, a text or a number is expected");
        const char c = m_text[m_at];
        if (c == '\'') return text_term();
        if (is_digit(c) || c == '-') return number_term();
        if (is_name_start(c)) return named_term(depth);
        return fails(fmt::format("found '{}', expected a name, a 'text' or a number", c));
    }

    void skip_blanks() { m_at = std::min(m_text.find_first_not_of(" \n", m_at), m_text.size()); }

  private:
    TermError fails(std::string message) const { return {m_at, std::move(message)}; }

    /// A quotation mark within is doubled, as in YAML.
    std::variant<Term, TermError> text_term() {
        const std::size_t begin = m_at++;
        Term result;
        result.kind = Term::Kind::text;
        for (; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\'' && m_text.substr(m_at, 2) != "''") {
                ++m_at;
                skip_blanks();
                return result;
            }
            if (m_text[m_at] == '\'') ++m_at;
            result.text += m_text[m_at];
        }
        m_at = begin;
        return fails("a text without its closing \"'\"");
    }

    std::variant<Term, TermError> number_term() {
        const std::size_t end = std::min(m_text.find_first_not_of("+-.0123456789eE", m_at), m_text.size());
        const std::string written(m_text.substr(m_at, end - m_at));
        Term result;
        result.kind = Term::Kind::number;
        char* stopped = nullptr;
        result.number = std::strtod(written.c_str(), &stopped);
        if (stopped != written.c_str() + written.size()) return fails("'" + written + "' is no number");
        m_at = end;
        skip_blanks();
        return result;
    }

    std::variant<Term, TermError> named_term(std::size_t depth) {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && is_name_part(m_text[m_at])) ++m_at;
        Term result;
        result.text = m_text.substr(begin, m_at - begin);
        skip_blanks();
        if (m_at == m_text.size() || m_text[m_at] != '(') return result;
        result.kind = Term::Kind::call;
        result.function = template_function(result.text);
        if (result.function == nullptr) {
            m_at = begin;
            return fails(unknown_function(result.text));
        }
        if (auto error = read_arguments(result, depth)) return *std::move(error);
        return complaint_about(result, begin);
    }

    std::optional<TermError> read_arguments(Term& call, std::size_t depth) {
        do {
            ++m_at;  // "(" or ","
            auto argument = term(depth + 1);
            if (auto* error = std::get_if<TermError>(&argument)) return std::move(*error);
            call.arguments.push_back(std::get<Term>(std::move(argument)));
        } while (m_at < m_text.size() && m_text[m_at] == ',');
        if (m_at == m_text.size() || m_text[m_at] != ')')
            return fails(fmt::format("'{}(' without ')', as in {}", call.text, call.function->usage));
        ++m_at;
        skip_blanks();
        return std::nullopt;
    }

    /// The call, or what is wrong with the number and kind of its arguments.
    static std::variant<Term, TermError> complaint_about(Term& call, std::size_t begin) {
        const std::size_t count = call.arguments.size();
        const TemplateFunction& function = *call.function;
        if (count < function.fewest || count > function.most)
            return TermError{begin, fmt::format("'{}' has {} argument{}, expected {}", function.name, count,
                                                count == 1 ? "" : "s", function.usage)};
        if (function.name == k_lookup && call.arguments[1].kind != Term::Kind::name)
            return TermError{
                begin, fmt::format("the second argument of 'lookup' is the name of a table, as in {}", function.usage)};
        return std::move(call);
    }

    static std::string unknown_function(const std::string& name) {
        std::vector<std::string> names;
        for (const TemplateFunction& function : template_functions()) names.emplace_back(function.name);
        const auto near = nearest(name, names);
        return fmt::format("there is no function '{}'{} allowed: {}", name,
                           near ? fmt::format("; did you mean '{}'?", *near) : ";", fmt::join(names, ", "));
    }

    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_count = 0;
};

TermValue value_of_name(const std::string& name, const TemplateScope& scope) {
    auto text = scope.text(name);
    if (!text) return {std::nullopt, name, {}};
    const json::Value* typed = scope.typed == nullptr ? nullptr : json::find(*scope.typed, name);
    // A path or an attribute that gives the facet wins over the constant: then it is a text.
    if (typed != nullptr && template_text(*typed) == *text) return {json::clone(*typed), {}, {}};
    return {json::string(*text), {}, {}};
}

}  // namespace

std::string written(const Term& term) {
    switch (term.kind) {
        case Term::Kind::name:
            return term.text;
        case Term::Kind::text:
            return "'" + term.text + "'";
        case Term::Kind::number:
            return fmt::format("{}", term.number);
        case Term::Kind::call:
            break;
    }
    std::string result = term.text + '(';
    for (const Term& argument : term.arguments) {
        if (&argument != term.arguments.data()) result += ", ";
        result += written(argument);
    }
    return result + ')';
}

namespace {

TermValue value_of_lookup(const Term& term, const TemplateScope& scope) {
    TermValue key = evaluate(term.arguments[0], scope);
    if (!key.value) return key;
    const std::string& table = term.arguments[1].text;
    const json::Value* rows = scope.tables == nullptr ? nullptr : json::find(*scope.tables, table);
    const std::string text = template_text(*key.value);
    const json::Value* row = rows == nullptr ? nullptr : json::find(*rows, text);
    if (row != nullptr) return {json::clone(*row), {}, {}};
    return {std::nullopt, {}, fmt::format("{}: the table has no '{}'", written(term), text)};
}

TermValue value_of_either(const Term& term, const TemplateScope& scope) {
    TermValue last;
    for (const Term& argument : term.arguments) {
        last = evaluate(argument, scope);
        if (last.value) break;
    }
    return last;
}

TermValue value_of_call(const Term& term, const TemplateScope& scope) {
    if (term.function->name == k_lookup) return value_of_lookup(term, scope);
    if (term.function->name == k_either) return value_of_either(term, scope);
    std::vector<json::Value> arguments;
    for (const Term& argument : term.arguments) {
        TermValue value = evaluate(argument, scope);
        if (!value.value) return value;
        arguments.push_back(*std::move(value.value));
    }
    FunctionResult result = term.function->apply(arguments);
    if (result.value) return {std::move(result.value), {}, {}};
    return {std::nullopt, {}, written(term) + ": " + result.reason};
}

}  // namespace

bool is_template_name(std::string_view text) {
    return !text.empty() && is_name_start(text.front()) && std::all_of(text.begin(), text.end(), is_name_part);
}

std::variant<Term, TermError> parse_term(std::string_view text, std::size_t& at) {
    Parser parser(text, at);
    auto result = parser.term();
    at = parser.at();
    return result;
}

TermValue evaluate(const Term& term, const TemplateScope& scope) {
    switch (term.kind) {
        case Term::Kind::name:
            return value_of_name(term.text, scope);
        case Term::Kind::text:
            return {json::string(term.text), {}, {}};
        case Term::Kind::number: {
            constexpr double k_exact = 1e15;
            const bool is_whole = std::abs(term.number) < k_exact && std::trunc(term.number) == term.number;
            return {
                is_whole ? json::integer(static_cast<std::int64_t>(term.number)) : json::number(term.number), {}, {}};
        }
        case Term::Kind::call:
            break;
    }
    return value_of_call(term, scope);
}

void for_each_name(const Term& term, const std::function<void(const std::string&)>& visit) {
    if (term.kind == Term::Kind::name) visit(term.text);
    const bool has_table = term.kind == Term::Kind::call && term.function->name == k_lookup;
    for (std::size_t i = 0; i < term.arguments.size(); ++i) {
        if (!has_table || i == 0) for_each_name(term.arguments[i], visit);
    }
}

void for_each_table(const Term& term, const std::function<void(const std::string&)>& visit) {
    if (term.kind == Term::Kind::call && term.function->name == k_lookup) visit(term.arguments[1].text);
    for (const Term& argument : term.arguments) for_each_table(argument, visit);
}

std::string template_text(const json::Value& value) {
    if (value.IsString()) return std::string(json::view(value));
    if (!value.IsArray()) return json::write(value);
    std::string text;
    for (const json::Value& element : value.GetArray()) {
        if (&element != value.Begin()) text += ", ";
        text += template_text(element);
    }
    return text;
}

std::variant<Condition, TermError> parse_condition(std::string_view text) {
    std::size_t at = std::min(text.find_first_not_of(' '), text.size());
    Condition result;
    if (text.substr(at, 4) == "not ") {
        result.negated = true;
        at += 4;
    }
    auto left = parse_term(text, at);
    if (auto* error = std::get_if<TermError>(&left)) return std::move(*error);
    result.left = std::get<Term>(std::move(left));
    if (at == text.size()) return result;
    const bool is_unequal = text.substr(at, 2) == "!=";
    if (!is_unequal && text[at] != '=')
        return TermError{at, fmt::format("found '{}', expected '=', '!=' or the end of the condition", text[at])};
    if (result.negated) return TermError{at, "'not' stands before a name alone: write '!='"};
    result.negated = is_unequal;
    at += is_unequal ? 2 : 1;
    auto right = parse_term(text, at);
    if (auto* error = std::get_if<TermError>(&right)) return std::move(*error);
    result.right = std::get<Term>(std::move(right));
    if (at < text.size()) return TermError{at, fmt::format("found '{}' behind the condition", text.substr(at))};
    return result;
}

bool holds(const Condition& condition, const TemplateScope& scope) {
    const TermValue left = evaluate(condition.left, scope);
    if (!condition.right) return left.value.has_value() != condition.negated;
    const TermValue right = evaluate(*condition.right, scope);
    const bool is_equal = left.value && right.value && template_text(*left.value) == template_text(*right.value);
    return is_equal != condition.negated;
}

}  // namespace cairn
