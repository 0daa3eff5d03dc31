#include "builder/interpret/stated_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>

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
        result += fmt::format("{}", values[i]);
    }
    return result;
}

std::string text_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return {};
            } else {
                return joined(held);
            }
        },
        values);
}

std::string trimmed(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// At most `k_longest_bytes`, never ending within a code point.
std::string shortened(std::string text) {
    if (text.size() <= k_longest_bytes) return text;
    std::size_t end = k_longest_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

}  // namespace

StatedAttributes stated_attributes(const Dataset& dataset) {
    std::vector<std::pair<std::string, std::string>> texts;
    if (dataset.groups.empty()) return {};
    const std::vector<Attribute>& attributes = dataset.groups.front().attributes;
    texts.reserve(attributes.size());
    for (const Attribute& attribute : attributes) {
        texts.emplace_back(attribute.name, trimmed(shortened(to_utf8(text_of(attribute.values)))));
    }
    return StatedAttributes(std::move(texts));
}

}  // namespace cairn
