#include "base/parquet/footer_writer.hpp"

#include <algorithm>
#include <optional>

#include "base/parquet/thrift_writer.hpp"

namespace cairn::parquet {

namespace {

using Kind = ThriftWriter::Kind;

/// Readers know bugs of writers by their names and versions; this is the version of the format that is written.
constexpr std::string_view k_created_by = "cairn version 1.0.0 (build parquet)";

enum class Repetition : std::int32_t { required = 0, optional = 1, repeated = 2 };

/// Numbers of ConvertedType and of the members of LogicalType; readers of before 2018 know only the first.
struct Annotation {
    std::int32_t converted;
    std::int16_t logical;
};
constexpr Annotation k_text{0, 1};
constexpr Annotation k_map{1, 2};
constexpr Annotation k_list{3, 3};
constexpr Annotation k_timestamp_us{10, 8};
constexpr Annotation k_json{19, 12};

std::optional<Annotation> annotation_of(const Node& node) {
    if (node.kind == Node::Kind::map) return k_map;
    if (node.kind == Node::Kind::list) return k_list;
    switch (node.meaning) {
        case Meaning::text:
            return k_text;
        case Meaning::json:
            return k_json;
        case Meaning::timestamp_us:
            return k_timestamp_us;
        case Meaning::date:
        case Meaning::timestamp_ms:
        case Meaning::timestamp_ns:  // read alone: instants are written in microseconds
        case Meaning::plain:
            break;
    }
    return std::nullopt;
}

void write_annotation(ThriftWriter& thrift, const Annotation& annotation) {
    thrift.i32(6, annotation.converted);
    thrift.structure(10, [&] {
        thrift.structure(annotation.logical, [&] {
            if (annotation.logical != k_timestamp_us.logical) return;
            thrift.boolean(1, true);  // UTC
            thrift.structure(2, [&] { thrift.structure(2, [] { /* microseconds */ }); });
        });
    });
}

void write_group_element(ThriftWriter& thrift, const std::string& name, Repetition repetition, std::size_t children,
                         const std::optional<Annotation>& annotation) {
    thrift.structure([&] {
        thrift.i32(3, static_cast<std::int32_t>(repetition));
        thrift.text(4, name);
        thrift.i32(5, static_cast<std::int32_t>(children));
        if (annotation) write_annotation(thrift, *annotation);
    });
}

std::size_t elements_of(const Node& node) {
    std::size_t count = node.kind == Node::Kind::list || node.kind == Node::Kind::map ? 2 : 1;
    for (const Node& child : node.children) count += elements_of(child);
    return count;
}

void write_node(ThriftWriter& thrift, const Node& node) {
    const Repetition repetition = node.is_optional ? Repetition::optional : Repetition::required;
    const auto annotation = annotation_of(node);
    switch (node.kind) {
        case Node::Kind::leaf:
            return thrift.structure([&] {
                thrift.i32(1, static_cast<std::int32_t>(node.type));
                thrift.i32(3, static_cast<std::int32_t>(repetition));
                thrift.text(4, node.name);
                if (annotation) write_annotation(thrift, *annotation);
            });
        case Node::Kind::structure:
            write_group_element(thrift, node.name, repetition, node.children.size(), annotation);
            break;
        case Node::Kind::list:
            write_group_element(thrift, node.name, repetition, 1, annotation);
            write_group_element(thrift, "list", Repetition::repeated, 1, std::nullopt);
            break;
        case Node::Kind::map:
            write_group_element(thrift, node.name, repetition, 1, annotation);
            write_group_element(thrift, "key_value", Repetition::repeated, 2, std::nullopt);
            break;
    }
    for (const Node& child : node.children) write_node(thrift, child);
}

enum class Order : std::int32_t { none = 0, ascending = 1, descending = 2 };

/// How the bounds of pages are ordered: who searches may bisect them.
Order order_of(const std::vector<PageWritten>& pages, Physical type) {
    bool rises = true;
    bool falls = true;
    const Bounds* last = nullptr;
    for (const PageWritten& page : pages) {
        if (!page.statistics.bounds) continue;
        const Bounds& bounds = *page.statistics.bounds;
        if (last != nullptr) {
            rises =
                rises && !is_below(bounds.least, last->least, type) && !is_below(bounds.greatest, last->greatest, type);
            falls =
                falls && !is_below(last->least, bounds.least, type) && !is_below(last->greatest, bounds.greatest, type);
        }
        last = &bounds;
    }
    return rises ? Order::ascending : falls ? Order::descending : Order::none;
}

bool has_column_index(const ChunkWritten& chunk) {
    return std::all_of(chunk.pages.begin(), chunk.pages.end(), [](const PageWritten& page) {
        return page.statistics.bounds.has_value() || page.statistics.values == 0;
    });
}

template <class Bound>
void write_bounds(ThriftWriter& thrift, std::int16_t id, const ChunkWritten& chunk, Bound bound) {
    thrift.list(id, Kind::binary, chunk.pages.size());
    for (const PageWritten& page : chunk.pages)
        thrift.text(page.statistics.bounds ? std::string_view(bound(*page.statistics.bounds)) : std::string_view());
}

void write_column_index(const ChunkWritten& chunk, Physical type, std::string& into) {
    ThriftWriter thrift(into);
    thrift.structure([&] {
        thrift.list(1, Kind::boolean_true, chunk.pages.size());
        for (const PageWritten& page : chunk.pages) thrift.boolean(page.statistics.values == 0);
        write_bounds(thrift, 2, chunk, [](const Bounds& bounds) -> const std::string& { return bounds.least; });
        write_bounds(thrift, 3, chunk, [](const Bounds& bounds) -> const std::string& { return bounds.greatest; });
        thrift.i32(4, static_cast<std::int32_t>(order_of(chunk.pages, type)));
        thrift.list(5, Kind::i64, chunk.pages.size());
        for (const PageWritten& page : chunk.pages) thrift.i64(page.statistics.nulls);
    });
}

void write_offset_index(const ChunkWritten& chunk, std::string& into) {
    ThriftWriter thrift(into);
    thrift.structure([&] {
        thrift.list(1, Kind::structure, chunk.pages.size());
        for (const PageWritten& page : chunk.pages) {
            thrift.structure([&] {
                thrift.i64(1, page.offset);
                thrift.i32(2, static_cast<std::int32_t>(page.bytes));
                thrift.i64(3, page.first_row);
            });
        }
    });
}

void write_statistics(ThriftWriter& thrift, const ValueStatistics& statistics) {
    thrift.structure(12, [&] {
        thrift.i64(3, statistics.nulls);
        if (!statistics.bounds) return;
        thrift.text(5, statistics.bounds->greatest);
        thrift.text(6, statistics.bounds->least);
        thrift.boolean(7, statistics.bounds->is_exact);
        thrift.boolean(8, statistics.bounds->is_exact);
    });
}

}  // namespace

void FooterWriter::write_indexes(std::int64_t base, std::string& into) {
    const auto place = [&](std::size_t begin) {
        return Place{base + static_cast<std::int64_t>(begin), static_cast<std::int32_t>(into.size() - begin)};
    };
    for (Group& group : m_groups) {
        group.indexes.resize(group.chunks.size());
        for (std::size_t i = 0; i < group.chunks.size(); ++i) {
            const Node& node = *m_schema.leaves()[i].node;
            const std::size_t begin = into.size();
            if (!node.has_order || !has_column_index(group.chunks[i])) continue;
            write_column_index(group.chunks[i], node.type, into);
            group.indexes[i].columns = place(begin);
        }
    }
    for (Group& group : m_groups) {
        for (std::size_t i = 0; i < group.chunks.size(); ++i) {
            const std::size_t begin = into.size();
            write_offset_index(group.chunks[i], into);
            group.indexes[i].offsets = place(begin);
        }
    }
}

void FooterWriter::write_schema(ThriftWriter& thrift) const {
    std::size_t elements = 1;
    for (const Node& field : m_schema.fields()) elements += elements_of(field);
    thrift.list(2, Kind::structure, elements);
    thrift.structure([&] {
        thrift.text(4, "schema");
        thrift.i32(5, static_cast<std::int32_t>(m_schema.fields().size()));
    });
    for (const Node& field : m_schema.fields()) write_node(thrift, field);
}

void FooterWriter::write_chunk(ThriftWriter& thrift, const Leaf& leaf, const ChunkWritten& chunk,
                               const Indexes& indexes) const {
    const bool has_dictionary = chunk.dictionary_offset >= 0;
    thrift.structure([&] {
        thrift.i64(2, 0);  // where metadata stand a second time: nowhere
        thrift.structure(3, [&] {
            thrift.i32(1, static_cast<std::int32_t>(leaf.node->type));
            thrift.list(2, Kind::i32, has_dictionary ? 3 : 2);
            thrift.i32(static_cast<std::int32_t>(Encoding::plain));
            thrift.i32(static_cast<std::int32_t>(Encoding::rle));
            if (has_dictionary) thrift.i32(static_cast<std::int32_t>(Encoding::rle_dictionary));
            thrift.list(3, Kind::binary, leaf.path.size());
            for (const std::string& name : leaf.path) thrift.text(name);
            thrift.i32(4, static_cast<std::int32_t>(Codec::zstd));
            thrift.i64(5, chunk.entries);
            thrift.i64(6, chunk.plain_bytes);
            thrift.i64(7, chunk.packed_bytes);
            thrift.i64(9, chunk.data_offset);
            if (has_dictionary) thrift.i64(11, chunk.dictionary_offset);
            write_statistics(thrift, chunk.statistics);
        });
        thrift.i64(4, indexes.offsets.offset);
        thrift.i32(5, indexes.offsets.length);
        if (indexes.columns.length == 0) return;
        thrift.i64(6, indexes.columns.offset);
        thrift.i32(7, indexes.columns.length);
    });
}

void FooterWriter::write_group(ThriftWriter& thrift, const Group& group, std::size_t number) const {
    std::int64_t plain = 0;
    std::int64_t packed = 0;
    for (const ChunkWritten& chunk : group.chunks) {
        plain += chunk.plain_bytes;
        packed += chunk.packed_bytes;
    }
    thrift.structure([&] {
        thrift.list(1, Kind::structure, group.chunks.size());
        for (std::size_t i = 0; i < group.chunks.size(); ++i)
            write_chunk(thrift, m_schema.leaves()[i], group.chunks[i], group.indexes[i]);
        thrift.i64(2, plain);
        thrift.i64(3, group.rows);
        if (!m_sorted_by.empty()) {
            thrift.list(4, Kind::structure, m_sorted_by.size());
            for (const std::string& name : m_sorted_by) {
                const auto& leaves = m_schema.leaves();
                const auto leaf = std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& one) {
                    return one.path.size() == 1 && one.path.front() == name;
                });
                thrift.structure([&] {
                    thrift.i32(1, static_cast<std::int32_t>(leaf - leaves.begin()));
                    thrift.boolean(2, false);
                    thrift.boolean(3, false);
                });
            }
        }
        thrift.i64(5, group.offset);
        thrift.i64(6, packed);
        thrift.i16(7, static_cast<std::int16_t>(number));
    });
}

