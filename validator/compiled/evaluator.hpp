// Runs a program on a value: one pass that only decides, and takes no memory while an object has fewer names than 65.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/compiled/program.hpp"

namespace cairn::validate::compiled {

/// Evaluations within each other that a value and its schemas may ask for: 1,000 levels of a document take some 3,000
/// with recursive schemas such as GeoJSON's. So many of them take 3 MB of stack at most, and a thread has 8.
inline constexpr std::uint32_t k_deepest_evaluation = 6000;

/// Whether `value` fits the node. Throws BudgetExceeded for too many steps or too many levels, and Interrupted.
bool accepts(const Program& program, Index node, const json::Value& value, Budget& budget);

/// The walk behind accepts(). Threads: one at a time.
class Evaluator {
  public:
    Evaluator(const Program& program, Budget& budget) : m_program(program), m_budget(budget) {}

    bool accepts(Index index, const json::Value& value);

  private:
    class Level;
    class SeenNames;

    bool text(const TextChecks& checks, const json::Value& value);
    static bool number(const NumberChecks& checks, const json::Value& value);
    bool array(const ArrayChecks& checks, const json::Value& value);
    bool contains(const ArrayChecks& checks, const json::Value& value);
    bool object(const ObjectChecks& checks, const json::Value& value);
    bool undeclared_member(const ObjectChecks& checks, const json::Value::Member& member, bool declared);
    bool dependencies(const ObjectChecks& checks, const SeenNames& seen, const json::Value& value);
    bool logic(const Logic& logic, const json::Value& value);
    bool any_of(const Children& branches, const json::Value& value);
    bool one_of(const Children& branches, const json::Value& value);
    bool holds(Index set, const json::Value& value);

    /// Drafts 2019-09 and 2020-12: the members and elements that no schema beside has looked at.
    bool unevaluated(const Node& node, const json::Value& value);
    void mark(Index index, const json::Value& value, std::vector<bool>& seen);
    void mark_own(const Node& node, const json::Value& value, std::vector<bool>& seen);
    void mark_in_place(const Node& node, const json::Value& value, std::vector<bool>& seen);

    const Program& m_program;
    Budget& m_budget;
    std::uint32_t m_depth = 0;
    std::vector<std::uint64_t> m_seen;  ///< a stack of what SeenNames of many names hold
};

}  // namespace cairn::validate::compiled
