#include "builder/probe/references/templates.hpp"

#include <fmt/format.h>

#include <utility>

namespace cairn::references {

namespace {

constexpr std::size_t k_longest = 64 << 10;  ///< of an expanded text; a URL has 2,000 characters at most

/// What calls nothing: in the text of a function only its arguments are known.
class Nothing final : public Callable {
  public:
    Expansion call(std::string_view name, const Names&) const override {
        return {{}, fmt::format("there is no template '{}' to be called", name)};
    }
};

Expansion expanded(std::string_view text, const Names& names, const Callable& callable) {
    Expansion result;
    if (text.find("{%") != std::string_view::npos || text.find("{#") != std::string_view::npos)
        return {{}, "statements ({% %} and {# #}) are not understood"};
    for (;;) {
        const std::size_t open = text.find("{{");
        result.text += text.substr(0, open);
        if (result.text.size() > k_longest) return {{}, fmt::format("gives more than {} characters", k_longest)};
        if (open == std::string_view::npos) return result;
        const std::size_t close = text.find("}}", open + 2);
        if (close == std::string_view::npos) return {{}, "a closing '}}' is missing"};
        Evaluation value = evaluate(text.substr(open + 2, close - open - 2), names, callable);
        if (!value.why_not.empty()) return {{}, std::move(value.why_not)};
        if (const auto* number = std::get_if<std::int64_t>(&value.value)) {
            result.text += std::to_string(*number);
        } else {
            result.text += std::get<std::string>(value.value);
        }
        text.remove_prefix(close + 2);
    }
}

}  // namespace

void Templates::set(std::string name, std::string text) {
    m_texts.erase(name);
    m_functions.erase(name);
    if (text.find("{{") == std::string::npos) {
        m_texts.emplace(std::move(name), std::move(text));
    } else {
        m_functions.emplace(std::move(name), std::move(text));
    }
}

Names Templates::with(const Names& names) const {
    Names all = names;
    all.insert(m_texts.begin(), m_texts.end());
    return all;
}

Expansion Templates::expand(std::string_view text, const Names& names) const {
    if (text.find("{{") == std::string_view::npos) return {std::string(text), {}};
    return expanded(text, names, *this);
}

Expansion Templates::call(std::string_view name, const Names& arguments) const {
    const auto function = m_functions.find(name);
    if (function == m_functions.end()) return {{}, fmt::format("there is no template '{}' to be called", name)};
    return expanded(function->second, arguments, Nothing());
}

}  // namespace cairn::references
