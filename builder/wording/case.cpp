#include "builder/wording/case.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cairn {

namespace {

/// Words of up to five letters that are no abbreviations in titles of data of the Earth. Sorted.
constexpr std::array<std::string_view, 88> k_ordinary{
    "AIR",   "ALONG", "ANGLE", "AREA",  "BASE",  "BASIN", "BAY",   "CAPE",  "BED",   "BOX",   "CELL",  "CLEAR", "CLOUD",
    "COAST", "DAILY", "DATA",  "DATE",  "DAY",   "DEEP",  "DENSE", "DEPTH", "DEW",   "DRY",   "DUST",  "EARTH", "EAST",
    "EDGE",  "ERROR", "FIELD", "FILE",  "FIRST", "FLOOR", "FLOW",  "FLUX",  "FOG",   "FOUR",  "FREE",  "FRESH", "FROST",
    "GRID",  "GULF",  "GUST",  "HEAT",  "HEAVY", "HIGH",  "HOUR",  "ICE",   "INDEX", "LAKE",  "LAND",  "LARGE", "LAYER",
    "LEAF",  "LEVEL", "LIGHT", "LINE",  "LOW",   "MAJOR", "MASK",  "MASS",  "MEAN",  "MIXED", "MODEL", "MONTH", "MOON",
    "NORTH", "OCEAN", "PHASE", "PART",  "POINT", "RAIN",  "RATE",  "RIVER", "SALT",  "SEA",   "SNOW",  "SOIL",  "SOUTH",
    "TIDE",  "TIME",  "TOTAL", "WATER", "WAVE",  "WEST",  "WIND",  "WINDS", "YEAR",  "ZONAL"};

/// Words that are small within a title.
constexpr std::array<std::string_view, 16> k_small{"A",  "AN",   "AND", "AS", "AT", "BY",  "FOR", "FROM",
                                                   "IN", "INTO", "OF",  "ON", "OR", "THE", "TO",  "WITH"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void make_lower(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
        if (is_upper(text[i])) text[i] = static_cast<char>(text[i] - 'A' + 'a');
}

template <class List>
bool has(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_ordinary(std::string_view word) {
    constexpr std::size_t k_too_long_to_abbreviate = 6;
    return has(k_ordinary, word) ||
           (word.size() >= k_too_long_to_abbreviate && word.find_first_of("AEIOUY") != std::string_view::npos);
}

}  // namespace

std::string without_shouting(std::string_view text) {
    std::string result(text);
    if (std::any_of(text.begin(), text.end(), is_lower)) return result;
    for (std::size_t begin = 0; begin < result.size();) {
        std::size_t end = begin;
        bool has_digit = false;
        while (end < result.size() && (is_upper(result[end]) || is_digit(result[end]) || (result[end] & 0x80) != 0)) {
            has_digit = has_digit || !is_upper(result[end]);
            ++end;
        }
        const std::string_view word = text.substr(begin, end - begin);
        if (begin > 0 && has(k_small, word)) {
            make_lower(result, begin, end);
        } else if (!has_digit && (is_ordinary(word) || has(k_small, word))) {
            make_lower(result, begin + 1, end);
        }
        begin = std::max(end, begin + 1);
    }
    return result;
}

std::string with_capital(std::string text) {
    std::size_t end = 0;
    while (end < text.size() && (is_lower(text[end]) || (end > 1 && text[end] == '-'))) ++end;
    const bool is_word = end > 1 && (end == text.size() || text[end] == ' ' || text[end] == ',');
    if (is_word) text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

}  // namespace cairn
