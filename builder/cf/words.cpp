#include "builder/cf/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cairn {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

std::optional<double> leading_number(std::string_view text) {
    text.remove_prefix(static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_space) - text.begin()));
    if (text.empty()) return std::nullopt;
    if (text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (auto begin = std::find_if_not(text.begin(), text.end(), is_space); begin != text.end();) {
        const auto end = std::find_if(begin, text.end(), is_space);
        words.emplace_back(begin, end);
        begin = std::find_if_not(end, text.end(), is_space);
    }
    return words;
}

std::vector<std::string> attribute_words(const std::vector<Attribute>& attributes, std::string_view name) {
    std::vector<std::string> words;
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return words;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&attribute->values)) {
        for (const std::string& text : *texts) {
            for (std::string& word : words_of(text)) words.push_back(std::move(word));
        }
    }
    return words;
}

std::vector<double> attribute_numbers(const std::vector<Attribute>& attributes, std::string_view name) {
    std::vector<double> numbers;
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return numbers;
    if (const auto* doubles = std::get_if<std::vector<double>>(&attribute->values)) {
        numbers = *doubles;
        if (attribute->type == Type::float32) {
            for (double& number : numbers) number = shortest_decimal(number);
        }
    } else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&attribute->values)) {
        for (const std::int64_t value : *integers) numbers.push_back(static_cast<double>(value));
    } else if (const auto* naturals = std::get_if<std::vector<std::uint64_t>>(&attribute->values)) {
        for (const std::uint64_t value : *naturals) numbers.push_back(static_cast<double>(value));
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&attribute->values)) {
        if (texts->size() == 1) {
            if (const auto number = leading_number(texts->front())) numbers.push_back(*number);
        }
    }
    return numbers;
}

double shortest_decimal(double float32_value) {
    constexpr double k_exact_integers_end = 16'777'216;
    constexpr double k_fill_values_begin = 1e15;
    const double magnitude = std::abs(float32_value);
    if (!std::isfinite(float32_value) || (magnitude >= k_exact_integers_end && magnitude < k_fill_values_begin)) {
        return float32_value;
    }
    char buffer[48];
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, static_cast<float>(float32_value));
    double value = float32_value;
    std::from_chars(buffer, written.ptr, value);
    return value;
}

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace cairn
