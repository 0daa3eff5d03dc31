#include "builder/interpret/description/attribute_texts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <variant>

#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_spelling_of(std::string_view name, std::string_view small) {
    return std::equal(name.begin(), name.end(), small.begin(), small.end(),
                      [](char a, char b) { return lower(a) == b; });
}

void append(std::string& key, std::size_t number) {
    std::array<char, sizeof number> bytes;
    std::memcpy(bytes.data(), &number, sizeof number);
    key.append(bytes.data(), bytes.size());
}

/// The length goes before the bytes, so that no two lists of texts have one key.
void append(std::string& key, std::string_view text) {
    append(key, text.size());
    key += text;
}

}  // namespace

AttributeNames::AttributeNames(std::string_view names) {
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(' '));
        m_buckets[bucket_of(name)].push_back(name);
        names.remove_prefix(std::min(name.size() + 1, names.size()));
    }
}

std::size_t AttributeNames::bucket_of(std::string_view name) {
    const auto initial = name.empty() ? std::size_t{0} : static_cast<unsigned char>(lower(name.front()));
    return (name.size() * 7 + initial) % k_buckets;
}

std::optional<std::string_view> AttributeNames::find(std::string_view name) const {
    for (const std::string_view small : m_buckets[bucket_of(name)])
        if (name == small || is_spelling_of(name, small)) return small;
    return std::nullopt;
}

AttributeTexts::AttributeTexts(const std::vector<Attribute>& attributes, const AttributeNames& names) : m_names(names) {
    for (const Attribute& attribute : attributes) {
        const auto name = names.find(attribute.name);
        if (!name || attribute.type == Type::json) continue;
        const auto* texts = std::get_if<std::vector<std::string>>(&attribute.values);
        if (texts == nullptr) continue;
        const Text text{*name, attribute.name == *name, texts};
        const auto known =
            std::find_if(m_texts.begin(), m_texts.end(), [&](const Text& one) { return one.name == text.name; });
        if (known == m_texts.end()) {
            m_texts.push_back(text);
        } else if (text.is_small && !known->is_small) {
            *known = text;
        }
    }
}

const AttributeTexts::Text* AttributeTexts::find(std::string_view name) const {
    for (const Text& text : m_texts)
        if (text.name == name) return &text;
    if (m_names.find(name) != name) throw std::logic_error("attribute not asked for: " + std::string(name));
    return nullptr;
}

std::string AttributeTexts::first(std::initializer_list<std::string_view> names) const {
    constexpr std::size_t k_longest = 64U << 10;
    for (const std::string_view name : names) {
        const Text* found = find(name);
        if (found == nullptr) continue;
        std::string text;
        for (const std::string& one : *found->texts) {
            text += (text.empty() ? "" : ", ") + one;
            if (text.size() > k_longest) break;
        }
        if (!prose(text).empty()) return text;
    }
    return {};
}

std::span<const std::string> AttributeTexts::raw(std::string_view name) const {
    const Text* found = find(name);
    return found == nullptr ? std::span<const std::string>() : std::span<const std::string>(*found->texts);
}

void AttributeTexts::remove(std::string_view name) {
    std::erase_if(m_texts, [&](const Text& one) { return one.name == name; });
}

void AttributeTexts::append_key(std::string& key) const {
    for (const Text& text : m_texts) {
        append(key, text.name);
        append(key, text.texts->size());
        for (const std::string& one : *text.texts) append(key, std::string_view(one));
    }
}

}  // namespace cairn
