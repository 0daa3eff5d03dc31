// What stands between the braces of a placeholder: a name, a text, a number, or a function of these
// (docs/templates.md).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"

namespace cairn {

struct TemplateFunction;

/// What the names in a template stand for. The pointed-to values must outlive its use. Threads: const use from any
/// number of threads, where `text` allows it.
struct TemplateScope {
    using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

    TemplateScope(Lookup names)
        : text(std::move(names)) {}  // NOLINT(google-explicit-constructor): most have names only

    Lookup text;                          ///< the text of a name; nullopt: it has no value
    const json::Value* typed = nullptr;   ///< names whose value is no text, with it (constants of a rule); or nullptr
    const json::Value* tables = nullptr;  ///< `tables` of the configuration, by name; or nullptr
};

/// A term of a template, parsed. Bounded: `parse_term` takes at most k_most_terms of them in one placeholder.
struct Term {
    enum class Kind { name, text, number, call };
    Kind kind = Kind::name;
    std::string text;  ///< the name, or the text
    double number = 0;
    const TemplateFunction* function = nullptr;  ///< of a call; lives as long as the program
    std::vector<Term> arguments;
};

inline constexpr std::size_t k_most_terms = 64;

struct TermError {
    std::size_t offset = 0;  ///< byte within the text
    std::string message;
};

/// The term that begins at `at`; `at` is then behind it and blanks. Blanks between its parts mean nothing.
std::variant<Term, TermError> parse_term(std::string_view text, std::size_t& at);

/// Letters, digits, '_', '-', '.' and ':', beginning with a letter or '_'.
bool is_template_name(std::string_view text);

/// The value, or why there is none.
struct TermValue {
    std::optional<json::Value> value;
    std::string missing;  ///< the name that has no value; empty: there is a value, or `reason` says why there is none
    std::string reason;   ///< "date(created): 'soon' is no date"
};
TermValue evaluate(const Term& term, const TemplateScope& scope);

/// Calls `visit` with each name that stands for a facet.
void for_each_name(const Term& term, const std::function<void(const std::string& name)>& visit);
/// Calls `visit` with each name of a table.
void for_each_table(const Term& term, const std::function<void(const std::string& name)>& visit);

/// A value as it stands in a text: lists with ", " between their elements, texts as they are, all else as JSON.
std::string template_text(const json::Value& value);
/// A term as it is written: "date(created, '%Y')".
std::string written(const Term& term);

/// `$if` of a document template: "facet", "not facet", "TERM = TERM", "TERM != TERM".
struct Condition {
    Term left;
    std::optional<Term> right;
    bool negated = false;
};
std::variant<Condition, TermError> parse_condition(std::string_view text);
/// What has no value equals nothing: "x = 'a'" does not hold then, "x != 'a'" does.
bool holds(const Condition& condition, const TemplateScope& scope);

}  // namespace cairn
