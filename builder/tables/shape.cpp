#include "builder/tables/shape.hpp"

namespace cairn::tables {

using parquet::Meaning;
using parquet::Node;
using parquet::Physical;

namespace {

/// Names that a specification gives are fewer.
constexpr std::size_t k_most_members = 64;

Shape& shape_of(std::map<std::string, Shape, std::less<>>& shapes, std::string_view name) {
    const auto found = shapes.find(name);
    return found != shapes.end() ? found->second : shapes[std::string(name)];
}

}  // namespace

Shape::Kind Shape::kind_of(const Cell& value) {
    switch (value.tag()) {
        case Tag::null:
            return Kind::nothing;
        case Tag::no:
        case Tag::yes:
            return Kind::boolean;
        case Tag::integer:
            return Kind::integer;
        case Tag::number:
            return Kind::number;
        case Tag::time:
            return Kind::time;
        case Tag::text:
            return Kind::text;
        case Tag::json:
            return Kind::json;
        case Tag::binary:
            return Kind::binary;
        case Tag::list:
            return Kind::list;
        case Tag::structure:
            return Kind::structure;
    }
    return Kind::json;
}

Shape::Kind Shape::united(Kind a, Kind b) {
    if (a == Kind::nothing || a == b) return b;
    if (b == Kind::nothing) return a;
    const auto are = [&](Kind one, Kind other) { return (a == one && b == other) || (a == other && b == one); };
    if (are(Kind::integer, Kind::number)) return Kind::number;
    if (are(Kind::time, Kind::text)) return Kind::text;
    return Kind::json;
}

void Shape::add(const Cell& value) {
    m_kind = united(m_kind, kind_of(value));
    if (value.tag() == Tag::list) {
        if (m_element == nullptr) m_element = std::make_unique<Shape>();
        for (std::string_view rest = value.bytes(); !rest.empty();) m_element->add(Cell(rest));
    } else if (value.tag() == Tag::structure) {
        for (std::string_view rest = value.bytes(); !rest.empty();) {
            const Member member(rest);
            if (m_members.size() > k_most_members) return;
            shape_of(m_members, member.name).add(member.value);
        }
    }
}

Node Shape::leaf(const std::string& name) const {
    switch (m_kind) {
        case Kind::boolean:
            return Node::leaf(name, Physical::boolean);
        case Kind::integer:
            return Node::leaf(name, Physical::int64);
        case Kind::number:
            return Node::leaf(name, Physical::float64);
        case Kind::time:
            return Node::leaf(name, Physical::int64, Meaning::timestamp_us);
        case Kind::nothing:
            return is_time(name) ? Node::leaf(name, Physical::int64, Meaning::timestamp_us) : Node::text(name);
        case Kind::text:
            return Node::text(name);
        default: {
            const bool is_binary = m_kind == Kind::binary;
            Node node = Node::leaf(name, Physical::byte_array, is_binary ? Meaning::plain : Meaning::json);
            node.has_order = false;
            return node;
        }
    }
}

Node Shape::node(const std::string& name) const {
    if (m_kind == Kind::list) return Node::list(name, m_element->node(""));
    if (m_kind != Kind::structure || m_members.empty() || m_members.size() > k_most_members) return leaf(name);
    std::vector<Node> fields;
    for (const auto& [member, shape] : m_members) fields.push_back(shape.node(member));
    return Node::structure(name, std::move(fields));
}

}  // namespace cairn::tables
