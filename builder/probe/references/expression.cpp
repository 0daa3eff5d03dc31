#include <fmt/format.h>

#include <cctype>
#include <limits>
#include <utility>

#include "builder/probe/references/templates.hpp"

namespace cairn::references {

namespace {

using std::int64_t;

constexpr int k_deepest = 32;

struct NotUnderstood {
    std::string why;
};

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int64_t floor_divide(int64_t a, int64_t b) {
    const int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// Recursive descent over one expression, bounded in depth.
class Parser {
  public:
    Parser(std::string_view text, const Names& names, const Callable& callable)
        : m_text(text), m_names(names), m_callable(callable) {}

    Term whole() {
        Term value = sum();
        skip_space();
        if (m_at != m_text.size()) throw NotUnderstood{fmt::format("'{}' is not understood", m_text.substr(m_at, 40))};
        return value;
    }

  private:
    void skip_space() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n')) ++m_at;
    }

    bool takes(std::string_view token) {
        skip_space();
        if (!m_text.substr(m_at).starts_with(token)) return false;
        m_at += token.size();
        return true;
    }

    Term sum() {
        Term left = product();
        for (;;) {
            const char sign = takes("+") ? '+' : takes("-") ? '-' : '\0';
            if (sign == '\0') return left;
            left = combined(sign, left, product());
        }
    }

    Term product() {
        Term left = signed_value();
        for (;;) {
            const char sign = takes("//") ? '|' : takes("/") ? '/' : takes("*") ? '*' : takes("%") ? '%' : '\0';
            if (sign == '\0') return left;
            left = combined(sign, left, signed_value());
        }
    }

    static Term combined(char sign, const Term& left, const Term& right) {
        const auto* a = std::get_if<int64_t>(&left);
        const auto* b = std::get_if<int64_t>(&right);
        if (a == nullptr || b == nullptr) throw NotUnderstood{"arithmetic is of integers only"};
        int64_t result = 0;
        bool overflows = false;
        switch (sign) {
            case '+':
                overflows = __builtin_add_overflow(*a, *b, &result);
                break;
            case '-':
                overflows = __builtin_sub_overflow(*a, *b, &result);
                break;
            case '*':
                overflows = __builtin_mul_overflow(*a, *b, &result);
                break;
            default:
                result = divided(sign, *a, *b);
        }
        if (overflows) throw NotUnderstood{"the result does not fit into 64 bits"};
        return result;
    }

    static int64_t divided(char sign, int64_t a, int64_t b) {
        if (b == 0) throw NotUnderstood{"division by zero"};
        if (b == -1 && a == std::numeric_limits<int64_t>::min())
            throw NotUnderstood{"the result does not fit into 64 bits"};
        if (sign == '/' && a % b != 0) throw NotUnderstood{fmt::format("{} / {} is no integer; // rounds", a, b)};
        return sign == '%' ? a - floor_divide(a, b) * b : floor_divide(a, b);
    }

    Term signed_value() {
        if (++m_depth > k_deepest) throw NotUnderstood{fmt::format("nested deeper than {} levels", k_deepest)};
        Term value = takes("-")   ? combined('-', Term(int64_t{0}), signed_value())
                     : takes("+") ? combined('+', Term(int64_t{0}), signed_value())
                                  : primary();
        --m_depth;
        return value;
    }

    Term primary() {
        if (takes("(")) {
            Term value = sum();
            if (!takes(")")) throw NotUnderstood{"a ')' is missing"};
            return value;
        }
        skip_space();
        const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (is_digit(c)) return number();
        if (c == '\'' || c == '"') return in_quotes(c);
        if (is_name_start(c)) return named();
        throw NotUnderstood{c == '\0' ? std::string("a value is missing at its end")
                                      : fmt::format("'{}' is not understood", m_text.substr(m_at, 40))};
    }

    Term number() {
        int64_t value = 0;
        for (; m_at < m_text.size() && is_digit(m_text[m_at]); ++m_at) {
            if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, m_text[m_at] - '0', &value))
                throw NotUnderstood{"a number does not fit into 64 bits"};
        }
        return value;
    }

    Term in_quotes(char quote) {
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos) throw NotUnderstood{"a closing quote is missing"};
        std::string value(m_text.substr(m_at + 1, end - m_at - 1));
        if (value.find('\\') != std::string::npos) throw NotUnderstood{"a text with '\\' is not understood"};
        m_at = end + 1;
        return value;
    }

    std::string name() {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && (is_name_start(m_text[m_at]) || is_digit(m_text[m_at]))) ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }

    Term named() {
        const std::string found = name();
        if (takes("(")) return called(found);
        const auto at = m_names.find(found);
        if (at == m_names.end()) throw NotUnderstood{fmt::format("there is no template '{}'", found)};
        return at->second;
    }

    Term called(const std::string& function) {
        Names arguments;
        while (!takes(")")) {
            if (!arguments.empty() && !takes(",")) throw NotUnderstood{"a ',' or ')' is missing"};
            skip_space();
            const std::string argument = name();
            if (argument.empty() || !takes("=")) throw NotUnderstood{"arguments have the form name='value'"};
            arguments[argument] = sum();
        }
        Expansion result = m_callable.call(function, arguments);
        if (!result.why_not.empty()) throw NotUnderstood{std::move(result.why_not)};
        return std::move(result.text);
    }

    std::string_view m_text;
    const Names& m_names;
    const Callable& m_callable;
    std::size_t m_at = 0;
    int m_depth = 0;
};

}  // namespace

Evaluation evaluate(std::string_view expression, const Names& names, const Callable& callable) {
    try {
        return {Parser(expression, names, callable).whole(), {}};
    } catch (const NotUnderstood& not_understood) {
        return {{}, fmt::format("'{{{{{}}}}}': {}", expression.substr(0, 100), not_understood.why)};
    }
}

}  // namespace cairn::references
