// FlexBuffers that are not trusted: every offset is checked where it is followed.
// https://flatbuffers.dev/flexbuffers/ ("FlexBuffer encoding")
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn::icechunk {

/// One value; a view, the bytes have to live as long. All functions throw BadBuffer (flatbuffer.hpp) when an offset
/// leads out of the bytes.
class FlexValue {
  public:
    static FlexValue root(std::string_view bytes);

    std::optional<std::string_view> text() const;  ///< of a string or a key

    using Members = std::vector<std::pair<std::string_view, FlexValue>>;
    Members members() const;  ///< of a map, in its order; none of anything else
    std::optional<FlexValue> member(std::string_view key) const;

  private:
    FlexValue(std::string_view bytes, std::size_t at, std::size_t width, unsigned packed_type)
        : m_bytes(bytes), m_at(at), m_width(width), m_packed_type(packed_type) {}

    std::size_t target() const;

    std::string_view m_bytes;
    std::size_t m_at;        ///< where the value, or the offset to it, stands
    std::size_t m_width;     ///< of what stands there
    unsigned m_packed_type;  ///< the type, and the width of what it holds
};

}  // namespace cairn::icechunk
