#include "base/json/locate.hpp"

#include <algorithm>
#include <string>

#include "base/json/fault.hpp"
#include "base/json/pointer.hpp"

namespace cairn::json {

namespace {

/// Walks a text that is known to be valid JSON; every step checks the end all the same.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    std::size_t offset() const { return m_offset; }
    char peek() const { return m_offset < m_text.size() ? m_text[m_offset] : '\0'; }
    void to_token() { m_offset = std::min(m_text.find_first_not_of(" \t\r\n,:", m_offset), m_text.size()); }
    void step() { m_offset = std::min(m_offset + 1, m_text.size()); }

    /// Skips a string and returns it with its quotes.
    std::string_view take_string() {
        const std::size_t begin = m_offset;
        for (step(); m_offset < m_text.size() && m_text[m_offset] != '"'; step()) {
            if (m_text[m_offset] == '\\') step();
        }
        step();
        return m_text.substr(begin, m_offset - begin);
    }

    void skip_value() {
        std::size_t depth = 0;
        do {
            to_token();
            switch (peek()) {
                case '"':
                    take_string();
                    break;
                case '{':
                case '[':
                    ++depth, step();
                    break;
                case '}':
                case ']':
                    --depth, step();
                    break;
                default:
                    m_offset = std::min(m_text.find_first_of(" \t\r\n,:]}", m_offset), m_text.size());
            }
        } while (depth > 0 && m_offset < m_text.size());
    }

  private:
    std::string_view m_text;
    std::size_t m_offset = 0;
};

bool names(std::string_view quoted, const std::string& wanted) {
    const auto parsed = parse(quoted);
    const Value* value = std::get_if<Value>(&parsed);
    return value != nullptr && text_or(*value, {}) == wanted;
}

/// Moves from the start of a container to the value that a token names; false when there is none.
bool descend(Scanner& scanner, const std::string& token) {
    const char open = scanner.peek();
    if (open != '{' && open != '[') return false;
    scanner.step();
    for (std::size_t index = 0;; ++index) {
        scanner.to_token();
        if (scanner.peek() == '}' || scanner.peek() == ']' || scanner.peek() == '\0') return false;
        const bool wanted = open == '{' ? names(scanner.take_string(), token) : std::to_string(index) == token;
        scanner.to_token();
        if (wanted) return true;
        scanner.skip_value();
    }
}

}  // namespace

Position locate(std::string_view text, std::string_view pointer) {
    const std::size_t skipped = text.starts_with(k_byte_order_mark) ? k_byte_order_mark.size() : 0;
    Scanner scanner(text.substr(skipped));
    scanner.to_token();
    std::size_t found = scanner.offset();
    for (const std::string& token : tokens(pointer)) {
        if (!descend(scanner, token)) break;
        found = scanner.offset();
    }
    return position_of(text, skipped + found);
}

}  // namespace cairn::json
