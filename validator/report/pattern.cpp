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

/// Quoted texts, words and blanks, one after the other.
std::vector<std::string_view> parts_of(std::string_view message) {
    std::vector<std::string_view> parts;
    for (std::size_t i = 0; i < message.size();) {
        std::size_t end = std::string_view::npos;
        if (message[i] == '"') end = end_of_quoted(message, i);
        if (message[i] == ' ') end = std::min(message.find_first_not_of(' ', i), message.size());
        if (end == std::string_view::npos)
            end = std::min({message.find(' ', i), message.find('"', i + 1), message.size()});
        parts.push_back(message.substr(i, end - i));
        i = end;
    }
    return parts;
}

void append_part(std::string_view part, std::string& pattern) {
    if (part.size() < 2 || part.front() != '"' || end_of_quoted(part, 0) != part.size())
        return append_word(part, pattern);
    const std::string_view inside = part.substr(1, part.size() - 2);
    pattern += '"';
    pattern += is_word(inside) ? inside : k_some;
    pattern += '"';
}

}  // namespace

std::string pattern_of(std::string_view message) {
    std::string pattern;
    for (const std::string_view part : parts_of(message)) append_part(part, pattern);
    return pattern;
}

std::string common_pattern(const std::vector<std::string_view>& messages) {
    if (messages.empty()) return {};
    const std::vector<std::string_view> first = parts_of(messages.front());
    std::vector<bool> differs(first.size());
    for (const std::string_view message : messages) {
        const std::vector<std::string_view> parts = parts_of(message);
        if (parts.size() != first.size()) return pattern_of(messages.front());
        for (std::size_t i = 0; i < parts.size(); ++i) differs[i] = differs[i] || parts[i] != first[i];
    }
    std::string pattern;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (differs[i]) {
            append_part(first[i], pattern);
        } else {
            pattern += first[i];
        }
    }
    return pattern;
}

}  // namespace cairn::validate
