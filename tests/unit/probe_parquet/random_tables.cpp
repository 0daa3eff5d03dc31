#include "tests/unit/probe_parquet/random_tables.hpp"

#include <bit>
#include <catch2/catch.hpp>

namespace cairn::test {

using parquet::Node;
using parquet::Physical;

namespace {

unsigned below(Random& random, unsigned limit) { return static_cast<unsigned>(random() % limit); }

Node random_leaf(const std::string& name, Random& random) {
    switch (below(random, 5)) {
        case 0:
            return Node::leaf(name, Physical::boolean);
        case 1:
            return Node::leaf(name, Physical::int64);
        case 2:
            return Node::leaf(name, Physical::float64);
        case 3:
            return Node::leaf(name, Physical::int64, parquet::Meaning::timestamp_us);
        default:
            return Node::text(name);
    }
}

Node random_node(const std::string& name, Random& random, unsigned depth) {
    Node node = random_leaf(name, random);
    const unsigned kind = depth == 0 ? 9 : below(random, 10);
    if (kind == 0) {
        std::vector<Node> fields;
        for (unsigned i = 0; i <= below(random, 3); ++i)
            fields.push_back(random_node("f" + std::to_string(i), random, depth - 1));
        node = Node::structure(name, std::move(fields));
    } else if (kind == 1 || kind == 2) {
        node = Node::list(name, random_node("", random, depth - 1));
    } else if (kind == 3) {
        node = Node::map(name, Node::text(""), random_node("", random, depth - 1));
    }
    return below(random, 4) == 0 ? std::move(node).required() : node;
}

/// Few distinct values, so that dictionaries and runs occur, or many.
std::uint64_t random_bits(const Node& node, Random& random) {
    const std::uint64_t bits = below(random, 2) == 0 ? below(random, 4) : random() * std::uint64_t{2654435761};
    if (node.type == Physical::boolean) return bits & 1;
    if (node.type == Physical::float64) return std::bit_cast<std::uint64_t>(static_cast<double>(bits) / 7 - 1e9);
    return bits - 2;
}

Cell random_cell(const Node& node, Random& random) {
    Cell cell;
    cell.is_null = node.is_optional && below(random, 4) == 0;
    if (cell.is_null) return cell;
    if (node.kind == Node::Kind::leaf) {
        if (node.type != Physical::byte_array) cell.number = random_bits(node, random);
        if (node.type == Physical::byte_array)
            cell.text = std::string(below(random, 3) * below(random, 60), static_cast<char>('a' + below(random, 5)));
        return cell;
    }
    if (node.kind == Node::Kind::structure) {
        for (const Node& child : node.children) cell.elements.push_back(random_cell(child, random));
        return cell;
    }
    for (unsigned i = below(random, 4); i > 0; --i) {
        if (node.kind == Node::Kind::map) cell.keys.push_back(random_cell(node.children[0], random));
        cell.elements.push_back(random_cell(node.children.back(), random));
    }
    return cell;
}

/// What shred() asks for (base/parquet/shred.hpp).
struct View {
    const Cell* cell;

    bool is_null(const Node&) const { return cell->is_null; }
    void put(const Node& node, unsigned repetition, parquet::ColumnBuffer& column) const {
        if (node.type == Physical::byte_array) return column.add_text(cell->text, repetition);
        column.add_number(cell->number, repetition);
    }
    View field(const Node&, std::size_t index) const { return {&cell->elements[index]}; }
    View element(const Node&, std::size_t index) const { return {&cell->elements[index]}; }
    View key(const Node&, std::size_t index) const { return {&cell->keys[index]}; }
    std::size_t size(const Node&) const { return cell->elements.size(); }
};

struct RowView {
    const Row& row;
    View column(const Node&, std::size_t index) const { return {&row[index]}; }
};

/// Puts rows together from the entries of the columns, by their levels alone.
class Assembler {
  public:
    Assembler(const parquet::Schema& schema, const std::vector<parquet::ColumnValues>& columns)
        : m_schema(schema), m_columns(columns), m_at(columns.size(), 0) {}

