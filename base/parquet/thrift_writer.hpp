// The writing side of Thrift's compact protocol (thrift.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/parquet/thrift.hpp"

namespace cairn::parquet {

/// Appends one structure after the other to a text. The fields of a structure come in the order of their ids.
class ThriftWriter {
  public:
    using Kind = Thrift::Kind;

    explicit ThriftWriter(std::string& into) : m_into(into) {}

    /// Calls `fields()` between the beginning and the end of a structure that is no field: the outermost, or an
    /// element.
    template <class Fields>
    void structure(Fields fields) {
        const std::int16_t above = m_last;
        m_last = 0;
        fields();
        m_into += '\0';
        m_last = above;
    }
    template <class Fields>
    void structure(std::int16_t id, Fields fields) {
        field(id, Kind::structure);
        structure(fields);
    }

    void i8(std::int16_t id, std::int8_t value);
    void i16(std::int16_t id, std::int16_t value);
    void i32(std::int16_t id, std::int32_t value);
    void i64(std::int16_t id, std::int64_t value);
    void boolean(std::int16_t id, bool value);
    void text(std::int16_t id, std::string_view value);

    /// The elements follow.
    void list(std::int16_t id, Kind element, std::size_t size);
    void i32(std::int32_t element) { zigzag(element); }
    void i64(std::int64_t element) { zigzag(element); }
    void boolean(bool element) { m_into += static_cast<char>(element ? Kind::boolean_true : Kind::boolean_false); }
    void text(std::string_view element);

  private:
    void field(std::int16_t id, Kind kind);
    void varint(std::uint64_t value);
    void zigzag(std::int64_t value);

    std::string& m_into;
    std::int16_t m_last = 0;  ///< id of the last field of this structure
};

}  // namespace cairn::parquet
