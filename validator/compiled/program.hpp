// A schema as a flat program: nodes in one table, whatever a node refers to by its index, nothing left to look up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/compiled/name_table.hpp"
#include "validator/compiled/value_set.hpp"
#include "validator/formats.hpp"
#include "validator/patterns.hpp"

namespace cairn::validate::compiled {

/// The place of a node, or of an entry in the table of its kind.
using Index = std::uint32_t;
inline constexpr Index k_none = std::numeric_limits<Index>::max();

/// The first nodes of every program.
inline constexpr Index k_anything = 0;
inline constexpr Index k_nothing = 1;

/// Kinds of values, one bit each. A number is one of two: an integer is what has no fractional part, however it is
/// written (draft-07 core, 4.2.2).
enum Types : std::uint8_t {
    k_null = 1,
    k_boolean = 2,
    k_string = 4,
    k_array = 8,
    k_object = 16,
    k_integer = 32,
    k_fraction = 64,
    k_number = k_integer | k_fraction,
    k_any_type = 127
};

/// Some of the entries of Program::children.
struct Children {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
};

/// How many characters, elements or members there may be.
struct Count {
    std::uint64_t fewest = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

    bool holds(std::uint64_t count) const { return count >= fewest && count <= most; }
    bool operator==(const Count&) const = default;
};

struct TextChecks {
    Count length;
    const Pattern* pattern = nullptr;
    FormatCheck format = nullptr;
};

/// Null: not limited. Limits are values of the schema, so that integers beyond 2^53 compare exactly.
struct NumberChecks {
    const json::Value* minimum = nullptr;
    const json::Value* maximum = nullptr;
    const json::Value* above = nullptr;
    const json::Value* below = nullptr;
    const json::Value* divisor = nullptr;
};

struct ArrayChecks {
    Count size;
    Children first;           ///< `items` as an array: one node a place
    Index others = k_none;    ///< of all places behind
    Index contains = k_none;  ///< what `matches` elements fit
    Count matches{1};
    bool contains_evaluates = false;  ///< draft 2020-12: unevaluatedItems leaves out what `contains` fits
    bool unique = false;
    Index unevaluated = k_none;
};

/// What one object must fit. Each member is looked up once in `names`, for all the keywords that speak of names.
struct ObjectChecks {
    struct Dependency {
        std::uint32_t trigger;              ///< a name, by its number in `names`
        std::vector<std::uint32_t> needed;  ///< likewise
        Index schema = k_none;              ///< of the object as a whole
    };
    struct Patterned {
        const Pattern* pattern;
        Index node;
    };

    Count size;
    NameTable names;             ///< of `properties`, `required` and `dependencies`
    std::vector<Index> of_name;  ///< k_none: `properties` does not know the name
    std::vector<std::uint32_t> required;
    std::vector<Dependency> dependencies;
    std::vector<Patterned> patterned;
    Index others = k_none;      ///< additionalProperties
    Index every_name = k_none;  ///< propertyNames
    Index unevaluated = k_none;
};

/// The schemas that look at the same value.
struct Logic {
    Children all_of;
    Children any_of;
    Children one_of;
    Index refused = k_none;  ///< `not`
    Index condition = k_none;
    Index then = k_anything;
    Index otherwise = k_anything;
};

struct Node {
    std::uint8_t types = k_any_type;
    Index constant = k_none;  ///< of Program::values: `const`
    Index choice = k_none;    ///< of Program::values: `enum`
    Index text = k_none;
    Index number = k_none;
    Index array = k_none;
    Index object = k_none;
    Index logic = k_none;
    bool looks_at_the_rest = false;  ///< the keywords unevaluatedItems or unevaluatedProperties
};

/// Made by compile(); points into the prepared schema and its patterns, which must outlive it. Threads: const access
/// from any number of threads.
struct Program {
    std::vector<Node> nodes;
    std::vector<Index> children;
    std::vector<ValueSet> values;
    std::vector<TextChecks> texts;
    std::vector<NumberChecks> numbers;
    std::vector<ArrayChecks> arrays;
    std::vector<ObjectChecks> objects;
    std::vector<Logic> logics;
    Index start = k_anything;
};

}  // namespace cairn::validate::compiled