    Row row() {
        Row row;
        for (const Node& field : m_schema.fields()) row.push_back(cell(field));
        return row;
    }

    bool is_at_end() const {
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (m_at[i] != m_columns[i].is_present.size()) return false;
        return true;
    }

  private:
    unsigned definition(std::size_t leaf) const {
        const auto& column = m_columns[leaf];
        if (!column.definition.empty()) return column.definition[m_at[leaf]];
        return column.is_present[m_at[leaf]] ? m_schema.leaves()[leaf].definition : 0;
    }

    bool goes_on(const Node& list) const {
        const auto& levels = m_columns[list.first_leaf].repetition;
        const std::size_t at = m_at[list.first_leaf];
        return at < levels.size() && levels[at] == list.repetition;
    }

    void pass(const Node& node) {
        for (std::size_t leaf = node.first_leaf; leaf < node.end_leaf; ++leaf) ++m_at[leaf];
    }

    Cell leaf_cell(const Node& node) {
        const auto& column = m_columns[node.first_leaf];
        const std::size_t at = m_at[node.first_leaf]++;
        Cell cell;
        if (node.type == Physical::byte_array) {
            cell.text = std::string(column.texts[column.text_of[at]]);
        } else {
            cell.number = static_cast<std::uint64_t>(column.numbers[at]);
        }
        return cell;
    }

    Cell cell(const Node& node) {
        Cell cell;
        const unsigned level = definition(node.first_leaf);
        if (level < node.definition) {
            cell.is_null = true;
            pass(node);
            return cell;
        }
        if (node.kind == Node::Kind::leaf) return leaf_cell(node);
        if (node.kind == Node::Kind::structure) {
            for (const Node& child : node.children) cell.elements.push_back(this->cell(child));
            return cell;
        }
        if (level == node.definition) {
            pass(node);
            return cell;
        }
        do {
            if (node.kind == Node::Kind::map) cell.keys.push_back(this->cell(node.children[0]));
            cell.elements.push_back(this->cell(node.children.back()));
        } while (goes_on(node));
        return cell;
    }

    const parquet::Schema& m_schema;
    const std::vector<parquet::ColumnValues>& m_columns;
    std::vector<std::size_t> m_at;
};

}  // namespace

std::vector<Node> random_fields(Random& random) {
    std::vector<Node> fields;
    for (unsigned i = 0; i <= below(random, 5); ++i)
        fields.push_back(random_node("c" + std::to_string(i), random, below(random, 4)));
    return fields;
}

Row random_row(const std::vector<Node>& fields, Random& random) {
    Row row;
    for (const Node& field : fields) row.push_back(random_cell(field, random));
    return row;
}

std::string written(const parquet::Schema& schema, const std::vector<Row>& rows,
                    const parquet::WriterOptions& options) {
    std::string bytes;
    parquet::FileWriter writer(schema, options, [&](std::string_view part) { bytes += part; });
    for (const Row& row : rows) writer.add_row(RowView{row});
    writer.finish({{"origin", "a test"}});
    return bytes;
}

std::vector<Row> rows_read(const parquet::Schema& schema, parquet::File& file) {
    std::vector<Row> rows;
    for (std::size_t group = 0; group < file.footer().groups.size(); ++group) {
        std::vector<parquet::ColumnValues> columns;
        for (std::size_t i = 0; i < file.footer().columns.size(); ++i) {
            auto column = file.read(group, i);
            if (!column) FAIL(column.problem().message);
            columns.push_back(*std::move(column));
        }
        Assembler assembler(schema, columns);
        for (std::int64_t row = 0; row < file.footer().groups[group].rows; ++row) rows.push_back(assembler.row());
        CHECK(assembler.is_at_end());
    }
    return rows;
}

}  // namespace cairn::test
