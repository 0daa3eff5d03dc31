#include "validator/report/pattern.hpp"

#include <algorithm>
#include <cctype>

namespace cairn::validate {

namespace {

constexpr std::string_view k_some = "…";

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// "child", "cube:dimensions": a name that a specification may have given.
bool is_word(std::string_view text) {
    constexpr std::size_t k_longest = 24;
    return !text.empty() && text.size() <= k_longest && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || c == '_' || c == '-' || c == ':';
    });
}

/// Where a quoted text that begins at `begin` ends, its quotation mark included; npos: it does not.
std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

void append_word(std::string_view word, std::string& pattern) {
    if (word.find('/') != std::string_view::npos && word.size() > 1 && word.find("//") != 0) {
        const std::size_t last = word.find_last_not_of(",;:)");
        pattern += k_some;
        pattern += word.substr(last + 1);
        return;
    }
    for (std::size_t i = 0; i < word.size();) {
        if (!is_digit(word[i])) {
            pattern += word[i++];
            continue;
        }
        pattern += 'N';
        while (i < word.size() &&
               (is_digit(word[i]) || (word[i] == '.' && i + 1 < word.size() && is_digit(word[i + 1]))))
            ++i;
    }
}

}  // namespace

std::string pattern_of(std::string_view message) {
    std::string pattern;
    for (std::size_t i = 0; i < message.size();) {
        if (message[i] == '"') {
            const std::size_t end = end_of_quoted(message, i);
            if (end != std::string_view::npos) {
                const std::string_view inside = message.substr(i + 1, end - i - 2);
                pattern += '"';
                pattern += is_word(inside) ? inside : k_some;
                pattern += '"';
                i = end;
                continue;
            }
        }
        const std::size_t end = std::min({message.find(' ', i), message.find('"', i + 1), message.size()});
        append_word(message.substr(i, end - i), pattern);
        i = end;
        while (i < message.size() && message[i] == ' ') pattern += message[i++];
    }
    return pattern;
}

}  // namespace cairn::validate
