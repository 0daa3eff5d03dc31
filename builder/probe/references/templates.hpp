// Templates of kerchunk's version 1: "{{u}}/file.nc", "{{f(c='text')}}", and in `gen` arithmetic of integers. Nothing
// else of Jinja, which they are written in: what is not understood is said, and nothing is executed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace cairn::references {

/// The value of a name or an expression.
using Term = std::variant<std::int64_t, std::string>;
using Names = std::map<std::string, Term, std::less<>>;

struct Expansion {
    std::string text;
    std::string why_not;  ///< empty: `text` is what was meant
};

struct Evaluation {
    Term value;
    std::string why_not;
};

/// Integers, texts in quotes, names, parentheses, + - * / // % (the last two as Python rounds, / when it is exact), and
/// `name(a=1, b='x')` of what `call` knows.
class Callable {
  public:
    virtual ~Callable() = default;
    virtual Expansion call(std::string_view name, const Names& arguments) const = 0;
};
Evaluation evaluate(std::string_view expression, const Names& names, const Callable& callable);

/// The `templates` of a set. A template without "{{" is a text; one with it is a function of the names in it.
class Templates final : public Callable {
  public:
    bool empty() const { return m_texts.empty() && m_functions.empty(); }
    std::size_t size() const { return m_texts.size() + m_functions.size(); }
    void set(std::string name, std::string text);

    /// The text with what is in {{ }} evaluated; `names` come before the templates.
    Expansion expand(std::string_view text, const Names& names) const;
    Expansion expand(std::string_view text) const { return expand(text, m_texts); }

    /// The names of the templates that are texts and those given.
    Names with(const Names& names) const;

    Expansion call(std::string_view name, const Names& arguments) const override;

  private:
    Names m_texts;
    std::map<std::string, std::string, std::less<>> m_functions;
};

}  // namespace cairn::references
