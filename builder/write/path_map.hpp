// Values by path, of millions of paths: neighbours say nearly the same, so that of each path only what is new is kept.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/write/packed_paths.hpp"

namespace cairn {

/// As std::map<std::string, Value>, in the order of the paths, but for references: they hold until something is added.
/// Memory: a path of a document takes some 20 bytes in place of 170. What comes in any order waits in a map until it is
/// a sixteenth of the whole, and is then merged. Threads: as standard containers.
template <class Value>
class PathMap {
  public:
    PathMap() = default;
    PathMap(std::initializer_list<std::pair<std::string, Value>> all) {
        for (const auto& [path, value] : all) insert(path, value);
    }

    std::size_t size() const { return m_values.size() + m_recent.size(); }
    bool empty() const { return size() == 0; }

    /// nullptr: the path is not there.
    const Value* find(std::string_view path) const {
        if (const auto recent = m_recent.find(path); recent != m_recent.end()) return &recent->second;
        const std::optional<std::size_t> place = m_paths.find(path);
        return place ? &m_values[*place] : nullptr;
    }
    bool has(std::string_view path) const { return find(path) != nullptr; }
    /// Whether any path begins so.
    bool has_beginning(std::string_view prefix) const {
        const auto recent = m_recent.lower_bound(prefix);
        return m_paths.has_beginning(prefix) || (recent != m_recent.end() && recent->first.starts_with(prefix));
    }

    /// False, and nothing is changed: the path is there already.
    bool insert(const std::string& path, const Value& value) {
        if (m_recent.empty() && m_paths.comes_last(path)) {
            m_paths.append(path);
            m_values.push_back(value);
            return true;
        }
        if (m_paths.find(path) || !m_recent.emplace(path, value).second) return false;
        if (m_recent.size() > k_least_merged + m_values.size() / 16) merge();
        return true;
    }
    void insert_or_assign(const std::string& path, const Value& value) {
        if (const auto recent = m_recent.find(path); recent != m_recent.end()) {
            recent->second = value;
        } else if (const std::optional<std::size_t> place = m_paths.find(path)) {
            m_values[*place] = value;
        } else {
            insert(path, value);
        }
    }

    class Iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::pair<const std::string&, const Value&>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = value_type;

        reference operator*() const {
            if (is_recent()) return {m_recent->first, m_recent->second};
            return {m_packed.path(), m_map->m_values[m_packed.place()]};
        }
        Iterator& operator++() {
            if (is_recent()) {
                ++m_recent;
            } else {
                m_packed.next();
            }
            return *this;
        }
        bool operator==(const Iterator& other) const {
            return m_packed.place() == other.m_packed.place() && m_recent == other.m_recent;
        }

      private:
        friend class PathMap;
        Iterator(const PathMap& map, PackedPaths::Cursor packed,
                 typename std::map<std::string, Value, std::less<>>::const_iterator recent)
            : m_map(&map), m_packed(std::move(packed)), m_recent(recent) {}

        bool is_recent() const {
            if (m_recent == m_map->m_recent.end()) return false;
            return m_packed.is_at_end() || m_recent->first < m_packed.path();
        }

        const PathMap* m_map;
        PackedPaths::Cursor m_packed;
        typename std::map<std::string, Value, std::less<>>::const_iterator m_recent;
    };
    Iterator begin() const { return {*this, m_paths.begin(), m_recent.begin()}; }
    Iterator end() const { return {*this, m_paths.end(), m_recent.end()}; }

    bool operator==(const PathMap& other) const {
        if (size() != other.size()) return false;
        for (auto own = begin(), another = other.begin(); own != end(); ++own, ++another) {
            if ((*own).first != (*another).first || !((*own).second == (*another).second)) return false;
        }
        return true;
    }

  private:
    static constexpr std::size_t k_least_merged = 4096;

    void merge() {
        PathMap merged;
        merged.m_values.reserve(size());
        for (const auto& [path, value] : *this) merged.insert(path, value);
        *this = std::move(merged);
    }

    PackedPaths m_paths;
    std::vector<Value> m_values;  ///< of each of m_paths
    std::map<std::string, Value, std::less<>> m_recent;
};

/// Paths alone.
struct NoValue {
    bool operator==(const NoValue&) const = default;
};
using PathSet = PathMap<NoValue>;

}  // namespace cairn
