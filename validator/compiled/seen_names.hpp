// Which of the names that a schema knows an object has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "validator/compiled/evaluator.hpp"

namespace cairn::validate::compiled {

/// Up to 64 names in itself, more on a stack that all objects around each other share.
class Evaluator::SeenNames {
  public:
    SeenNames(std::vector<std::uint64_t>& stack, std::size_t names) : m_stack(stack), m_begin(stack.size()) {
        if (names > 64) m_stack.resize(m_begin + (names + 63) / 64);
        m_many = names > 64;
    }
    ~SeenNames() {
        if (m_many) m_stack.resize(m_begin);
    }
    SeenNames(const SeenNames&) = delete;
    SeenNames& operator=(const SeenNames&) = delete;

    /// False when it was there before.
    bool add(std::uint32_t name) {
        std::uint64_t& word = m_many ? m_stack[m_begin + name / 64] : m_few;
        const std::uint64_t bit = std::uint64_t{1} << (name % 64);
        const bool fresh = (word & bit) == 0;
        word |= bit;
        return fresh;
    }
    bool has(std::uint32_t name) const {
        const std::uint64_t word = m_many ? m_stack[m_begin + name / 64] : m_few;
        return (word >> (name % 64) & 1U) != 0;
    }

  private:
    std::vector<std::uint64_t>& m_stack;
    std::size_t m_begin;
    std::uint64_t m_few = 0;
    bool m_many = false;
};

}  // namespace cairn::validate::compiled
