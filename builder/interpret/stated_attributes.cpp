#include "builder/interpret/stated_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <iterator>

#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_bytes = 1000;

template <class T>
std::string joined(const std::vector<T>& values) {
    constexpr std::size_t k_most = 100;
    std::string result;
    for (std::size_t i = 0; i < std::min(values.size(), k_most); ++i) {
        if (i > 0) result += ", ";
        if constexpr (std::same_as<T, std::string>) {
            result += values[i];
        } else {
            fmt::format_to(std::back_inserter(result), "{}", values[i]);
        }
    }
    return result;
}

std::string text_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::string {
            if constexpr (std::same_as<std::decay_t<decltype(held)>, std::monostate>) {
                return {};
            } else {
                return joined(held);
            }
        },
        values);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Without blanks at both ends; control characters become blanks.
void trim(std::string& text) {
    std::ranges::replace_if(text, is_control, ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    text.erase(0, text.find_first_not_of(' '));
}

/// At most `k_longest_bytes`, never ending within a code point.
void shorten(std::string& text) {
    if (text.size() <= k_longest_bytes) return;
    std::size_t end = k_longest_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
}

std::string stated_text(const Values& values) {
    std::string text = text_of(values);
    if (!is_utf8(text)) text = to_utf8(text);
    shorten(text);
    trim(text);
    return text;
}

}  // namespace

StatedAttributes stated_attributes(const Dataset& dataset) {
    std::vector<std::pair<std::string, std::string>> texts;
    if (dataset.groups.empty()) return {};
    const std::vector<Attribute>& attributes = dataset.groups.front().attributes;
    texts.reserve(attributes.size());
    for (const Attribute& attribute : attributes) {
        texts.emplace_back(attribute.name, stated_text(attribute.values));
    }
    return StatedAttributes(std::move(texts));
}

}  // namespace cairn
