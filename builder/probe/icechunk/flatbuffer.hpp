// FlatBuffers that are not trusted: every offset is checked where it is followed. https://flatbuffers.dev/internals/
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn::icechunk {

/// The bytes are no FlatBuffer of the schema that was expected.
struct BadBuffer {
    const char* what;
};

class Vector;

/// A view; the bytes have to live as long. All functions throw BadBuffer when an offset leads out of the bytes.
class Table {
  public:
    static Table root(std::string_view bytes);
    Table(std::string_view bytes, std::size_t at);

    bool has(unsigned field) const { return place_of(field) != 0; }
    /// Little-endian, of 1, 2, 4 or 8 bytes; `otherwise` when the field is not there.
    std::uint64_t number(unsigned field, std::size_t width, std::uint64_t otherwise = 0) const;
    std::string_view structure(unsigned field, std::size_t size) const;  ///< inline bytes; empty when not there
    std::string_view bytes(unsigned field) const;  ///< of a text or a vector of bytes; empty when not there
    std::optional<Table> table(unsigned field) const;
    Vector vector(unsigned field, std::size_t element_size) const;  ///< of no elements when not there

  private:
    std::size_t place_of(unsigned field) const;

    std::string_view m_bytes;
    std::size_t m_at;
    std::size_t m_vtable;
    std::size_t m_vtable_size;
};

class Vector {
  public:
    Vector(std::string_view all, std::size_t begin, std::size_t count, std::size_t element_size)
        : m_all(all), m_begin(begin), m_count(count), m_element_size(element_size) {}

    std::size_t size() const { return m_count; }
    std::uint64_t number(std::size_t i) const;  ///< of vectors of numbers
    Table table(std::size_t i) const;           ///< of vectors of tables (elements of 4 bytes)

  private:
    std::string_view m_all;
    std::size_t m_begin;
    std::size_t m_count;
    std::size_t m_element_size;
};

}  // namespace cairn::icechunk
