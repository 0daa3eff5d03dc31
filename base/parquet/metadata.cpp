#include "base/parquet/metadata.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/parquet/failure.hpp"
#include "base/parquet/thrift.hpp"

namespace cairn::parquet {

namespace {

using Field = Thrift::Field;
using Kind = Thrift::Kind;

constexpr std::size_t k_most_columns = 1000;

struct SchemaElement {
    std::optional<std::int64_t> type;
    std::int64_t repetition = 0;  ///< 0 required, 1 optional, 2 repeated
    std::int64_t children = 0;
    std::string name;
    ColumnStep::Group group = ColumnStep::Group::none;
    Stands stands = Stands::plain;
};

/// The types of before 2017, which all writers still write.
void take_converted_type(std::int64_t type, SchemaElement& element) {
    if (type == 1 || type == 2) element.group = ColumnStep::Group::map;
    if (type == 3) element.group = ColumnStep::Group::list;
    if (type == 6) element.stands = Stands::date;
    if (type == 9) element.stands = Stands::timestamp_ms;
    if (type == 10) element.stands = Stands::timestamp_us;
    if (type == 19) element.stands = Stands::json;
}

/// The unit of a TIMESTAMP: a union, of which only the number counts.
Stands parse_timestamp(Thrift& thrift) {
    Stands stands = Stands::timestamp_us;
    thrift.structure([&](const Field& field) {
        if (field.id == 2 && field.kind == Kind::structure) {
            thrift.structure([&](const Field& unit) {
                if (unit.id == 1) stands = Stands::timestamp_ms;
                if (unit.id == 3) stands = Stands::timestamp_ns;
                thrift.skip(unit);
            });
        } else {
            thrift.skip(field);
        }
    });
    return stands;
}

void parse_logical_type(Thrift& thrift, SchemaElement& element) {
    thrift.structure([&](const Field& field) {
        if (field.id == 2) element.group = ColumnStep::Group::map;
        if (field.id == 3) element.group = ColumnStep::Group::list;
        if (field.id == 6) element.stands = Stands::date;
        if (field.id == 12) element.stands = Stands::json;
        if (field.id == 8 && field.kind == Kind::structure) {
            element.stands = parse_timestamp(thrift);
        } else {
            thrift.skip(field);
        }
    });
}

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
                    parse_logical_type(thrift, element);
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

void parse_statistics(Thrift& thrift, ColumnChunk& column) {
    std::optional<std::string> least;
    std::optional<std::string> greatest;
    thrift.structure([&](const Field& field) {
        if (field.id == 3) {
            column.nulls = thrift.integer(field);
        } else if (field.id == 5) {
            greatest = thrift.text(field);
        } else if (field.id == 6) {
            least = thrift.text(field);
        } else {
            thrift.skip(field);
        }
    });
    if (least && greatest) column.bounds = ColumnBounds{*std::move(least), *std::move(greatest)};
}

void expect_structure(const Field& field) {
    if (field.kind != Kind::structure)
        throw Fault{fmt::format("the field {} of the metadata is no structure", field.id)};
}

ColumnChunk parse_column_metadata(Thrift& thrift) {
    ColumnChunk column;
    thrift.structure([&](const Field& field) {
        switch (field.id) {
            case 1:
                column.type = static_cast<Physical>(thrift.integer(field));
                break;
            case 4:
                column.codec = static_cast<Codec>(thrift.integer(field));
                break;
            case 5:
                column.values = thrift.integer(field);
                break;
            case 7:
                column.compressed_bytes = thrift.integer(field);
                break;
            case 9:
                column.data_offset = thrift.integer(field);
                break;
            case 11:
                column.dictionary_offset = thrift.integer(field);
                break;
            case 12:
                expect_structure(field);
                parse_statistics(thrift, column);
                break;
            default:
                thrift.skip(field);
        }
    });
    return column;
}

ColumnChunk parse_column_chunk(Thrift& thrift) {
    ColumnChunk column;
    ColumnChunk around;  // what is said beside the metadata, before or behind them
    bool has_metadata = false;
    thrift.structure([&](const Field& field) {
        switch (field.id) {
            case 1:
                around.is_elsewhere = !thrift.text(field).empty();
                break;
            case 3:
                expect_structure(field);
                column = parse_column_metadata(thrift);
                has_metadata = true;
                break;
            case 4:
                around.offset_index.offset = thrift.integer(field);
                break;
            case 5:
                around.offset_index.length = thrift.integer(field);
                break;
            case 6:
                around.column_index.offset = thrift.integer(field);
                break;
            case 7:
                around.column_index.length = thrift.integer(field);
                break;
            default:
                thrift.skip(field);
        }
    });
    if (!has_metadata) throw Fault{"found a column without metadata"};
    column.is_elsewhere = around.is_elsewhere;
    column.offset_index = around.offset_index;
    column.column_index = around.column_index;
    return column;
}

struct SortingColumn {
    std::int64_t column = 0;
    bool is_descending = false;
};

SortingColumn parse_sorting_column(Thrift& thrift) {
    SortingColumn sorting;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            sorting.column = thrift.integer(field);
        } else if (field.id == 2) {
            sorting.is_descending = thrift.boolean(field);
        } else {
            thrift.skip(field);
        }
    });
    return sorting;
}

