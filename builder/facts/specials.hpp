// How the values that are none of the plain ones are written as bytes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/cf/calendar.hpp"
#include "builder/facts/byte_codec.hpp"
#include "builder/facts/members.hpp"

namespace cairn {

namespace facts {

template <>
inline constexpr Evidence k_last_of<Evidence> = Evidence::none;
template <>
inline constexpr DimensionKind k_last_of<DimensionKind> = DimensionKind::other;
template <>
inline constexpr Format k_last_of<Format> = Format::icechunk;

template <>
struct Special<LonInterval> {
    static void put(Writer& writer, const LonInterval& value) {
        writer.count(value.is_empty() ? 0 : value.is_full() ? 1 : 2);
        if (value.is_empty() || value.is_full()) return;
        writer.real(value.west_deg());
        writer.real(value.east_deg());
    }
    template <class Parts>
    static void get(Reader& reader, LonInterval& value, Parts&) {
        const std::uint64_t state = reader.count();
        if (state == 1) value = LonInterval::full();
        if (state > 2) reader.fail();
        if (state != 2) return;
        const double west_deg = reader.real();
        value = LonInterval::arc(west_deg, reader.real());
    }
};

/// The only text without memory of its own: the CF name of a calendar.
template <>
struct Special<std::string_view> {
    static void put(Writer& writer, std::string_view value) { writer.text(value); }
    template <class Parts>
    static void get(Reader& reader, std::string_view& value, Parts&) {
        const std::string_view text = reader.text();
        const auto calendar = calendar_named(text);
        value = calendar ? name_of(*calendar) : std::string_view();
        if (value != text) reader.fail();
    }
};

template <>
struct Special<StatedAttributes> {
    static void put(Writer& writer, const StatedAttributes& value) { facts::put(writer, value.texts()); }
    template <class Parts>
    static void get(Reader& reader, StatedAttributes& value, Parts& parts) {
        std::vector<std::pair<std::string, std::string>> texts;
        facts::get(reader, texts, parts);
        value = StatedAttributes(std::move(texts));
    }
};

}  // namespace facts

}  // namespace cairn
