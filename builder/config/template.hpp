// Texts with placeholders: "{source_id}.{variable_id}", "{version|latest}", "{date(created, '%Y')}"
// (docs/templates.md).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/term.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

struct TemplateError {
    std::size_t offset = 0;  ///< byte within the template
    std::string message;
};

/// A parsed template. "{name}" stands for a value, "{name|text}" for a value or, when there is none, the text after the
/// bar; in the place of a name may stand a function (config/term.hpp); "{{" and "}}" are braces.
/// Threads: const use from any number of threads.
class Template {
  public:
    struct Placeholder {
        Term term;
        std::optional<std::string> fallback;
        std::size_t offset = 0;  ///< of its '{' within the template
    };
    struct Expansion {
        std::string text;
        std::vector<std::string> missing;  ///< names without value and fallback; they add nothing to the text
        std::string reason;  ///< why the first of them has no value, where it is a function that gives none
    };
    using Lookup = TemplateScope::Lookup;

    Template() = default;  ///< the empty text
    static std::variant<Template, TemplateError> parse(std::string_view text);

    bool is_empty() const { return m_parts.empty(); }
    std::vector<Placeholder> placeholders() const;
    /// The facets that the placeholders ask for.
    std::vector<std::string> names() const;
    Expansion expand(const TemplateScope& scope) const;
    /// The value of a template that is one placeholder, of its own kind: a number, a list. nullopt: it is another
    /// template, or the placeholder has a fallback and no value.
    std::optional<TermValue> value(const TemplateScope& scope) const;

  private:
    std::vector<std::variant<std::string, Placeholder>> m_parts;  ///< literal texts and placeholders
};

/// A lookup in facets. `facets` must outlive it.
Template::Lookup lookup_in(const Facets& facets);

/// The text with all placeholders filled in; nullopt when one has no value, or the template is not well-formed.
std::optional<std::string> expand_text(std::string_view text, const TemplateScope& scope);

/// The members of an object that say whether it stands for anything, and for what.
inline constexpr std::string_view k_if = "$if";
inline constexpr std::string_view k_value = "$value";
inline constexpr std::string_view k_else = "$else";

/// A JSON template with all strings filled in (member names are taken as they are). A string that is one placeholder
/// becomes a value of its kind. A member or element whose string has a placeholder without a value is left out, since
/// half a text is no value. An object with "$if" is left out where the condition does not hold, else it is its
/// "$value", or itself without "$if"; "$else" stands in its place where there is one. `pattern` is of bounded depth
/// (json/parse.hpp).
json::Value expand_json(const json::Value& pattern, const TemplateScope& scope);

/// Whether the text at a pointer of a template is a condition, not a text with placeholders.
bool is_condition(std::string_view pointer);

/// Whether what the pattern becomes depends on facets. A text that is no template counts as one that does.
bool has_placeholder(const json::Value& pattern);
/// The names of all facets that it asks for.
std::vector<std::string> names_in(const json::Value& pattern);

/// Calls `visit` with the JSON pointer and the text of every string value in a JSON template.
void for_each_text(const json::Value& pattern,
                   const std::function<void(const std::string& pointer, std::string_view text)>& visit);

}  // namespace cairn
