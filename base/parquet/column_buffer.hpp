// The values of one column of a row group, until they are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/parquet/schema.hpp"

namespace cairn::parquet {

/// Entries are values and nulls, in the order of rows. A row of a column below a list or a map has any number of them:
/// the first has the repetition level 0.
class ColumnBuffer {
  public:
    explicit ColumnBuffer(const Leaf& leaf) : m_leaf(&leaf) {}

    void add_null(unsigned repetition, unsigned definition) { add_levels(repetition, definition); }
    /// The bits of a number: of a double, an integer, or 0 or 1 of a boolean.
    void add_number(std::uint64_t bits, unsigned repetition);
    void add_text(std::string_view text, unsigned repetition);
    void clear();

    const Leaf& leaf() const { return *m_leaf; }
    bool is_text() const { return m_leaf->node->type == Physical::byte_array; }
    std::size_t entries() const { return m_entries; }
    std::size_t values() const { return is_text() ? m_ends.size() : m_numbers.size(); }
    std::size_t bytes() const;
    bool begins_row(std::size_t entry) const { return m_repetition.empty() || m_repetition[entry] == 0; }
    bool is_value(std::size_t entry) const { return m_definition.empty() || m_definition[entry] == m_leaf->definition; }

    /// Empty where all are 0.
    const std::vector<std::uint8_t>& repetition_levels() const { return m_repetition; }
    const std::vector<std::uint8_t>& definition_levels() const { return m_definition; }
    std::uint64_t number(std::size_t value) const { return m_numbers[value]; }
    /// Until the next value is added.
    std::string_view text(std::size_t value) const {
        const std::size_t begin = value == 0 ? 0 : m_ends[value - 1];
        return std::string_view(m_texts).substr(begin, m_ends[value] - begin);
    }

  private:
    void add_levels(unsigned repetition, unsigned definition);

    const Leaf* m_leaf;
    std::size_t m_entries = 0;
    std::vector<std::uint8_t> m_repetition;
    std::vector<std::uint8_t> m_definition;
    std::vector<std::uint64_t> m_numbers;
    std::string m_texts;              ///< of all values, one behind the other
    std::vector<std::size_t> m_ends;  ///< where each ends
};

}  // namespace cairn::parquet
