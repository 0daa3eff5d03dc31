#include "base/parquet/column_buffer.hpp"

namespace cairn::parquet {

void ColumnBuffer::add_levels(unsigned repetition, unsigned definition) {
    ++m_entries;
    if (m_leaf->repetition > 0) m_repetition.push_back(static_cast<std::uint8_t>(repetition));
    if (m_leaf->definition > 0) m_definition.push_back(static_cast<std::uint8_t>(definition));
}

void ColumnBuffer::add_number(std::uint64_t bits, unsigned repetition) {
    add_levels(repetition, m_leaf->definition);
    m_numbers.push_back(bits);
}

void ColumnBuffer::add_text(std::string_view text, unsigned repetition) {
    add_levels(repetition, m_leaf->definition);
    m_texts += text;
    m_ends.push_back(m_texts.size());
}

void ColumnBuffer::clear() {
    m_entries = 0;
    m_repetition.clear();
    m_definition.clear();
    m_numbers.clear();
    m_texts.clear();
    m_ends.clear();
}

std::size_t ColumnBuffer::bytes() const {
    return m_repetition.size() + m_definition.size() + 8 * m_numbers.size() + m_texts.size() + 8 * m_ends.size();
}

}  // namespace cairn::parquet