std::pair<std::string, std::string> parse_key_value(Thrift& thrift) {
    std::pair<std::string, std::string> pair;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            pair.first = thrift.text(field);
        } else if (field.id == 2) {
            pair.second = thrift.text(field);
        } else {
            thrift.skip(field);
        }
    });
    return pair;
}

RowGroup parse_row_group(Thrift& thrift) {
    RowGroup group;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            thrift.list(field, Kind::structure, [&] { group.columns.push_back(parse_column_chunk(thrift)); });
        } else if (field.id == 3) {
            group.rows = thrift.integer(field);
        } else if (field.id == 4) {
            bool rises = true;
            thrift.list(field, Kind::structure, [&] {
                const SortingColumn sorting = parse_sorting_column(thrift);
                rises = rises && !sorting.is_descending;
                if (rises) group.sorting_columns.push_back(sorting.column);
            });
        } else {
            thrift.skip(field);
        }
    });
    return group;
}

/// Levels of what is deeper do not occur, but would take the stack.
constexpr std::size_t k_deepest_column = 32;
/// A name that many columns have in their paths is copied as often.
constexpr std::size_t k_longest_path = 64 << 10;

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
        path.stands = element.stands;
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

void check(const Footer& footer) {
    std::int64_t rows = 0;
    for (const RowGroup& group : footer.groups) {
        if (group.rows < 0 || __builtin_add_overflow(rows, group.rows, &rows))
            throw Fault{"found a number of rows below 0 or above 2^63"};
        if (group.columns.size() != footer.columns.size())
            throw Fault{
                fmt::format("a row group has {} columns, expected {}", group.columns.size(), footer.columns.size())};
        for (std::size_t i = 0; i < group.columns.size(); ++i) {
            if (group.columns[i].type != footer.columns[i].type)
                throw Fault{fmt::format("a row group has another type of the column '{}' than the schema",
                                        footer.columns[i].name.substr(0, 100))};
            if (footer.columns[i].repetition == 0 && group.columns[i].values != group.rows)
                throw Fault{fmt::format("the column '{}' has {} values, its row group {} rows",
                                        footer.columns[i].name.substr(0, 100), group.columns[i].values, group.rows)};
        }
    }
    if (rows != footer.rows)
        throw Fault{fmt::format("the row groups have {} rows together, the file {}", rows, footer.rows)};
}

/// The fields of the three kinds of page headers that matter have other numbers in each.
void parse_kind_of_page(Thrift& thrift, PageHeader& header) {
    const bool is_v2 = header.kind == PageKind::data_v2;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            header.values = thrift.integer(field);
        } else if (field.id == (is_v2 ? 4 : 2)) {
            header.encoding = static_cast<Encoding>(thrift.integer(field));
        } else if (field.id == 3 && header.kind == PageKind::data) {
            header.definition_encoding = static_cast<Encoding>(thrift.integer(field));
        } else if (field.id == 4 && header.kind == PageKind::data) {
            header.repetition_encoding = static_cast<Encoding>(thrift.integer(field));
        } else if (field.id == 5 && is_v2) {
            header.definition_bytes = thrift.integer(field);
        } else if (field.id == 6 && is_v2) {
            header.repetition_bytes = thrift.integer(field);
        } else if (field.id == 7 && is_v2) {
            header.is_compressed = thrift.boolean(field);
        } else {
            thrift.skip(field);
        }
    });
}

