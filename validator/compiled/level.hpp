// How deep evaluations stand within each other.
#pragma once

#include <cstdint>

#include "validator/compiled/evaluator.hpp"

namespace cairn::validate::compiled {

/// One evaluation within another.
class Evaluator::Level {
  public:
    explicit Level(std::uint32_t& depth) : m_depth(depth) {
        if (depth >= k_deepest_evaluation) throw BudgetExceeded("too many schemas within each other");
        ++m_depth;
    }
    ~Level() { --m_depth; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

  private:
    std::uint32_t& m_depth;
};

}  // namespace cairn::validate::compiled
