#include "base/parquet/metadata.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/parquet/failure.hpp"
#include "base/parquet/schema_tree.hpp"
#include "base/parquet/thrift.hpp"

namespace cairn::parquet {

namespace {

using Field = Thrift::Field;
using Kind = Thrift::Kind;

void parse_statistics(Thrift& thrift, const Field& around, ColumnChunk& column) {
    std::optional<std::string> least;
    std::optional<std::string> greatest;
    thrift.structure(around, [&](const Field& field) {
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

ColumnChunk parse_column_metadata(Thrift& thrift, const Field& around) {
    ColumnChunk column;
    thrift.structure(around, [&](const Field& field) {
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
                parse_statistics(thrift, field, column);
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
                column = parse_column_metadata(thrift, field);
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
    footer.columns = columns_of(schema, tables, footer.paths);
    check(footer);
    return footer;
}

}  // namespace cairn::parquet
