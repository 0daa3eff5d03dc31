// A sequence of which some are made before they are wanted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

namespace cairn::search {

/// Elements in the order of their source, up to `most` of them made ahead: reads that they begin are then under way.
/// Begins with one and doubles, so that who wants little causes little. Threads: one.
template <class T>
class Ahead {
  public:
    Ahead(std::function<std::optional<T>()> source, std::size_t most) : m_source(std::move(source)), m_most(most) {}

    std::optional<T> next() {
        while (!m_is_done && m_made.size() < m_window) {
            if (auto one = m_source())
                m_made.push_back(std::move(*one));
            else
                m_is_done = true;
        }
        m_window = std::min(m_most, m_window * 2);
        if (m_made.empty()) return std::nullopt;
        std::optional<T> first(std::move(m_made.front()));
        m_made.pop_front();
        return first;
    }

  private:
    std::function<std::optional<T>()> m_source;
    std::size_t m_most;
    std::size_t m_window = 1;
    std::deque<T> m_made;
    bool m_is_done = false;
};

}  // namespace cairn::search