void FooterWriter::write(std::int64_t offset, const std::vector<std::pair<std::string, std::string>>& metadata,
                         std::string& into) {
    write_indexes(offset - static_cast<std::int64_t>(into.size()), into);
    const std::size_t begin = into.size();
    std::int64_t rows = 0;
    for (const Group& group : m_groups) rows += group.rows;
    ThriftWriter thrift(into);
    thrift.structure([&] {
        thrift.i32(1, 2);  // the version of the format
        write_schema(thrift);
        thrift.i64(3, rows);
        thrift.list(4, Kind::structure, m_groups.size());
        for (std::size_t i = 0; i < m_groups.size(); ++i) write_group(thrift, m_groups[i], i);
        thrift.list(5, Kind::structure, metadata.size());
        for (const auto& [key, value] : metadata) {
            thrift.structure([&, &name = key, &text = value] {
                thrift.text(1, name);
                thrift.text(2, text);
            });
        }
        thrift.text(6, k_created_by);
        thrift.list(7, Kind::structure, m_schema.leaves().size());
        for (std::size_t i = 0; i < m_schema.leaves().size(); ++i) {
            thrift.structure([&] { thrift.structure(1, [] { /* by the order of the type */ }); });
        }
    });
    append_little_endian(into, into.size() - begin, 4);
}

}  // namespace cairn::parquet
