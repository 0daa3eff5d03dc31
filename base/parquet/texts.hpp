// Texts one behind the other: a page of ids as strings would be thousands of blocks of memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::parquet {

class Texts {
  public:
    std::size_t size() const { return m_ends.size(); }
    bool empty() const { return m_ends.empty(); }

    /// A view that is valid until a text is added.
    std::string_view operator[](std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[index] - begin);
    }
    std::string_view back() const { return (*this)[size() - 1]; }

    void add(std::string_view text) {
        m_bytes += text;
        m_ends.push_back(m_bytes.size());
    }

  private:
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
};

}  // namespace cairn::parquet
