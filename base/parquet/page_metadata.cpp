#include "base/parquet/page_metadata.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/parquet/failure.hpp"
#include "base/parquet/thrift.hpp"

namespace cairn::parquet {

namespace {

using Field = Thrift::Field;
using Kind = Thrift::Kind;

/// The fields of the three kinds of page headers that matter have other numbers in each.
void parse_kind_of_page(Thrift& thrift, const Field& around, PageHeader& header) {
    const bool is_v2 = header.kind == PageKind::data_v2;
    thrift.structure(around, [&](const Field& field) {
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
            parse_kind_of_page(thrift, field, header);
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
