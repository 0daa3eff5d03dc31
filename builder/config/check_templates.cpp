#include "builder/config/check_templates.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/json/pointer.hpp"
#include "builder/config/address.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/template.hpp"

namespace cairn {

namespace {

/// Descriptions are texts of paragraphs, ids and titles of a line: both may be templates.
constexpr std::size_t k_longest_template = 64U << 10;

/// The last name in a pointer: that of the list where the text is an element of it.
std::string key_of(const std::string& pointer) {
    const std::vector<std::string> tokens = json::tokens(pointer);
    const auto named = std::find_if(tokens.rbegin(), tokens.rend(), [](const std::string& token) {
        return token.find_first_not_of("0123456789") != std::string::npos;
    });
    return named == tokens.rend() ? tokens.back() : *named;
}

class TemplateCheck {
  public:
    TemplateCheck(const json::Value* tables, Violations& violations) : m_tables(tables), m_violations(violations) {}

    void check_text(std::string_view text, const std::string& pointer, const KnownNames& names) {
        const std::string key = key_of(pointer);
        if (text.size() > k_longest_template) {
            return m_violations.report(
                pointer, fmt::format("{}: the text has {} bytes, allowed: {}", key, text.size(), k_longest_template));
        }
        const auto parsed = Template::parse(text);
        if (const auto* error = std::get_if<TemplateError>(&parsed)) {
            return report_within(pointer, text, *error);
        }
        for (const Template::Placeholder& placeholder : std::get<Template>(parsed).placeholders())
            check_term(placeholder.term, pointer, placeholder.offset, names);
    }

    void check_document(const json::Value& pattern, const std::string& pointer, const KnownNames& names) {
        check_choices(pattern, pointer);
        for_each_text(pattern, [&](const std::string& below, std::string_view text) {
            if (is_condition(below)) return check_condition(text, pointer + below, names);
            check_text(text, pointer + below, names);
            const std::string key = key_of(below);
            if ((key == "href" || key == "url") && !is_linkable(text))
                m_violations.report(pointer + below,
                                    fmt::format("{}: its scheme is not one that documents link to; allowed: "
                                                "https://host/path and relative links",
                                                key));
        });
    }

  private:
    void report_within(const std::string& pointer, std::string_view text, const TemplateError& error) {
        m_violations.add({pointer, false,
                          fmt::format("{}: {} in '{}', at character {}", key_of(pointer), error.message,
                                      beginning_of(text), error.offset + 1),
                          error.offset});
    }

    /// `offset`: of the term within its text.
    void check_term(const Term& term, const std::string& pointer, std::size_t offset, const KnownNames& names) {
        const std::string key = key_of(pointer);
        const std::vector<std::string> allowed(names.known.begin(), names.known.end());
        for_each_name(term, [&](const std::string& name) {
            if (!names.complete || names.known.count(name) > 0) return;
            m_violations.add({pointer, false,
                              fmt::format("{}: nothing gives the facet '{}'{} allowed: {}", key, name,
                                          suggestion_phrase(name, allowed), quoted_list(allowed)),
                              offset});
        });
        for_each_table(term, [&](const std::string& name) {
            if (m_tables && json::find(*m_tables, name) != nullptr) return;
            std::vector<std::string> tables;
            if (m_tables)
                for (const auto& table : m_tables->GetObject()) tables.emplace_back(json::view(table.name));
            m_violations.add({pointer, false,
                              fmt::format("{}: there is no table '{}'{} allowed: {}", key, name,
                                          suggestion_phrase(name, tables), quoted_list(tables)),
                              offset});
        });
        check_patterns(term, pointer, offset);
    }

    /// The regular expressions that are written out in calls of `match`.
    void check_patterns(const Term& term, const std::string& pointer, std::size_t offset) {
        if (term.kind != Term::Kind::call) return;
        if (term.text == "match" && term.arguments[1].kind == Term::Kind::text) {
            const auto regex = compile_expression(term.arguments[1].text);
            if (const auto* message = std::get_if<std::string>(&regex))
                m_violations.add({pointer, false, key_of(pointer) + ": " + *message, offset});
        }
        for (const Term& argument : term.arguments) check_patterns(argument, pointer, offset);
    }

    /// A slip as "$els" would stand in the documents, a member beside "$value" in none.
    void check_choice(const json::Value& object, const std::string& pointer) {
        const bool has_condition = json::find(object, "$if") != nullptr;
        const bool has_value = json::find(object, "$value") != nullptr;
        const bool has_else = json::find(object, "$else") != nullptr;
        if (!has_condition && (has_value || has_else)) {
            const char* const name = has_value ? "$value" : "$else";
            return m_violations.report(json::child(pointer, name),
                                       fmt::format("{}: nothing says when it counts; expected `$if` beside it", name));
        }
        if (!has_condition) return;
        for (const auto& member : object.GetObject()) {
            const std::string name(json::view(member.name));
            if (name == "$if" || name == "$value" || (name == "$else" && has_value)) continue;
            if (name == "$else") {
                m_violations.report(json::child(pointer, name), "$else: it is for an object with `$value`; allowed: that");
            } else if (name.starts_with('$')) {
                m_violations.report(json::child(pointer, name),
                                    fmt::format("{}: there is no such part of a condition{} allowed: $if, $value, $else",
                                                name, suggestion_phrase(name, {"$if", "$value", "$else"})));
            } else if (has_value) {
                m_violations.report(json::child(pointer, name),
                                    fmt::format("{}: `$value` stands for the whole object, so that it would be lost; "
                                                "move it into `$value`",
                                                name));
            }
        }
    }

    void check_choices(const json::Value& value, const std::string& pointer) {
        if (value.IsArray()) {
            std::size_t index = 0;
            for (const json::Value& element : value.GetArray()) check_choices(element, json::child(pointer, index++));
        }
        if (!value.IsObject()) return;
        check_choice(value, pointer);
        for (const auto& member : value.GetObject())
            check_choices(member.value, json::child(pointer, json::view(member.name)));
    }

    void check_condition(std::string_view text, const std::string& pointer, const KnownNames& names) {
        const auto parsed = parse_condition(text);
        if (const auto* error = std::get_if<TermError>(&parsed))
            return report_within(pointer, text, {error->offset, error->message});
        const Condition& condition = std::get<Condition>(parsed);
        check_term(condition.left, pointer, 0, names);
        if (condition.right) check_term(*condition.right, pointer, 0, names);
    }

    const json::Value* m_tables;
    Violations& m_violations;
};

}  // namespace

void check_template(std::string_view text, const std::string& pointer, const KnownNames& names,
                    const json::Value* tables, Violations& violations) {
    TemplateCheck(tables, violations).check_text(text, pointer, names);
}

void check_document_template(const json::Value& pattern, const std::string& pointer, const KnownNames& names,
                             const json::Value* tables, Violations& violations) {
    TemplateCheck(tables, violations).check_document(pattern, pointer, names);
}

void check_reserved(const json::Value& pattern, const std::string& pointer, Violations& violations,
                    const std::vector<const char*>& reserved) {
    for (const char* name : reserved) {
        if (json::find(pattern, name) == nullptr) continue;
        violations.report(
            json::child(pointer, name),
            fmt::format("{}: a template cannot set this member, the program writes it; allowed: all others", name));
    }
}

}  // namespace cairn
