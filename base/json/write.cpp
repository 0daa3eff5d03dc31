#include "base/json/write.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <stdexcept>

#include "base/text.hpp"

namespace cairn::json {

namespace {

[[noreturn]] void fail() {
    throw std::invalid_argument("JSON cannot be written: a string is not UTF-8, or a number is not finite");
}

/// What stands for a byte in a quoted text: nothing (the byte itself), a letter after a backslash, or 'u'.
constexpr std::array<char, 256> k_escapes = [] {
    std::array<char, 256> escapes{};
    for (std::size_t control = 0; control < 0x20; ++control) escapes[control] = 'u';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
}();

void append_escaped(std::string& out, char byte, char escape) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    out += '\\';
    out += escape;
    if (escape != 'u') return;
    const auto code = static_cast<unsigned char>(byte);
    out.append("00").append(1, k_digits[code >> 4U]).append(1, k_digits[code & 0xFU]);
}

/// Arrays of numbers or strings (coordinates, extents, dimensions) read better on one line.
bool is_scalar_array(const Value& value) {
    if (!value.IsArray()) return false;
    for (const Value& element : value.GetArray()) {
        if (element.IsObject() || element.IsArray()) return false;
    }
    return true;
}

/// Writes values into one text. RapidJSON makes the digits of numbers, in a buffer that all of them use.
class TextWriter {
  public:
    explicit TextWriter(std::string& out) : m_out(out), m_number(m_digits) {}

    void compact(const Value& value) {
        if (value.IsObject()) {
            char before = '{';
            for (const auto& member : value.GetObject()) {
                m_out += before;
                before = ',';
                append_quoted(m_out, view(member.name));
                m_out += ':';
                compact(member.value);
            }
            m_out += value.MemberCount() == 0 ? "{}" : "}";
        } else if (value.IsArray()) {
            elements(value, ",");
        } else {
            scalar(value);
        }
    }

    void indented(const Value& value, std::size_t depth) {
        if (value.IsObject() && value.MemberCount() > 0) {
            char before = '{';
            for (const auto& member : value.GetObject()) {
                begin_line(before, depth + 1);
                before = ',';
                append_quoted(m_out, view(member.name));
                m_out += ": ";
                indented(member.value, depth + 1);
            }
            begin_line({}, depth);
            m_out += '}';
        } else if (is_scalar_array(value)) {
            elements(value, ", ");
        } else if (value.IsArray()) {
            char before = '[';
            for (const Value& element : value.GetArray()) {
                begin_line(before, depth + 1);
                before = ',';
                indented(element, depth + 1);
            }
            begin_line({}, depth);
            m_out += ']';
        } else {
            compact(value);
        }
    }

  private:
    void begin_line(char before, std::size_t depth) {
        if (before != 0) m_out += before;
        m_out += '\n';
        m_out.append(2 * depth, ' ');
    }

    void elements(const Value& array, std::string_view between) {
        m_out += '[';
        bool is_first = true;
        for (const Value& element : array.GetArray()) {
            if (!is_first) m_out += between;
            is_first = false;
            compact(element);
        }
        m_out += ']';
    }

    void scalar(const Value& value) {
        if (value.IsString()) return append_quoted(m_out, view(value));
        if (value.IsNull()) {
            m_out += "null";
        } else if (value.IsBool()) {
            m_out += value.GetBool() ? "true" : "false";
        } else {
            m_digits.Clear();
            m_number.Reset(m_digits);
            if (!value.Accept(m_number)) fail();
            m_out.append(m_digits.GetString(), m_digits.GetSize());
        }
    }

    std::string& m_out;
    rapidjson::StringBuffer m_digits;
    rapidjson::Writer<rapidjson::StringBuffer> m_number;
};

}  // namespace

std::string write(const Value& value, Style style) {
    std::string out;
    append(out, value, style);
    return out;
}

void append(std::string& out, const Value& value, Style style) {
    TextWriter writer(out);
    if (style == Style::indented) return writer.indented(value, 0);
    writer.compact(value);
}

void append_quoted(std::string& out, std::string_view text) {
    if (!is_utf8(text)) fail();
    out += '"';
    std::size_t plain = 0;  // where the bytes begin that are not yet written
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char escape = k_escapes[static_cast<unsigned char>(text[i])];
        if (escape == 0) continue;
        out += text.substr(plain, i - plain);
        append_escaped(out, text[i], escape);
        plain = i + 1;
    }
    out += text.substr(plain);
    out += '"';
}

}  // namespace cairn::json
