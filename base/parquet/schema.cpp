#include "base/parquet/schema.hpp"

#include <stdexcept>
#include <utility>

namespace cairn::parquet {

Node Node::leaf(std::string name, Physical type, Meaning meaning) {
    Node node;
    node.name = std::move(name);
    node.type = type;
    node.meaning = meaning;
    return node;
}

Node Node::structure(std::string name, std::vector<Node> fields) {
    Node node;
    node.name = std::move(name);
    node.kind = Kind::structure;
    node.children = std::move(fields);
    return node;
}

Node Node::list(std::string name, Node element) {
    Node node = structure(std::move(name), {});
    node.kind = Kind::list;
    element.name = "element";
    node.children.push_back(std::move(element));
    return node;
}

Node Node::map(std::string name, Node key, Node value) {
    Node node = structure(std::move(name), {});
    node.kind = Kind::map;
    key.name = "key";
    key.is_optional = false;
    value.name = "value";
    node.children.push_back(std::move(key));
    node.children.push_back(std::move(value));
    return node;
}

Node Node::required() && {
    is_optional = false;
    return std::move(*this);
}

Schema::Schema(std::vector<Node> fields) : m_fields(std::move(fields)) {
    for (Node& field : m_fields) number(field, {});
}

void Schema::number(Node& node, Above above) {
    above.path.push_back(node.name);
    if (node.is_optional) ++above.definition;
    node.definition = above.definition;
    node.first_leaf = m_leaves.size();
    if (node.kind == Node::Kind::leaf) {
        const Physical type = node.type;
        if (type != Physical::boolean && type != Physical::int64 && type != Physical::float64 &&
            type != Physical::byte_array)
            throw std::invalid_argument("the column '" + node.name + "' is of a type that is not written");
        m_leaves.push_back({&node, above.path, above.definition, above.repetition});
    } else {
        if (node.children.empty()) throw std::invalid_argument("the column '" + node.name + "' has no fields");
        if (node.kind != Node::Kind::structure) {
            above.path.emplace_back(node.kind == Node::Kind::list ? "list" : "key_value");
            ++above.definition;
            node.repetition = ++above.repetition;
        }
        if (above.definition > 255) throw std::invalid_argument("the column '" + node.name + "' is nested too deep");
        for (Node& child : node.children) number(child, above);
    }
    node.end_leaf = m_leaves.size();
}

}  // namespace cairn::parquet
