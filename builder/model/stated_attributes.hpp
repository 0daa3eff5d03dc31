// The global attributes of a source, as texts: what the rules of a configuration may ask for.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// Sorted by name, each name once. A text is valid UTF-8, has no control characters and at most 1,000 bytes, since it
/// may become part of ids and documents; an attribute whose text is empty is as good as none and is not listed.
class StatedAttributes {
  public:
    StatedAttributes() = default;
    /// Of several with one name the first counts.
    explicit StatedAttributes(std::vector<std::pair<std::string, std::string>> texts) : m_texts(std::move(texts)) {
        const auto name_of = [](const auto& one) -> const std::string& { return one.first; };
        std::ranges::stable_sort(m_texts, {}, name_of);
        const auto [first, last] = std::ranges::unique(m_texts, {}, name_of);
        m_texts.erase(first, last);
        std::erase_if(m_texts, [](const auto& one) { return one.second.empty(); });
    }

    /// Empty when there is none of this name. Lives as long as this object.
    std::string_view text(std::string_view name) const {
        const auto at =
            std::ranges::lower_bound(m_texts, name, {}, [](const auto& one) -> std::string_view { return one.first; });
        return at != m_texts.end() && at->first == name ? std::string_view(at->second) : std::string_view();
    }

    const std::vector<std::pair<std::string, std::string>>& texts() const { return m_texts; }
    bool operator==(const StatedAttributes&) const = default;

  private:
    std::vector<std::pair<std::string, std::string>> m_texts;
};

}  // namespace cairn
