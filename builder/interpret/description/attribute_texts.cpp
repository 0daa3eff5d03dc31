#include "builder/interpret/description/attribute_texts.hpp"

#include <variant>

#include "builder/cf/words.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

AttributeTexts::AttributeTexts(const std::vector<Attribute>& attributes) {
    m_texts.reserve(attributes.size());
    for (const bool want_small : {true, false}) {
        for (const Attribute& attribute : attributes) {
            const auto* texts = std::get_if<std::vector<std::string>>(&attribute.values);
            if (texts == nullptr || attribute.type == Type::json) continue;
            std::string name = to_lower(attribute.name);
            if ((name == attribute.name) == want_small) m_texts.emplace(std::move(name), texts);
        }
    }
}

std::string AttributeTexts::first(std::initializer_list<std::string_view> names) const {
    constexpr std::size_t k_longest = 64U << 10;
    for (const std::string_view name : names) {
        const auto found = m_texts.find(std::string(name));
        if (found == m_texts.end()) continue;
        std::string text;
        for (const std::string& one : *found->second) {
            text += (text.empty() ? "" : ", ") + one;
            if (text.size() > k_longest) break;
        }
        if (!prose(text).empty()) return text;
    }
    return {};
}

}  // namespace cairn
