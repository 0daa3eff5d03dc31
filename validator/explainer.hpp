// The walk behind explain(): one function a keyword. Private to explain*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/explain.hpp"
#include "validator/trail.hpp"

namespace cairn::validate {

/// Collects errors up to a limit.
struct Reasons {
    std::vector<SchemaError> list;
    std::size_t limit;
    /// Only whether there is an error counts. Looking for the closest branch then would double the work at each level
    /// of a recursive schema: a hundred nested GeometryCollections would never end.
    bool verdict_only = false;

    bool full() const { return list.size() >= limit; }
};

/// Schemas within each other that are looked through for reasons: a level takes some 1.5 KB of stack.
inline constexpr std::size_t k_deepest_explanation = 2000;

class Explainer {
  public:
    explicit Explainer(const ExplainWith& with) : m_with(with) {}

    /// The value and the schema that are looked at, and where both stand.
    struct Point {
        const json::Value& schema;
        const json::Value& value;
        const Trail& at;  ///< in the value
        const Trail& by;  ///< in the schema
    };

    void apply(const Point& point, Reasons& out) const;

  private:
    void apply_keywords(const Point& point, Reasons& out) const;
    void apply_deepest(const Point& point, Reasons& out) const;
    bool fits(const json::Value& schema, const json::Value& value) const;
    std::vector<SchemaError> reasons(const Point& point) const;
    /// Applies the schema `sub` that stands at `by`, to a value.
    void apply_at(const json::Value& sub, const json::Value& value, const Trail& at, const Trail& by,
                  Reasons& out) const {
        apply({sub, value, at, by}, out);
    }

    void keyword(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    bool any_value(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void logic(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void of_string(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void of_number(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void of_array(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void of_object(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;

    void items(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void alike_items(const json::Value& wanted, const Point& point, Reasons& out) const;
    void further_items(std::string_view name, std::size_t first, const json::Value& wanted, const Point& point,
                       Reasons& out) const;
    void contains(const json::Value& wanted, const Point& point, Reasons& out) const;
    void members(const json::Value& wanted, const Point& point, Reasons& out) const;
    void patterned_members(const json::Value& wanted, const Point& point, Reasons& out) const;
    void other_members(const json::Value& wanted, const Point& point, Reasons& out) const;
    /// `member` is one that `keyword` (additionalProperties, unevaluatedProperties) speaks of; `point` is its value.
    void other_member(std::string_view keyword, const json::Value& wanted, const Point& point,
                      const json::Value& member_name, Reasons& out) const;
    void names(const json::Value& wanted, const Point& point, Reasons& out) const;
    void dependencies(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void required(const json::Value& wanted, const Point& point, Reasons& out) const;

    void unevaluated(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const;
    void mark(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const;
    void mark_own(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const;
    void mark_in_place(const json::Value& schema, const json::Value& value, std::vector<bool>& seen) const;

    void all_of(const json::Value& wanted, const Point& point, Reasons& out) const;
    void any_of(const json::Value& wanted, const Point& point, Reasons& out) const;
    void one_of(const json::Value& wanted, const Point& point, Reasons& out) const;
    void closest_branch(const json::Value& branches, std::string_view name, const Point& point, Reasons& out) const;
    void condition(const json::Value& wanted, const Point& point, Reasons& out) const;

    bool is_declared(const json::Value& schema, std::string_view name) const;
    const json::Value& target(const json::Value& schema) const;
    std::string described(const json::Value& schema) const;
    std::string anything_but(const json::Value& ruled_out, const json::Value& schema) const;
    static void add(Reasons& out, const Point& point, std::string_view keyword, std::string message);

    const ExplainWith& m_with;
    mutable std::size_t m_depth = 0;  ///< of apply() within itself; an exception ends the explanation
};

}  // namespace cairn::validate
