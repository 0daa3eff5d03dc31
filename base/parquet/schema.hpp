// The columns of a table that is written: values, structs, lists and maps, and the levels that nesting costs them.
// https://github.com/apache/parquet-format/blob/master/LogicalTypes.md, "Nested Types"
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/parquet/metadata.hpp"

namespace cairn::parquet {

/// A column, or what holds columns. A list has one child (its elements), a map two: its keys, which are required, and
/// its values.
struct Node {
    enum class Kind { leaf, structure, list, map };

    static Node leaf(std::string name, Physical type, Meaning meaning = Meaning::plain);
    static Node text(std::string name) { return leaf(std::move(name), Physical::byte_array, Meaning::text); }
    static Node structure(std::string name, std::vector<Node> fields);
    static Node list(std::string name, Node element);
    static Node map(std::string name, Node key, Node value);
    /// The same, without nulls.
    Node required() &&;

    std::string name;
    Kind kind = Kind::leaf;
    bool is_optional = true;
    Physical type = Physical::byte_array;
    Meaning meaning = Meaning::plain;
    bool has_order = true;  ///< of a leaf: the least and the greatest value say something to who searches
    std::vector<Node> children;

    // Schema fills these in.
    unsigned definition = 0;     ///< the definition level of what is present; of lists and maps: of empty ones
    unsigned repetition = 0;     ///< of lists and maps: the repetition level of all elements but the first
    std::size_t first_leaf = 0;  ///< the leaves below, or the leaf that it is: [first_leaf, end_leaf)
    std::size_t end_leaf = 0;
};

/// A column of values, as metadata name it.
struct Leaf {
    const Node* node = nullptr;
    std::vector<std::string> path;
    unsigned definition = 0;  ///< the greatest levels
    unsigned repetition = 0;
};

/// Levels are numbered once. Throws std::invalid_argument for a struct without fields, what is nested deeper than 255
/// levels, and physical types other than booleans, int64, float64 and byte arrays.
class Schema {
  public:
    explicit Schema(std::vector<Node> fields);
    Schema(const Schema&) = delete;  // leaves point into the fields
    Schema& operator=(const Schema&) = delete;

    const std::vector<Node>& fields() const { return m_fields; }
    const std::vector<Leaf>& leaves() const { return m_leaves; }

  private:
    struct Above {
        std::vector<std::string> path;
        unsigned definition = 0;
        unsigned repetition = 0;
    };

    void number(Node& node, Above above);

    std::vector<Node> m_fields;
    std::vector<Leaf> m_leaves;
};

}  // namespace cairn::parquet
