#include "base/parquet/schema_tree.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

using Field = Thrift::Field;
using Kind = Thrift::Kind;

constexpr std::size_t k_most_columns = 1000;
/// Levels of what is deeper do not occur, but would take the stack.
constexpr std::size_t k_deepest_column = 32;
/// A name that many columns have in their paths is copied as often.
constexpr std::size_t k_longest_path = 64 << 10;

/// The types of before 2017, which all writers still write.
void take_converted_type(std::int64_t type, SchemaElement& element) {
    if (type == 1 || type == 2) element.group = ColumnStep::Group::map;
    if (type == 3) element.group = ColumnStep::Group::list;
    if (type == 0) element.meaning = Meaning::text;
    if (type == 6) element.meaning = Meaning::date;
    if (type == 9) element.meaning = Meaning::timestamp_ms;
    if (type == 10) element.meaning = Meaning::timestamp_us;
    if (type == 19) element.meaning = Meaning::json;
}

/// The unit of a TIMESTAMP: a union, of which only the number counts.
Meaning parse_timestamp(Thrift& thrift, const Field& around) {
    Meaning meaning = Meaning::timestamp_us;
    thrift.structure(around, [&](const Field& field) {
        if (field.id == 2 && field.kind == Kind::structure) {
            thrift.structure(field, [&](const Field& unit) {
                if (unit.id == 1) meaning = Meaning::timestamp_ms;
                if (unit.id == 3) meaning = Meaning::timestamp_ns;
                thrift.skip(unit);
            });
        } else {
            thrift.skip(field);
        }
    });
    return meaning;
}

void parse_logical_type(Thrift& thrift, const Field& around, SchemaElement& element) {
    thrift.structure(around, [&](const Field& field) {
        if (field.id == 1) element.meaning = Meaning::text;
        if (field.id == 2) element.group = ColumnStep::Group::map;
        if (field.id == 3) element.group = ColumnStep::Group::list;
        if (field.id == 6) element.meaning = Meaning::date;
        if (field.id == 12) element.meaning = Meaning::json;
        if (field.id == 8 && field.kind == Kind::structure) {
            element.meaning = parse_timestamp(thrift, field);
        } else {
            thrift.skip(field);
        }
    });
}

/// Reads the elements of a schema, which come in the order of a walk through its tree.
class SchemaTree {
  public:
    SchemaTree(const std::vector<SchemaElement>& elements, Tables tables) : m_elements(elements), m_tables(tables) {}

    std::vector<Column> columns() {
        if (m_elements.empty()) throw Fault{"found no schema"};
        if (m_tables == Tables::flat) expect_flat();
        add_children({}, {}, m_elements.front().children, 0);
        if (m_at != m_elements.size())
            throw Fault{fmt::format("the schema has {} elements, expected {}", m_elements.size(), m_at)};
        return std::move(m_columns);
    }

    std::vector<ColumnPath> take_paths() { return std::move(m_paths); }

  private:
    void expect_flat() const {
        for (std::size_t i = 1; i < m_elements.size(); ++i) {
            const SchemaElement& element = m_elements[i];
            if (element.children != 0 || !element.type || element.repetition == 2)
                throw Fault{fmt::format("the column '{}' is nested or repeated, expected a flat table",
                                        element.name.substr(0, 100))};
        }
    }

    void add_children(const Column& above, const ColumnPath& path, std::int64_t count, std::size_t depth) {
        if (count < 0 || static_cast<std::uint64_t>(count) > m_elements.size() - m_at)
            throw Fault{fmt::format("found {} columns, expected the {} that the schema promises",
                                    m_elements.size() - m_at, count)};
        if (depth > k_deepest_column)
            throw Fault{fmt::format("columns are nested deeper than {} levels", k_deepest_column)};
        for (std::int64_t i = 0; i < count; ++i) add(above, path, depth);
    }

    void add(const Column& above, const ColumnPath& path_above, std::size_t depth) {
        if (m_at == m_elements.size()) throw Fault{"the schema promises more columns than it has"};
        const SchemaElement& element = m_elements[m_at++];
        Column column = above;
        column.name += (above.name.empty() ? "" : ".") + element.name;
        if (depth > 0 && column.name.size() > k_longest_path) throw Fault{"the path of a nested column is too long"};
        if (element.repetition != 0) ++column.definition;
        if (element.repetition == 2) ++column.repetition;
        ColumnPath path = path_above;
        path.steps.push_back({element.name, element.repetition, element.group});
        if (element.children != 0) return add_children(column, path, element.children, depth + 1);
        if (!element.type)
            throw Fault{fmt::format("the column '{}' has neither a type nor fields", column.name.substr(0, 100))};
        column.type = static_cast<Physical>(*element.type);
        column.meaning = element.meaning;
        m_columns.push_back(std::move(column));
        m_paths.push_back(std::move(path));
        if (m_columns.size() > k_most_columns) throw Fault{fmt::format("found more than {} columns", k_most_columns)};
    }

    const std::vector<SchemaElement>& m_elements;
    Tables m_tables;
    std::size_t m_at = 1;
    std::vector<Column> m_columns;
    std::vector<ColumnPath> m_paths;
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
                take_converted_type(thrift.integer(field), element);
                break;
            case 10:
                if (field.kind == Kind::structure) {
                    parse_logical_type(thrift, field, element);
                } else {
                    thrift.skip(field);
                }
                break;
            default:
                thrift.skip(field);
        }
    });
    return element;
}

std::vector<Column> columns_of(const std::vector<SchemaElement>& elements, Tables tables,
                               std::vector<ColumnPath>& paths) {
    SchemaTree tree(elements, tables);
    std::vector<Column> columns = tree.columns();
    paths = tree.take_paths();
    return columns;
}

}  // namespace cairn::parquet
