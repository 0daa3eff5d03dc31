// The page indexes and the footer of a file that is written, in the terms of the format (metadata.hpp has the link).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/parquet/chunk_writer.hpp"
#include "base/parquet/schema.hpp"

namespace cairn::parquet {

class ThriftWriter;

class FooterWriter {
  public:
    /// What it is given must outlive it.
    FooterWriter(const Schema& schema, const std::vector<std::string>& sorted_by)
        : m_schema(schema), m_sorted_by(sorted_by) {}

    /// A row group; `chunks` must outlive the footer.
    void add(std::int64_t rows, std::int64_t offset, std::span<const ChunkWritten> chunks) {
        m_groups.push_back({rows, offset, chunks, {}});
    }

    /// Appends the indexes of all groups, the footer, and its length. `offset`: in the file, of what is appended.
    void write(std::int64_t offset, const std::vector<std::pair<std::string, std::string>>& metadata,
               std::string& into);

  private:
    struct Place {
        std::int64_t offset = 0;
        std::int32_t length = 0;  ///< 0: there is none
    };
    struct Indexes {
        Place columns;
        Place offsets;
    };
    struct Group {
        std::int64_t rows = 0;
        std::int64_t offset = 0;
        std::span<const ChunkWritten> chunks;
        std::vector<Indexes> indexes;  ///< of each chunk
    };

    void write_indexes(std::int64_t base, std::string& into);
    void write_schema(ThriftWriter& thrift) const;
    void write_group(ThriftWriter& thrift, const Group& group, std::size_t number) const;
    void write_chunk(ThriftWriter& thrift, const Leaf& leaf, const ChunkWritten& chunk, const Indexes& indexes) const;

    const Schema& m_schema;
    const std::vector<std::string>& m_sorted_by;
    std::vector<Group> m_groups;
};

}  // namespace cairn::parquet
