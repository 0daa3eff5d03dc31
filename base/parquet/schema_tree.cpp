#include "base/parquet/schema_tree.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

using Field = Thrift::Field;

constexpr std::size_t k_most_columns = 1000;
/// Levels of what is deeper do not occur, but would take the stack.
constexpr std::size_t k_deepest_column = 32;
/// A name that many columns have in their paths is copied as often.
constexpr std::size_t k_longest_path = 64 << 10;

/// The numbers of ConvertedType that matter here: writers of today set them beside LogicalType.
Meaning meaning_of(std::int64_t converted) {
    switch (converted) {
        case 0:
            return Meaning::text;
        case 10:
            return Meaning::timestamp_us;
        case 19:
            return Meaning::json;
        default:
            return Meaning::plain;
    }
}

/// Reads the elements of a schema, which come in the order of a walk through its tree.
class SchemaTree {
  public:
    SchemaTree(const std::vector<SchemaElement>& elements, Tables tables) : m_elements(elements), m_tables(tables) {}

    std::vector<Column> columns() {
        if (m_elements.empty()) throw Fault{"found no schema"};
        if (m_tables == Tables::flat) expect_flat();
        add_children({}, m_elements.front().children, 0);
        if (m_at != m_elements.size())
            throw Fault{fmt::format("the schema has {} elements, expected {}", m_elements.size(), m_at)};
        return std::move(m_columns);
    }

  private:
    void expect_flat() const {
        for (std::size_t i = 1; i < m_elements.size(); ++i) {
            const SchemaElement& element = m_elements[i];
            if (element.children != 0 || !element.type || element.repetition == 2)
                throw Fault{fmt::format("the column '{}' is nested or repeated, expected a flat table",
                                        element.name.substr(0, 100))};
        }
    }

    void add_children(const Column& above, std::int64_t count, std::size_t depth) {
        if (count < 0 || static_cast<std::uint64_t>(count) > m_elements.size() - m_at)
            throw Fault{fmt::format("found {} columns, expected the {} that the schema promises",
                                    m_elements.size() - m_at, count)};
        if (depth > k_deepest_column)
            throw Fault{fmt::format("columns are nested deeper than {} levels", k_deepest_column)};
        for (std::int64_t i = 0; i < count; ++i) add(above, depth);
    }

    void add(const Column& above, std::size_t depth) {
        if (m_at == m_elements.size()) throw Fault{"the schema promises more columns than it has"};
        const SchemaElement& element = m_elements[m_at++];
        Column column = above;
        column.name += (above.name.empty() ? "" : ".") + element.name;
        if (depth > 0 && column.name.size() > k_longest_path) throw Fault{"the path of a nested column is too long"};
        if (element.repetition != 0) ++column.definition;
        if (element.repetition == 2) ++column.repetition;
        if (element.children != 0) return add_children(column, element.children, depth + 1);
        if (!element.type)
            throw Fault{fmt::format("the column '{}' has neither a type nor fields", column.name.substr(0, 100))};
        column.type = static_cast<Physical>(*element.type);
        column.meaning = meaning_of(element.converted);
        m_columns.push_back(std::move(column));
        if (m_columns.size() > k_most_columns) throw Fault{fmt::format("found more than {} columns", k_most_columns)};
    }

    const std::vector<SchemaElement>& m_elements;
    Tables m_tables;
    std::size_t m_at = 1;
    std::vector<Column> m_columns;
};

}  // namespace

SchemaElement parse_schema_element(Thrift& thrift) {
    SchemaElement element;
    thrift.structure([&](const Field& field) {
        switch (field.id) {
            case 1:
                element.type = thrift.integer(field);
                break;
            case 3:
                element.repetition = thrift.integer(field);
                break;
            case 4:
                element.name = thrift.text(field);
                break;
            case 5:
                element.children = thrift.integer(field);
                break;
            case 6:
                element.converted = thrift.integer(field);
                break;
            default:
                thrift.skip(field);
        }
    });
    return element;
}

std::vector<Column> columns_of(const std::vector<SchemaElement>& elements, Tables tables) {
    return SchemaTree(elements, tables).columns();
}

}  // namespace cairn::parquet
