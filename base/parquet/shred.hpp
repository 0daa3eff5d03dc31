// Rows become the entries of columns (Dremel's record shredding): where something is missing, the levels say how much
// of the way to the value was there.
#pragma once

#include <cstddef>
#include <vector>

#include "base/parquet/column_buffer.hpp"
#include "base/parquet/schema.hpp"

namespace cairn::parquet {

using Columns = std::vector<ColumnBuffer>;  ///< one for each leaf

/// A null for every column below the node.
inline void shred_null(const Node& node, unsigned repetition, unsigned definition, Columns& columns) {
    for (std::size_t leaf = node.first_leaf; leaf < node.end_leaf; ++leaf)
        columns[leaf].add_null(repetition, definition);
}

/// Adds what `view` shows. A View has
///     bool is_null(const Node&)                        false for what is required
///     void put(const Node&, unsigned repetition, ColumnBuffer&)     the value of a leaf
///     View field(const Node&, std::size_t index)       of a struct
///     std::size_t size(const Node&)                    of a list or a map
///     View element(const Node&, std::size_t index), View key(const Node&, std::size_t index)
/// Depth: that of the schema.
template <class View>
void shred(const Node& node, const View& view, unsigned repetition, unsigned definition, Columns& columns) {
    if (node.is_optional && view.is_null(node)) return shred_null(node, repetition, definition, columns);
    switch (node.kind) {
        case Node::Kind::leaf:
            return view.put(node, repetition, columns[node.first_leaf]);
        case Node::Kind::structure:
            for (std::size_t i = 0; i < node.children.size(); ++i)
                shred(node.children[i], view.field(node, i), repetition, node.definition, columns);
            return;
        case Node::Kind::list:
        case Node::Kind::map:
            break;
    }
    const std::size_t size = view.size(node);
    if (size == 0) return shred_null(node, repetition, node.definition, columns);
    for (std::size_t i = 0; i < size; ++i) {
        const unsigned level = i == 0 ? repetition : node.repetition;
        const bool is_map = node.kind == Node::Kind::map;
        if (is_map) shred(node.children[0], view.key(node, i), level, node.definition + 1, columns);
        shred(node.children.back(), view.element(node, i), level, node.definition + 1, columns);
    }
}

}  // namespace cairn::parquet
