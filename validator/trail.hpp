// Where a walk stands, without building a string for each step: most steps end without an error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/pointer.hpp"

namespace cairn::validate {

/// A step below `parent`, which must outlive it; a trail without parent is a starting point with a text of its own.
class Trail {
  public:
    explicit Trail(std::string_view start) : m_token(start) {}
    Trail(const Trail& parent, std::string_view name) : m_parent(&parent), m_token(name) {}
    Trail(const Trail& parent, std::size_t index) : m_parent(&parent), m_token(index) {}

    /// Names may have any length: past k_longest it is the pointer of what is around.
    std::string text() const {
        bool whole = true;
        return text(whole);
    }

  private:
    static constexpr std::size_t k_longest = 4096;

    std::string text(bool& whole) const {
        if (m_parent == nullptr) return std::string(std::get<std::string_view>(m_token));
        std::string above = m_parent->text(whole);
        if (!whole) return above;
        if (const auto* index = std::get_if<std::size_t>(&m_token)) return json::child(above, *index);
        const auto name = std::get<std::string_view>(m_token);
        whole = above.size() + name.size() <= k_longest;
        return whole ? json::child(above, name) : above;
    }

    const Trail* m_parent = nullptr;
    std::variant<std::string_view, std::size_t> m_token;
};

}  // namespace cairn::validate
