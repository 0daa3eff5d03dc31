// Texts with placeholders: "{source_id}.{variable_id}", "{version|latest}".
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

struct TemplateError {
    std::size_t offset = 0;  ///< byte within the template
    std::string message;
};

/// A parsed template. "{name}" stands for a value, "{name|text}" for a value or, when there is none, the text after the
/// bar; "{{" and "}}" are braces. Names are letters, digits, '_', '-', '.' and ':' and begin with a letter or '_'.
/// Threads: const use from any number of threads.
class Template {
  public:
    struct Placeholder {
        std::string name;
        std::optional<std::string> fallback;
    };
    struct Expansion {
        std::string text;
        std::vector<std::string> missing;  ///< names without value and fallback; they add nothing to the text
    };
    /// The value of a name; nullopt: there is none.
    using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

    Template() = default;  ///< the empty text
    static std::variant<Template, TemplateError> parse(std::string_view text);

    bool is_empty() const { return m_parts.empty(); }
    std::vector<Placeholder> placeholders() const;
    Expansion expand(const Lookup& lookup) const;

  private:
    std::vector<std::variant<std::string, Placeholder>> m_parts;  ///< literal texts and placeholders
};

/// A lookup in facets. `facets` must outlive it.
Template::Lookup lookup_in(const Facets& facets);

/// The text with all placeholders filled in; nullopt when one has no value, or the template is not well-formed.
std::optional<std::string> expand_text(std::string_view text, const Facets& facets);

/// A JSON template with all strings filled in (member names are taken as they are). A member or element whose string
/// has a placeholder without a value is left out, since half a text is no value. `pattern` is of bounded depth
/// (json/parse.hpp).
json::Value expand_json(const json::Value& pattern, const Template::Lookup& lookup);

/// Calls `visit` with the JSON pointer and the text of every string value in a JSON template.
void for_each_text(const json::Value& pattern,
                   const std::function<void(const std::string& pointer, std::string_view text)>& visit);

}  // namespace cairn
