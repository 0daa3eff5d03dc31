#include "builder/virtual/kerchunk_parquet.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "base/json/write.hpp"
#include "base/parquet/file_writer.hpp"
#include "base/text.hpp"
#include "builder/virtual/array_document.hpp"

namespace cairn::virtualize {

namespace {

using parquet::ColumnBuffer;
using parquet::Node;

std::vector<Node> columns() {
    std::vector<Node> nodes;
    nodes.push_back(Node::text("path"));
    nodes.push_back(Node::leaf("offset", parquet::Physical::int64).required());
    nodes.push_back(Node::leaf("size", parquet::Physical::int64).required());
    nodes.push_back(Node::leaf("raw", parquet::Physical::byte_array));
    return nodes;
}

/// A reference, or bytes, or nothing: fsspec tells them apart by what is null.
struct Row {
    std::optional<std::string_view> path;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::optional<std::string_view> raw;
};

struct CellView {
    std::optional<std::string_view> text;
    std::uint64_t number = 0;
    bool is_number = false;

    bool is_null(const Node&) const { return !is_number && !text.has_value(); }
    void put(const Node&, unsigned repetition, ColumnBuffer& column) const {
        if (is_number) {
            column.add_number(number, repetition);
        } else {
            column.add_text(*text, repetition);
        }
    }
    CellView field(const Node&, std::size_t) const { return {}; }
    std::size_t size(const Node&) const { return 0; }
    CellView element(const Node&, std::size_t) const { return {}; }
    CellView key(const Node&, std::size_t) const { return {}; }
};

struct RowView {
    const Row& row;
    CellView column(const Node&, std::size_t index) const {
        if (index == 0) return {row.path, 0, false};
        if (index == 3) return {row.raw, 0, false};
        return {{}, index == 1 ? row.offset : row.size, true};
    }
};

class ArrayWriter {
  public:
    ArrayWriter(const VirtualStore& store, const VirtualArray& array, const parquet::Schema& schema,
                std::uint64_t record_size, const FileSink& sink)
        : m_store(store), m_array(array), m_schema(schema), m_record_size(record_size), m_sink(sink) {}

    void write() {
        if (m_array.is_inlined) {
            std::uint64_t count = 1;
            for (const std::uint64_t n : chunk_counts(m_array.shape, m_array.chunk)) count *= n;
            for (std::uint64_t i = 0; i < count; ++i) add({{}, 0, 0, inlined_chunk(m_array, i)});
        } else {
            for_each_chunk(m_array, [this](std::uint64_t, std::uint32_t source, const StoredChunk& chunk) {
                if (chunk.is_there()) {
                    add({m_store.urls[source], chunk.offset, chunk.size, {}});
                } else if (source != k_no_source && !m_array.missing.empty()) {
                    add({{}, 0, 0, m_array.missing});
                } else {
                    add({});
                }
            });
        }
        end_file();
    }

  private:
    void add(const Row& row) {
        if (!m_writer) {
            m_bytes.clear();
            parquet::WriterOptions options;
            options.group_rows = m_record_size;
            m_writer.emplace(m_schema, options, [this](std::string_view bytes) { m_bytes += bytes; });
        }
        m_writer->add_row(RowView{row});
        if (++m_rows == m_record_size) end_file();
    }

    void end_file() {
        if (!m_writer) return;
        m_writer->finish({});
        m_writer.reset();
        m_sink(fmt::format("{}/refs.{}.parq", to_utf8(m_array.path), m_files++), m_bytes);
        m_rows = 0;
    }

    const VirtualStore& m_store;
    const VirtualArray& m_array;
    const parquet::Schema& m_schema;
    std::uint64_t m_record_size;
    const FileSink& m_sink;
    std::optional<parquet::FileWriter> m_writer;
    std::string m_bytes;
    std::uint64_t m_rows = 0;
    std::uint64_t m_files = 0;
};

std::string metadata_document(const VirtualStore& store, std::uint64_t record_size) {
    std::string out = R"({"metadata":{)";
    for_each_document(store, [&out, is_first = true](const std::string& key, const std::string& text) mutable {
        out += is_first ? "\n" : ",\n";
        is_first = false;
        json::append_quoted(out, to_utf8(key));
        out += ':' + text;
    });
    return out + fmt::format("\n}},\"record_size\":{},\"zarr_consolidated_format\":1}}\n", record_size);
}

}  // namespace

void write_kerchunk_parquet(const VirtualStore& store, std::uint64_t record_size, const FileSink& sink) {
    const parquet::Schema schema(columns());
    sink(".zmetadata", metadata_document(store, record_size));
    for (const VirtualArray& array : store.arrays) ArrayWriter(store, array, schema, record_size, sink).write();
}

}  // namespace cairn::virtualize
