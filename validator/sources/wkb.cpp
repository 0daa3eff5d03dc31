#include "validator/sources/wkb.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include "base/codecs/bytes.hpp"

namespace cairn::validate {

namespace {

/// By their numbers in WKB, from 1.
constexpr std::array<std::string_view, 7> k_types{"Point",           "LineString",   "Polygon",           "MultiPoint",
                                                  "MultiLineString", "MultiPolygon", "GeometryCollection"};
constexpr std::size_t k_deepest = 8;

struct Malformed {};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : m_bytes(codecs::bytes_of(bytes)) {}

    json::Value geometry(std::size_t depth = 0) {
        if (depth > k_deepest) throw Malformed{};
        m_order = take(1)[0] == std::byte{0} ? codecs::ByteOrder::big : codecs::ByteOrder::little;
        const std::uint32_t code = number();
        constexpr std::uint32_t k_has_z = 0x80000000U, k_has_m = 0x40000000U, k_has_system = 0x20000000U;
        const std::uint32_t iso = (code & 0xFFFFU) / 1000;  // 1: Z, 2: M, 3: both
        m_extra = ((code & k_has_z) != 0 || iso == 1 || iso == 3 ? 1U : 0U);
        m_dropped = ((code & k_has_m) != 0 || iso == 2 || iso == 3 ? 1U : 0U);
        if ((code & k_has_system) != 0) number();
        const std::uint32_t type = (code & 0xFFFFU) % 1000;
        if (type < 1 || type > k_types.size()) throw Malformed{};
        json::Value value = json::object();
        json::set(value, "type", k_types.at(type - 1));
        if (type == 7) {
            json::set(value, "geometries", each([&] { return geometry(depth + 1); }));
        } else {
            json::set(value, "coordinates", coordinates(type, depth));
        }
        return value;
    }

    bool is_at_end() const { return m_bytes.empty(); }

  private:
    json::Value coordinates(std::uint32_t type, std::size_t depth) {
        switch (type) {
            case 1:
                return position();
            case 2:
                return line();
            case 3:
                return each([this] { return line(); });
            default:
                return each([&] { return coordinates_of(geometry(depth + 1)); });
        }
    }

    static json::Value coordinates_of(json::Value part) {
        json::Value* found = json::find(part, "coordinates");
        if (found == nullptr) throw Malformed{};
        return std::move(*found);
    }

    json::Value line() {
        return each([this] { return position(); });
    }

    json::Value position() {
        json::Value value = json::array();
        for (std::size_t i = 0; i < 2 + m_extra; ++i) json::push(value, json::number(real()));
        for (std::size_t i = 0; i < m_dropped; ++i) real();
        return value;
    }

    template <class Make>
    json::Value each(Make make) {
        const std::uint32_t count = number();
        if (count > m_bytes.size()) throw Malformed{};
        json::Value values = json::array();
        for (std::uint32_t i = 0; i < count; ++i) json::push(values, make());
        return values;
    }

    codecs::Bytes take(std::size_t count) {
        if (m_bytes.size() < count) throw Malformed{};
        const codecs::Bytes front = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return front;
    }

    std::uint32_t number() { return codecs::load_bits<std::uint32_t>(take(4).data(), m_order); }
    double real() { return std::bit_cast<double>(codecs::load_bits<std::uint64_t>(take(8).data(), m_order)); }

    codecs::Bytes m_bytes;
    codecs::ByteOrder m_order = codecs::ByteOrder::little;
    std::size_t m_extra = 0;
    std::size_t m_dropped = 0;
};

}  // namespace

std::optional<json::Value> geometry_of_wkb(std::string_view bytes) {
    try {
        Reader reader(bytes);
        json::Value value = reader.geometry();
        return reader.is_at_end() ? std::optional(std::move(value)) : std::nullopt;
    } catch (const Malformed&) {
        return std::nullopt;
    }
}

}  // namespace cairn::validate
