// The global attributes of a source, as texts: what the rules of a configuration may ask for.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// In the order of the source. A text is valid UTF-8, has no control characters and at most 1,000 bytes, since it may
/// become part of ids and documents; an attribute whose text is empty is as good as none.
class StatedAttributes {
  public:
    StatedAttributes() = default;
    explicit StatedAttributes(std::vector<std::pair<std::string, std::string>> texts) : m_texts(std::move(texts)) {}

    /// The first counts where several have one name; empty when there is none. The search is linear, since rules ask for
    /// a few of some dozen. The view lives as long as this object.
    std::string_view text(std::string_view name) const {
        const auto at = std::ranges::find_if(m_texts, [&](const auto& one) { return one.first == name; });
        return at != m_texts.end() ? std::string_view(at->second) : std::string_view();
    }

    const std::vector<std::pair<std::string, std::string>>& texts() const { return m_texts; }
    bool operator==(const StatedAttributes&) const = default;

  private:
    std::vector<std::pair<std::string, std::string>> m_texts;
};

}  // namespace cairn
