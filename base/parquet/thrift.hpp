// Thrift's compact protocol, in which Parquet's metadata are written: varints, zigzag, fields with deltas.
// https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace cairn::parquet {

/// Reads one structure after the other from bytes that are not trusted. Throws Fault.
class Thrift {
  public:
    enum class Kind : std::uint8_t {
        stop = 0,
        boolean_true = 1,
        boolean_false = 2,
        byte = 3,
        i16 = 4,
        i32 = 5,
        i64 = 6,
        real = 7,
        binary = 8,
        list = 9,
        set = 10,
        map = 11,
        structure = 12
    };

    struct Field {
        Kind kind = Kind::stop;
        std::int16_t id = 0;
    };

    struct List {
        Kind kind = Kind::stop;
        std::size_t size = 0;
    };

    explicit Thrift(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::size_t position() const { return m_at; }

    /// Calls `take(field)` for each field of the structure that begins here; it reads the value or skips it.
    template <class Take>
    void structure(Take take) {
        enter();
        for (Field field{}; (field = next_field(field.id)).kind != Kind::stop;) take(field);
        --m_depth;
    }

    /// The same, of a field that has to be a structure.
    template <class Take>
    void structure(const Field& field, Take take) {
        expect_structure(field);
        structure(take);
    }

    /// Calls `take()` for each element; the list has to be of this kind.
    template <class Take>
    void list(const Field& field, Kind element, Take take) {
        const List header = begin_list(field, element);
        enter();
        for (std::size_t i = 0; i < header.size; ++i) take();
        --m_depth;
    }

    /// Calls `take(value)` for each element of a list of booleans, whose kind is that of either value.
    template <class Take>
    void booleans(const Field& field, Take take) {
        const std::size_t size = begin_booleans(field);
        for (std::size_t i = 0; i < size; ++i) take(byte() == static_cast<std::uint8_t>(Kind::boolean_true));
    }

    std::int64_t integer() { return zigzag(); }  ///< an element of a list of i16, i32 or i64
    std::int64_t integer(const Field& field);    ///< byte, i16, i32 or i64
    bool boolean(const Field& field);
    std::string text(const Field& field);
    std::string text();  ///< an element of a list
    void skip(const Field& field) { skip(field.kind); }

  private:
    Field next_field(std::int16_t last_id);
    static void expect_structure(const Field& field);
    List begin_list(const Field& field, Kind element);
    std::size_t begin_booleans(const Field& field);
    void enter();
    void skip(Kind kind);
    void skip_elements(Kind kind, std::size_t count);
    std::size_t list_size(std::uint8_t header);
    std::uint8_t byte();
    std::uint64_t varint();
    std::int64_t zigzag();
    std::span<const std::byte> take(std::uint64_t count);

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    int m_depth = 0;
};

}  // namespace cairn::parquet
