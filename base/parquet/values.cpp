#include "base/parquet/values.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace cairn::parquet {

namespace {

/// Longer texts tell apart no more pages, but make the index as large as the data.
constexpr std::size_t k_longest_bound = 64;

std::uint64_t number_of(const std::string& bound) {
    std::uint64_t number = 0;
    for (std::size_t i = bound.size(); i > 0; --i) number = number << 8 | static_cast<unsigned char>(bound[i - 1]);
    return number;
}

bool is_below(std::uint64_t a, std::uint64_t b, Physical type) {
    if (type == Physical::float64) return std::bit_cast<double>(a) < std::bit_cast<double>(b);
    return static_cast<std::int64_t>(a) < static_cast<std::int64_t>(b);
}

/// The length of the longest beginning of a text that ends with a whole character.
std::size_t cut_before_character(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

/// The least text of this length or less that is not below; nullopt: it would take another character than the next one
/// of ASCII.
std::optional<std::string> cut_upwards(std::string_view text) {
    std::string cut(text.substr(0, cut_before_character(text, k_longest_bound)));
    while (!cut.empty() && static_cast<unsigned char>(cut.back()) >= 0x7E) cut.pop_back();
    if (cut.empty()) return std::nullopt;
    ++cut.back();
    return cut;
}

std::optional<Bounds> bounds_of_texts(const ColumnBuffer& column, std::size_t begin, std::size_t end) {
    std::string_view least = column.text(begin);
    std::string_view greatest = least;
    for (std::size_t i = begin + 1; i < end; ++i) {
        const std::string_view text = column.text(i);
        least = std::min(least, text);
        greatest = std::max(greatest, text);
    }
    Bounds bounds{std::string(least), std::string(greatest), true};
    if (least.size() > k_longest_bound) {
        bounds.least.resize(cut_before_character(least, k_longest_bound));
        bounds.is_exact = false;
    }
    if (greatest.size() > k_longest_bound) {
        auto cut = cut_upwards(greatest);
        if (!cut) return std::nullopt;
        bounds.greatest = *std::move(cut);
        bounds.is_exact = false;
    }
    return bounds;
}

std::size_t width_of(Physical type) {
    if (type == Physical::boolean) return 1;
    return type == Physical::int32 || type == Physical::float32 ? 4 : 8;
}

/// Both zeros are equal, but not their bits: a bound of 0 counts for both.
std::uint64_t with_sign_of_zero(std::uint64_t bits, double zero, Physical type) {
    if (type != Physical::float64 || std::bit_cast<double>(bits) != 0) return bits;
    return std::bit_cast<std::uint64_t>(zero);
}

std::optional<Bounds> bounds_of_numbers(const ColumnBuffer& column, std::size_t begin, std::size_t end) {
    const Physical type = column.leaf().node->type;
    std::uint64_t least = column.number(begin);
    std::uint64_t greatest = least;
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint64_t number = column.number(i);
        if (type == Physical::float64 && std::isnan(std::bit_cast<double>(number))) return std::nullopt;
        if (is_below(number, least, type)) least = number;
        if (is_below(greatest, number, type)) greatest = number;
    }
    Bounds bounds;
    append_little_endian(bounds.least, with_sign_of_zero(least, -0.0, type), width_of(type));
    append_little_endian(bounds.greatest, with_sign_of_zero(greatest, 0.0, type), width_of(type));
    return bounds;
}

}  // namespace

void append_little_endian(std::string& into, std::uint64_t number, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) into += static_cast<char>(number >> (8 * i) & 0xFF);
}

bool is_below(const std::string& a, const std::string& b, Physical type) {
    if (type == Physical::byte_array) return a < b;
    return is_below(number_of(a), number_of(b), type);
}

ValueStatistics statistics_of(const ColumnBuffer& column, std::size_t begin, std::size_t end, std::size_t first_value) {
    ValueStatistics statistics;
    for (std::size_t i = begin; i < end; ++i) ++(column.is_value(i) ? statistics.values : statistics.nulls);
    if (statistics.values == 0 || !column.leaf().node->has_order) return statistics;
    const std::size_t last = first_value + static_cast<std::size_t>(statistics.values);
    statistics.bounds =
        column.is_text() ? bounds_of_texts(column, first_value, last) : bounds_of_numbers(column, first_value, last);
    return statistics;
}

void add(ValueStatistics& all, const ValueStatistics& some, Physical type) {
    all.nulls += some.nulls;
    if (some.values == 0) return;
    if (all.values == 0) {
        all.bounds = some.bounds;
    } else if (!all.bounds || !some.bounds) {
        all.bounds.reset();
    } else {
        if (is_below(some.bounds->least, all.bounds->least, type)) all.bounds->least = some.bounds->least;
        if (is_below(all.bounds->greatest, some.bounds->greatest, type)) all.bounds->greatest = some.bounds->greatest;
        all.bounds->is_exact = all.bounds->is_exact && some.bounds->is_exact;
    }
    all.values += some.values;
}

}  // namespace cairn::parquet