bool is_header_of(std::int16_t field, PageKind kind) {
    return (field == 5 && kind == PageKind::data) || (field == 7 && kind == PageKind::dictionary) ||
           (field == 8 && kind == PageKind::data_v2);
}

}  // namespace

Footer parse_footer(std::span<const std::byte> bytes, Tables tables) {
    Thrift thrift(bytes);
    Footer footer;
    std::vector<SchemaElement> schema;
    thrift.structure([&](const Field& field) {
        if (field.id == 2) {
            thrift.list(field, Kind::structure, [&] { schema.push_back(parse_schema_element(thrift)); });
        } else if (field.id == 3) {
            footer.rows = thrift.integer(field);
        } else if (field.id == 4) {
            thrift.list(field, Kind::structure, [&] { footer.groups.push_back(parse_row_group(thrift)); });
        } else if (field.id == 5) {
            thrift.list(field, Kind::structure, [&] { footer.metadata.push_back(parse_key_value(thrift)); });
        } else {
            thrift.skip(field);
        }
    });
    SchemaTree tree(schema, tables);
    footer.columns = tree.columns();
    footer.paths = tree.take_paths();
    check(footer);
    return footer;
}

ColumnIndex parse_column_index(std::span<const std::byte> bytes) {
    Thrift thrift(bytes);
    ColumnIndex index;
    std::vector<std::string> least;
    std::vector<std::string> greatest;
    std::vector<std::int64_t> nulls;
    thrift.structure([&](const Field& field) {
        switch (field.id) {
            case 1:
                thrift.booleans(field, [&](bool is_null) { index.pages.push_back({is_null, {}, {}}); });
                break;
            case 2:
                thrift.list(field, Kind::binary, [&] { least.push_back(thrift.text()); });
                break;
            case 3:
                thrift.list(field, Kind::binary, [&] { greatest.push_back(thrift.text()); });
                break;
            case 4:
                index.order = thrift.integer(field);
                break;
            case 5:
                thrift.list(field, Kind::i64, [&] { nulls.push_back(thrift.integer()); });
                break;
            default:
                thrift.skip(field);
        }
    });
    const std::size_t pages = index.pages.size();
    if (least.size() != pages || greatest.size() != pages || (!nulls.empty() && nulls.size() != pages))
        throw Fault{fmt::format("a column index has bounds of {} and {} pages, expected {}", least.size(),
                                greatest.size(), pages)};
    for (std::size_t i = 0; i < pages; ++i) {
        index.pages[i].bounds = {std::move(least[i]), std::move(greatest[i])};
        if (!nulls.empty()) index.pages[i].nulls = nulls[i];
    }
    return index;
}

std::vector<PageLocation> parse_offset_index(std::span<const std::byte> bytes) {
    Thrift thrift(bytes);
    std::vector<PageLocation> pages;
    const auto add_page = [&] {
        PageLocation& page = pages.emplace_back();
        thrift.structure([&](const Field& field) {
            if (field.id == 1) {
                page.part.offset = thrift.integer(field);
            } else if (field.id == 2) {
                page.part.length = thrift.integer(field);
            } else if (field.id == 3) {
                page.first_row = thrift.integer(field);
            } else {
                thrift.skip(field);
            }
        });
        const bool rises = pages.size() < 2 || page.first_row > pages[pages.size() - 2].first_row;
        if (page.part.offset < 0 || page.part.length < 0 || page.first_row < 0 || !rises)
            throw Fault{"an offset index names a page that cannot be"};
    };
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            thrift.list(field, Kind::structure, add_page);
        } else {
            thrift.skip(field);
        }
    });
    return pages;
}

PageHeader parse_page_header(std::span<const std::byte> bytes) {
    Thrift thrift(bytes);
    PageHeader header;
    bool has_kind = false;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            header.kind = static_cast<PageKind>(thrift.integer(field));
        } else if (field.id == 2) {
            header.uncompressed_bytes = thrift.integer(field);
        } else if (field.id == 3) {
            header.compressed_bytes = thrift.integer(field);
        } else if (is_header_of(field.id, header.kind)) {
            expect_structure(field);
            parse_kind_of_page(thrift, header);
            has_kind = true;
        } else {
            thrift.skip(field);
        }
    });
    if (!has_kind && header.kind != PageKind::index) throw Fault{"found a page without a header of its kind"};
    header.header_bytes = thrift.position();
    return header;
}

}  // namespace cairn::parquet
