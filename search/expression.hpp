// `--where`: conditions on properties, a subset of CQL2 text (OGC 21-065r2) that docs/search.md describes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::search {

enum class Truth { no, unknown, yes };  ///< in this order: `and` is the least, `or` the greatest

/// A condition, parsed once and asked of many entries. Threads: const use is safe.
class Expression {
  public:
    /// A value as it was written. A number is compared as one with numbers, and as its spelling with texts.
    struct Literal {
        std::string text;
        bool is_quoted = false;
        bool is_number = false;
        double number = 0;
    };
    enum class Kind { both, either, negation, less, at_most, greater, at_least, equal, in, between, like, null };
    /// A predicate on a property, or what joins others.
    struct Node {
        Kind kind = Kind::equal;
        std::vector<std::size_t> operands;  ///< of `both`, `either`, `negation`
        std::string name;
        std::vector<Literal> values;
    };

    /// The value of a property of an entry; nullptr: it has none.
    using Lookup = std::function<const json::Value*(const std::string& name)>;

    /// Or what is wrong, with the place in the text.
    static std::variant<Expression, std::string> parse(std::string_view text);

    Truth evaluate(const Lookup& lookup) const;

    /// What it is made of, for those who rule out by bounds: operands stand before what they are operands of; the last
    /// is the whole.
    const std::vector<Node>& nodes() const { return m_nodes; }

  private:
    friend class ExpressionParser;

    Truth evaluate(std::size_t node, const Lookup& lookup) const;
    static Truth holds_of(const Node& node, const json::Value& value);
    static Truth compare(const Node& node, const json::Value& value);

    std::vector<Node> m_nodes;
};

/// Whether a text is like a pattern: '%' any text, '_' one code point, '\' takes the next literally.
bool is_like(std::string_view text, std::string_view pattern);

}  // namespace cairn::search
