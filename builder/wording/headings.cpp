#include "builder/wording/headings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/letters.hpp"
#include "builder/wording/case.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest = 150;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_char(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || (c & 0x80) != 0; }

template <class Visit>
void for_each_word(std::string_view text, char separator, Visit visit) {
    while (true) {
        const std::size_t end = text.find(separator);
        visit(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

/// "out.nc", "/data/x/y", "prod_1979.dat": what a program wrote for want of a title.
bool is_file_name(std::string_view text) {
    if (text.find(' ') != std::string_view::npos) return false;
    if (text.find('/') != std::string_view::npos || text.find('\\') != std::string_view::npos) return true;
    const std::size_t dot = text.rfind('.');
    return dot != std::string_view::npos && dot > 0 && text.size() - dot <= 6 && text.size() - dot > 2 &&
           !is_digit(text[dot + 1]);
}

/// Little words that stand twice by mistake; "Baden Baden" is a name.
std::string without_doubled_words(std::string_view text) {
    constexpr std::array<std::string_view, 13> k_little{"a",  "and", "at", "by",  "for", "from", "in",
                                                        "is", "of",  "on", "the", "to",  "with"};
    std::string result;
    std::string_view last;
    for_each_word(text, ' ', [&](std::string_view word) {
        const bool is_doubled = word == last && std::find(k_little.begin(), k_little.end(), word) != k_little.end();
        last = word;
        if (is_doubled) return;
        if (!result.empty()) result += ' ';
        result += word;
    });
    return result;
}

/// Small letters and digits with single spaces between words.
std::string folded(std::string_view text) {
    std::string result;
    bool gap = false;
    for (const char c : text) {
        if (!is_word_char(c)) {
            gap = true;
            continue;
        }
        if (gap && !result.empty()) result += ' ';
        gap = false;
        result += small_letter(c);
    }
    return result;
}

/// Whole words, to which a number may be attached: "CMIP6" says "CMIP", "atmosphere" does not say "sphere". Both
/// folded.
bool holds(std::string_view text, std::string_view words) {
    for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const std::size_t end = at + words.size();
        const bool begins = at == 0 || text[at - 1] == ' ';
        if (begins && (end == text.size() || text[end] == ' ' || is_digit(text[end]))) return true;
    }
    return false;
}

/// "a.b_c.0.44deg" -> "a", "b_c", "0.44deg".
std::vector<std::string_view> parts_of(std::string_view id) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= id.size(); ++i) {
        const bool is_decimal = i > 0 && i + 1 < id.size() && is_digit(id[i - 1]) && is_digit(id[i + 1]);
        if (i < id.size() && (id[i] != '.' || is_decimal)) continue;
        if (i > begin) parts.push_back(id.substr(begin, i - begin));
        begin = i + 1;
    }
    return parts;
}

}  // namespace

std::string with_spaces(std::string_view name) {
    std::string result(name);
    for_each_word(name, ' ', [&](std::string_view word) {
        const auto is_small = [](char c) { return is_lower(c) || c == '_' || is_digit(c); };
        const bool is_plain = word.find('_') != std::string_view::npos && !word.starts_with('_') &&
                              !word.ends_with('_') && std::all_of(word.begin() + 1, word.end(), is_small);
        if (!is_plain) return;
        const auto begin = static_cast<std::size_t>(word.data() - name.data());
        std::replace(result.begin() + static_cast<std::ptrdiff_t>(begin),
                     result.begin() + static_cast<std::ptrdiff_t>(begin + word.size()), '_', ' ');
    });
    return result;
}

std::string heading(std::string_view text) {
    std::string line = prose(text);
    if (line.empty() || is_file_name(line)) return {};
    if (line.find(' ') == std::string::npos && std::none_of(line.begin(), line.end(), is_lower))
        std::replace(line.begin(), line.end(), '_', ' ');
    line = with_capital(without_doubled_words(with_spaces(without_shouting(line))));
    while (!line.empty() && (line.back() == '.' || line.back() == ':' || line.back() == ',' || line.back() == ' '))
        line.pop_back();
    return shortened(line, k_longest);
}

bool says(std::string_view text, std::string_view words) {
    const std::string wanted = folded(words);
    return wanted.empty() || holds(folded(text), wanted);
}

std::vector<std::string> parts_unsaid(std::string_view id, std::string_view text,
                                      const std::vector<std::string>& said) {
    const std::string known = folded(text);
    std::vector<std::string> unsaid;
    for (const std::string_view part : parts_of(id)) {
        std::string words;
        for_each_word(part, '_', [&](std::string_view word) {
            const std::string wanted = folded(word);
            const bool is_said =
                wanted.empty() || holds(known, wanted) || std::find(said.begin(), said.end(), word) != said.end();
            if (is_said) return;
            if (!words.empty()) words += ' ';
            words += word;
        });
        const bool is_new = std::find(unsaid.begin(), unsaid.end(), words) == unsaid.end();
        if (!words.empty() && is_new) unsaid.push_back(std::move(words));
    }
    return unsaid;
}

}  // namespace cairn
