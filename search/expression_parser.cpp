#include <fmt/format.h>

#include <optional>

#include "base/json/parse.hpp"
#include "search/expression.hpp"

namespace cairn::search {

namespace {

constexpr std::size_t k_longest = 65'536;
constexpr int k_most_levels = 100;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_name_character(char c) { return is_letter_or_digit(c) || c == '_' || c == ':' || c == '.'; }
bool is_word_character(char c) { return is_name_character(c) || c == '+' || c == '-' || c == '/'; }

/// What the text ends with, thrown within this file only.
struct Complaint {
    std::string text;
};

}  // namespace

/// Recursive descent; every function reads one rule of the grammar and adds its node last.
class ExpressionParser {
  public:
    explicit ExpressionParser(std::string_view text) : m_text(text) {}

    Expression whole() {
        if (m_text.size() > k_longest) throw Complaint{fmt::format("it has more than {} bytes", k_longest)};
        either(0);
        skip_space();
        if (m_at < m_text.size()) fail("'and', 'or' or the end");
        return std::move(m_expression);
    }

  private:
    using Kind = Expression::Kind;
    using Node = Expression::Node;
    using Literal = Expression::Literal;

    [[noreturn]] void fail(std::string_view expected) const {
        const std::string found = m_at < m_text.size() ? fmt::format("'{}'", m_text.substr(m_at, 20)) : "the end";
        throw Complaint{fmt::format("at character {}: found {}, expected {}", m_at + 1, found, expected)};
    }

    void skip_space() {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }

    /// The keyword, in any case, when it is what follows.
    bool keyword(std::string_view word) {
        skip_space();
        if (m_text.size() - m_at < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i)
            if ((m_text[m_at + i] | 0x20) != word[i]) return false;
        if (m_at + word.size() < m_text.size() && is_word_character(m_text[m_at + word.size()])) return false;
        m_at += word.size();
        return true;
    }

    bool sign(std::string_view text) {
        skip_space();
        if (m_text.substr(m_at, text.size()) != text) return false;
        m_at += text.size();
        return true;
    }

    std::size_t add(Node node) {
        m_expression.m_nodes.push_back(std::move(node));
        return m_expression.m_nodes.size() - 1;
    }

    std::size_t negate(std::size_t operand) { return add({Kind::negation, {operand}, {}, {}}); }

    template <class Read>
    std::size_t series(Kind kind, std::string_view word, Read read) {
        std::vector<std::size_t> operands{read()};
        while (keyword(word)) operands.push_back(read());
        return operands.size() == 1 ? operands[0] : add({kind, std::move(operands), {}, {}});
    }

    std::size_t either(int level) {
        return series(Kind::either, "or", [&] { return both(level); });
    }
    std::size_t both(int level) {
        return series(Kind::both, "and", [&] { return factor(level); });
    }

    std::size_t factor(int level) {
        if (level > k_most_levels) throw Complaint{fmt::format("it has more than {} levels", k_most_levels)};
        if (keyword("not")) return negate(factor(level + 1));
        if (!sign("(")) return predicate();
        const std::size_t inner = either(level + 1);
        if (!sign(")")) fail("')'");
        return inner;
    }

    std::size_t predicate() {
        Node node;
        node.name = name();
        if (keyword("is")) return null_test(std::move(node));
        const bool is_negated = keyword("not");
        if (keyword("in")) {
            node.kind = Kind::in;
            node.values = list();
        } else if (keyword("between")) {
            node.kind = Kind::between;
            node.values.push_back(literal());
            if (!keyword("and")) fail("'and'");
            node.values.push_back(literal());
        } else if (keyword("like")) {
            node.kind = Kind::like;
            node.values.push_back(literal());
        } else {
            if (is_negated) fail("'in', 'between' or 'like'");
            return comparison(std::move(node));
        }
        const std::size_t index = add(std::move(node));
        return is_negated ? negate(index) : index;
    }

    std::size_t null_test(Node node) {
        node.kind = Kind::null;
        const bool is_negated = keyword("not");
        if (!keyword("null")) fail("'null'");
        const std::size_t index = add(std::move(node));
        return is_negated ? negate(index) : index;
    }

    std::size_t comparison(Node node) {
        bool is_negated = false;
        if (sign("<>") || sign("!=")) {
            is_negated = true;
            node.kind = Kind::equal;
        } else if (sign("<=")) {
            node.kind = Kind::at_most;
        } else if (sign(">=")) {
            node.kind = Kind::at_least;
        } else if (sign("<")) {
            node.kind = Kind::less;
        } else if (sign(">")) {
            node.kind = Kind::greater;
        } else if (sign("=")) {
            node.kind = Kind::equal;
        } else {
            fail("an operator: = <> < <= > >= in, between, like, is null");
        }
        node.values.push_back(literal());
        const std::size_t index = add(std::move(node));
        return is_negated ? negate(index) : index;
    }

    std::vector<Literal> list() {
        if (!sign("(")) fail("'('");
        std::vector<Literal> values{literal()};
        while (sign(",")) values.push_back(literal());
        if (!sign(")")) fail("',' or ')'");
        return values;
    }

    /// Up to the closing quote; a doubled quote is one of the text.
    std::string in_quotes(char quote) {
        std::string text;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] != quote) {
                text += m_text[m_at];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == quote) {
                text += m_text[m_at++];
            } else {
                ++m_at;
                return text;
            }
        }
        fail(fmt::format("a closing {}", quote));
    }

    std::string name() {
        skip_space();
        if (m_at < m_text.size() && m_text[m_at] == '"') return in_quotes('"');
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && is_name_character(m_text[m_at])) ++m_at;
        const char first = begin < m_at ? m_text[begin] : '.';
        if (first == '.' || (first >= '0' && first <= '9')) {
            m_at = begin;
            fail("the name of a property");
        }
        return std::string(m_text.substr(begin, m_at - begin));
    }

    Literal literal() {
        skip_space();
        Literal value;
        if (m_at < m_text.size() && m_text[m_at] == '\'') {
            value.text = in_quotes('\'');
            value.is_quoted = true;
            return value;
        }
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && is_word_character(m_text[m_at])) ++m_at;
        if (m_at == begin) fail("a value: 'text', a number or a word");
        value.text = m_text.substr(begin, m_at - begin);
        const auto parsed = json::parse(value.text);
        if (const auto* number = std::get_if<json::Value>(&parsed); number != nullptr && number->IsNumber()) {
            value.is_number = true;
            value.number = number->GetDouble();
        }
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    Expression m_expression;
};

std::variant<Expression, std::string> Expression::parse(std::string_view text) {
    try {
        return ExpressionParser(text).whole();
    } catch (const Complaint& complaint) {
        return complaint.text;
    }
}

}  // namespace cairn::search
