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
};

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
            default:
                thrift.skip(field);
        }
    });
    return element;
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
            default:
                thrift.skip(field);
        }
    });
    return column;
}

void expect_structure(const Field& field) {
    if (field.kind != Kind::structure)
        throw Fault{fmt::format("the field {} of the metadata is no structure", field.id)};
}

ColumnChunk parse_column_chunk(Thrift& thrift) {
    ColumnChunk column;
    bool is_elsewhere = false;
    bool has_metadata = false;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            is_elsewhere = !thrift.text(field).empty();
        } else if (field.id == 3) {
            expect_structure(field);
            column = parse_column_metadata(thrift);
            has_metadata = true;
        } else {
            thrift.skip(field);
        }
    });
    if (!has_metadata) throw Fault{"found a column without metadata"};
    column.is_elsewhere = is_elsewhere;
    return column;
}

RowGroup parse_row_group(Thrift& thrift) {
    RowGroup group;
    thrift.structure([&](const Field& field) {
        if (field.id == 1) {
            thrift.list(field, Kind::structure, [&] { group.columns.push_back(parse_column_chunk(thrift)); });
        } else if (field.id == 3) {
            group.rows = thrift.integer(field);
        } else {
            thrift.skip(field);
        }
    });
    return group;
}

std::vector<Column> flat_columns(const std::vector<SchemaElement>& schema) {
    if (schema.empty()) throw Fault{"found no schema"};
    std::vector<Column> columns;
    for (std::size_t i = 1; i < schema.size(); ++i) {
        const SchemaElement& element = schema[i];
        if (element.children != 0 || !element.type || element.repetition == 2)
            throw Fault{fmt::format("the column '{}' is nested or repeated, expected a flat table",
                                    element.name.substr(0, 100))};
        columns.push_back({element.name, static_cast<Physical>(*element.type), element.repetition == 1});
    }
    if (columns.size() != static_cast<std::uint64_t>(schema[0].children) || columns.size() > k_most_columns)
        throw Fault{fmt::format("found {} columns, expected the {} that the schema promises, at most {}",
                                columns.size(), schema[0].children, k_most_columns)};
    return columns;
}

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
            if (group.columns[i].values != group.rows)
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

Footer parse_footer(std::span<const std::byte> bytes) {
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
        } else {
            thrift.skip(field);
        }
    });
    footer.columns = flat_columns(schema);
    check(footer);
    return footer;
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
