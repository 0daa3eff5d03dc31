// Rows between the document that they are made of and the table, whose columns are known when all rows are. A record is
// a sequence of members: the length of a name (2 bytes), the name, a value. A value is a tag and, by the tag, nothing,
// 8 bytes, or a length (4 bytes) and as many bytes. Numbers are the machine's: records do not outlive the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "base/parquet/column_buffer.hpp"
#include "base/parquet/schema.hpp"

namespace cairn::tables {

enum class Tag : char {
    null = 'n',
    no = 'f',
    yes = 't',
    integer = 'i',
    number = 'd',
    time = 'T',  ///< microseconds since 1970, of a text that to_rfc3339 writes the same
    text = 's',
    json = 'j',  ///< JSON text: of what is no column of its own
    binary = 'b',
    list = 'l',      ///< values
    structure = 'o'  ///< members
};

/// How much of a value becomes columns.
enum class Depth {
    scalars,     ///< scalars and lists of scalars; all else is JSON text
    structures,  ///< also lists of objects, whose members are treated as `scalars`
    named        ///< also objects of objects, which become a map
};

/// Appends one value, or one member. A text becomes a time when it is one and `name` is that of a time.
void append_value(const json::Value& value, std::string_view name, Depth depth, std::string& into);
void append_member(std::string_view name, const json::Value& value, Depth depth, std::string& into);
void append_null(std::string_view name, std::string& into);
void append_text(std::string_view name, std::string_view text, std::string& into);
void append_time(std::string_view name, std::int64_t microseconds, std::string& into);
void append_binary(std::string_view name, std::string_view bytes, std::string& into);
void append_truth(std::string_view name, bool truth, std::string& into);
/// bbox of GeoJSON: a struct of xmin, ymin, xmax and ymax, as GeoParquet has it, without heights; null when it is none.
void append_box(std::string_view name, const json::Value* bbox, std::string& into);

/// Whether members of this name are instants: those that STAC knows.
bool is_time(std::string_view name);

/// A value of a record, or nothing. Views into the record.
class Cell {
  public:
    Cell() = default;
    /// Takes the value from the front of the bytes.
    explicit Cell(std::string_view& bytes);

    bool is_null() const { return m_tag == Tag::null; }
    Tag tag() const { return m_tag; }
    std::string_view bytes() const { return m_bytes; }  ///< of texts, binary; the content of lists and structures
    std::int64_t integer() const;
    double number() const;
    std::string json() const;  ///< the value as JSON text

    /// What shred() asks for (base/parquet/shred.hpp).
    bool is_null(const parquet::Node&) const { return is_null(); }
    void put(const parquet::Node& node, unsigned repetition, parquet::ColumnBuffer& column) const;
    Cell field(const parquet::Node& node, std::size_t index) const { return member(node.children[index].name); }
    std::size_t size(const parquet::Node& node) const;
    Cell element(const parquet::Node& node, std::size_t index) const;
    Cell key(const parquet::Node& node, std::size_t index) const;

    Cell member(std::string_view name) const;  ///< of a structure; null when there is none

  private:
    Tag m_tag = Tag::null;
    std::string_view m_bytes;
};

/// Takes a member from the front of a record, or of the content of a structure.
struct Member {
    explicit Member(std::string_view& bytes);
    std::string_view name;
    Cell value;
};

}  // namespace cairn::tables
