#include "base/json/locate.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

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

/// The name that stands in quotation marks.
std::string unquoted(std::string_view quoted) {
    if (quoted.size() < 2) return {};
    if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, quoted.size() - 2));
    const auto parsed = parse(quoted);
    const Value* value = std::get_if<Value>(&parsed);
    return std::string(value == nullptr ? std::string_view() : text_or(*value, {}));
}

/// What pointers name below one place: they share the way to it, and so one pass over the text.
struct Wanted {
    std::map<std::string, Wanted, std::less<>> below;
    std::vector<std::size_t> pointers;  ///< that lead here or further down, by their numbers
};

std::size_t places_below(const Wanted& wanted) {
    std::size_t count = 0;
    for (const auto& [name, below] : wanted.below) count += 1 + places_below(below);
    return count;
}

/// Finds the places of pointers, going through the text once.
class Search {
  public:
    Search(std::string_view text, Wanted wanted, std::size_t pointers)
        : m_scanner(text), m_offsets(pointers), m_left(places_below(wanted)) {
        visit(std::move(wanted));
    }

    const std::vector<std::size_t>& offsets() const { return m_offsets; }

  private:
    /// The scanner stands before a value, and in the end behind it, as long as there is something left to be found.
    void visit(Wanted wanted) {
        m_scanner.to_token();
        for (const std::size_t pointer : wanted.pointers) m_offsets[pointer] = m_scanner.offset();
        visit_members(wanted);
        m_left -= places_below(wanted);  // they are missing
    }

    void visit_members(Wanted& wanted) {
        if (m_left == 0) return;
        const char open = m_scanner.peek();
        if (wanted.below.empty() || (open != '{' && open != '[')) return m_scanner.skip_value();
        m_scanner.step();
        for (std::size_t index = 0; m_left > 0; ++index) {
            m_scanner.to_token();
            const char next = m_scanner.peek();
            if (next == '}' || next == ']' || next == '\0') return m_scanner.step();
            visit_member(wanted, open == '{' ? unquoted(m_scanner.take_string()) : std::to_string(index));
        }
    }

    void visit_member(Wanted& wanted, const std::string& name) {
        // What is found is taken out: the first of two members of one name is meant.
        auto found = wanted.below.extract(name);
        m_scanner.to_token();
        if (found.empty()) return m_scanner.skip_value();
        --m_left;
        visit(std::move(found.mapped()));
    }

    Scanner m_scanner;
    std::vector<std::size_t> m_offsets;
    std::size_t m_left;  ///< places that are still to be found
};

/// Lines are counted once for all offsets.
std::vector<Position> positions_of(std::string_view text, const std::vector<std::size_t>& offsets) {
    std::vector<std::size_t> order(offsets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return offsets[a] < offsets[b]; });
    std::vector<Position> positions(offsets.size());
    Position at;
    for (const std::size_t i : order) {
        const Position step = position_of(text.substr(at.offset), offsets[i] - at.offset);
        at = {at.offset + step.offset, at.line + step.line - 1,
              step.line > 1 ? step.column : at.column + step.column - 1};
        positions[i] = at;
    }
    return positions;
}

}  // namespace

std::vector<Position> locate(std::string_view text, const std::vector<std::string_view>& pointers) {
    Wanted root;
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        Wanted* at = &root;
        at->pointers.push_back(i);
        for (const std::string& token : tokens(pointers[i])) {
            at = &at->below[token];
            at->pointers.push_back(i);
        }
    }
    const std::size_t skipped = text.starts_with(k_byte_order_mark) ? k_byte_order_mark.size() : 0;
    std::vector<std::size_t> offsets = Search(text.substr(skipped), std::move(root), pointers.size()).offsets();
    for (std::size_t& offset : offsets) offset += skipped;
    return positions_of(text, offsets);
}

Position locate(std::string_view text, std::string_view pointer) { return locate(text, std::vector{pointer}).front(); }

}  // namespace cairn::json
